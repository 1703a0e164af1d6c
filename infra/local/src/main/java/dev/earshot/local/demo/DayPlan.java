package dev.earshot.local.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who wants to talk when on one day: the team's standup, calls at work, evenings in the lounge and in music. */
final class DayPlan {
    private static final LocalTime STANDUP = LocalTime.of(9, 30);
    /** Between two visits of one person, so that a return after a cut-off is not the next visit. */
    private static final Duration APART = Duration.ofMinutes(8);

    private static final Duration SHORTEST = Duration.ofSeconds(40);
    /** Before the end of the day, or of the history: time for the last lease to end. */
    private static final Duration LAST_CALL = Duration.ofMinutes(10);

    private final DemoPlan plan;
    private final LocalDate date;
    private final Dice dice;
    private final Instant closes;
    private final List<Visit> visits = new ArrayList<>();
    private final Map<Person, List<Visit>> byPerson = new HashMap<>();

    private DayPlan(DemoPlan plan, LocalDate date, Dice dice) {
        this.plan = plan;
        this.date = date;
        this.dice = dice;
        Instant dayEnds = date.plusDays(1)
                .atTime(DemoPlan.DAY_BEGINS_AT, 0)
                .atZone(plan.zone())
                .toInstant();
        this.closes = (dayEnds.isBefore(plan.until()) ? dayEnds : plan.until()).minus(LAST_CALL);
    }

    static List<Visit> of(DemoPlan plan, LocalDate date, List<Person> people, Dice dice) {
        DayPlan day = new DayPlan(plan, date, dice);
        DayOfWeek weekday = date.getDayOfWeek();
        int calls = (int) Math.round(plan.perDay() * Rhythm.share(weekday));
        if (Rhythm.isWorking(weekday)) {
            // The standup is a meeting of one team, not of half a company.
            people.stream()
                    .filter(Person::standup)
                    .limit(Math.max(3, calls / 5))
                    .forEach(day::standup);
        }
        for (int tries = 0; day.visits.size() < calls && tries < 4 * calls; tries++) day.call(people);
        return day.visits;
    }

    private void standup(Person person) {
        if (dice.chance(0.12)) return;
        Instant begins = date.atTime(STANDUP).atZone(plan.zone()).toInstant();
        Instant comes = begins.plus(dice.between(Duration.ofMinutes(-2), Duration.ofMinutes(3)));
        Instant goes = dice.after(begins, Duration.ofMinutes(12), Duration.ofMinutes(18));
        add(new Visit(person, Room.STANDUP, comes, goes));
    }

    private void call(List<Person> people) {
        Person person = dice.one(people);
        int hour = Rhythm.hour(date.getDayOfWeek(), dice);
        LocalDate day = hour < DemoPlan.DAY_BEGINS_AT ? date.plusDays(1) : date;
        Instant begin = day.atTime(hour, 0)
                .atZone(plan.zone())
                .toInstant()
                .plus(dice.between(Duration.ZERO, Duration.ofMinutes(60)));
        boolean office = Rhythm.isOffice(date.getDayOfWeek(), hour);
        Room room = office ? workplace() : dice.chance(0.55) ? Room.LOUNGE : Room.MUSIC;
        Duration median = Duration.ofMinutes(
                switch (room) {
                    case GENERAL, STANDUP, SUPPORT -> 9;
                    case LOUNGE -> office ? 12 : 35;
                    case PAIRING -> 30;
                    case MUSIC -> 45;
                });
        add(new Visit(person, room, begin, begin.plus(dice.lasting(median, 0.8))));
    }

    private Room workplace() {
        return switch (dice.weighted(new double[] {4, 3, 2, 1})) {
            case 0 -> Room.LOUNGE;
            case 1 -> Room.SUPPORT;
            case 2 -> Room.PAIRING;
            default -> Room.MUSIC;
        };
    }

    private void add(Visit wanted) {
        Instant end = wanted.end().isBefore(closes) ? wanted.end() : closes.minus(dice.waiting(LAST_CALL));
        if (end.isBefore(wanted.begin().plus(SHORTEST))) return;
        Visit visit = new Visit(wanted.person(), wanted.room(), wanted.begin(), end);
        List<Visit> others = byPerson.computeIfAbsent(visit.person(), _ -> new ArrayList<>());
        if (others.stream().anyMatch(other -> tooClose(other, visit))) return;
        others.add(visit);
        visits.add(visit);
    }

    private static boolean tooClose(Visit one, Visit other) {
        return one.begin().isBefore(other.end().plus(APART))
                && other.begin().isBefore(one.end().plus(APART));
    }
}
