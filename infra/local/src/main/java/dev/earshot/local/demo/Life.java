package dev.earshot.local.demo;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.voice.LeftWhy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a visit: people mute, speak, move and look for their headset; sockets break and come back or do not; and
 * in the end they leave, close the tab, or vanish.
 */
final class Life {
    private static final Duration BETWEEN_MUTES = ofMinutes(6);
    private static final Duration UTTERANCE = ofSeconds(6);
    /** Nothing else begins so shortly before the gateway is started anew. */
    private static final Duration CLEAR_OF_RESTART = ofMinutes(4);

    private final Visit visit;
    private final Person moderator;
    private final DemoPlan plan;
    private final Restarts restarts;
    private final Dice dice;
    private final List<Step> steps = new ArrayList<>();
    private final Optional<Instant> restart;
    private Page page;

    private Life(Visit visit, Person moderator, DemoPlan plan, Restarts restarts, Dice dice) {
        this.visit = visit;
        this.moderator = moderator;
        this.plan = plan;
        this.restarts = restarts;
        this.dice = dice;
        this.restart =
                restarts.within(visit.begin().plusSeconds(10), visit.end().minusSeconds(20));
        this.page = new Page(visit.person(), plan, restarts, dice, steps);
    }

    static List<Step> of(Visit visit, Person moderator, DemoPlan plan, Restarts restarts, Dice dice) {
        Life life = new Life(visit, moderator, plan, restarts, dice);
        life.live();
        return life.steps;
    }

    private enum What {
        TOGGLE,
        DEAFEN,
        MODERATED,
        MOVE,
        RECONNECT,
        ANOTHER_DEVICE,
        RESTART
    }

    private record Happening(Instant at, What what) {}

    private void live() {
        logIn();
        page.join(visit.begin(), visit.room(), null);
        Instant now = visit.begin().plusSeconds(3);
        for (Happening next : happenings()) {
            if (next.at().isBefore(now)) continue;
            talk(now, next.at());
            Optional<Instant> done = happen(next);
            if (done.isEmpty()) return;
            now = done.get();
        }
        talk(now, visit.end());
        part(now.isBefore(visit.end()) ? visit.end() : now.plusSeconds(1));
    }

    private void logIn() {
        if (!dice.chance(0.6)) return;
        Instant at = visit.begin().minus(dice.between(ofSeconds(1), ofSeconds(20)));
        Person person = visit.person();
        steps.add(new Step.Noted(
                new AuditFact.LoggedIn(
                        at, person.id(), person.address(), person.profile().username()),
                false));
        if (dice.chance(0.01)) {
            // A press too many before anybody is in a channel.
            steps.add(new Step.Noted(
                    new AuditFact.JoinRefused(
                            at.plusMillis(700),
                            person.id(),
                            person.address(),
                            Room.GUILD,
                            visit.room().id(),
                            page.session(),
                            "too-many-joins",
                            (int) dice.between(1, 5)),
                    true));
        }
    }

    private List<Happening> happenings() {
        List<Happening> all = new ArrayList<>();
        Instant last = visit.end().minus(ofSeconds(30));
        for (Instant at = begin(); at.isBefore(last); at = at.plus(dice.waiting(BETWEEN_MUTES))) {
            all.add(new Happening(at, What.TOGGLE));
        }
        maybe(0.05, What.DEAFEN, all);
        maybe(0.008, What.MODERATED, all);
        maybe(0.1, What.MOVE, all);
        maybe(visit.person().shaky() ? 0.5 : 0.05, What.RECONNECT, all);
        maybe(0.02, What.ANOTHER_DEVICE, all);
        restart.ifPresent(moment -> {
            all.removeIf(other -> other.at().isAfter(moment.minus(CLEAR_OF_RESTART))
                    && other.at().isBefore(moment.plusSeconds(30)));
            all.add(new Happening(moment.plus(dice.between(ofMillis(0), ofMillis(900))), What.RESTART));
        });
        all.sort(Comparator.comparing(Happening::at));
        return all;
    }

    private Instant begin() {
        return visit.begin().plusSeconds(4).plus(dice.waiting(BETWEEN_MUTES));
    }

    private void maybe(double probability, What what, List<Happening> all) {
        Duration whole = Duration.between(visit.begin(), visit.end());
        if (whole.compareTo(ofMinutes(5)) < 0 || !dice.chance(probability)) return;
        all.add(new Happening(dice.after(visit.begin(), ofSeconds(20), whole.minus(ofMinutes(4))), what));
    }

    /** When it is over; empty if the visit is. */
    private Optional<Instant> happen(Happening next) {
        Instant at = next.at();
        return switch (next.what()) {
            case TOGGLE -> {
                page.mute(at, !page.isMuted());
                yield Optional.of(at.plusMillis(300));
            }
            case DEAFEN -> {
                Instant until = dice.after(at, ofSeconds(20), ofMinutes(3));
                page.deafen(at, until);
                yield Optional.of(until.plusMillis(500));
            }
            case MODERATED -> {
                Instant until = dice.after(at, ofSeconds(30), ofMinutes(3));
                page.moderated(moderator, at, until);
                yield Optional.of(until.plusMillis(500));
            }
            case MOVE -> {
                page.join(at, elsewhere(), null);
                yield Optional.of(at.plusSeconds(3));
            }
            case RECONNECT -> {
                Instant back = dice.after(at, ofMillis(900), ofSeconds(14));
                page.reconnect(at, back);
                yield Optional.of(back.plusMillis(500));
            }
            case ANOTHER_DEVICE -> {
                page = new Page(visit.person(), plan, restarts, dice, steps);
                page.join(at, visit.room(), null);
                yield Optional.of(at.plusSeconds(3));
            }
            case RESTART -> afterRestart(at);
        };
    }

    // Browsers come back at jittered times; some were about to be closed and never do.
    private Optional<Instant> afterRestart(Instant at) {
        if (dice.chance(0.05)) {
            comeBack(page.session(), page.vanish(at.minusMillis(400), at));
            return Optional.empty();
        }
        Instant back = at.plus(Restarts.DRAIN).plus(dice.between(ofMillis(300), ofSeconds(9)));
        page.reconnect(at, back);
        return Optional.of(back.plusMillis(500));
    }

    private Room elsewhere() {
        Room there = dice.one(List.of(Room.LOUNGE, Room.MUSIC, Room.PAIRING, Room.SUPPORT));
        return there == visit.room() ? Room.STANDUP : there;
    }

    private void talk(Instant from, Instant to) {
        page.sample(from, to);
        if (dice.chance(0.002)) page.err(to);
        if (page.isMuted()) return;
        double talks = visit.person().talks();
        Duration silence =
                UTTERANCE.multipliedBy(Math.round(100 * (1 - talks) / talks)).dividedBy(100);
        Instant begins = from.plus(dice.waiting(silence));
        while (begins.isBefore(to.minusSeconds(2))) {
            Instant ends = begins.plus(dice.between(ofSeconds(1), UTTERANCE.multipliedBy(2)));
            if (!ends.isBefore(to)) return;
            page.speak(begins, ends);
            begins = ends.plusMillis(300).plus(dice.waiting(silence));
        }
    }

    private void part(Instant at) {
        boolean shaky = visit.person().shaky();
        switch (dice.weighted(new double[] {84, 10, shaky ? 12 : 2, 1, 0.3})) {
            case 0 -> page.leave(at, LeftWhy.ASKED);
            case 1 -> page.close(at);
            case 2 -> {
                Instant lastHeard = at.minus(dice.between(ofMillis(200), ofSeconds(1)));
                comeBack(page.session(), page.vanish(lastHeard, at.plusMillis(700)));
            }
            case 3 -> page.vanish(at, null);
            default -> page.leave(at, LeftWhy.PERMISSION_LOST);
        }
    }

    private void comeBack(SessionId lost, Instant over) {
        if (!dice.chance(0.5)) return;
        page = new Page(visit.person(), plan, restarts, dice, steps);
        Instant back = dice.after(over, ofSeconds(3), ofMinutes(2));
        page.join(back, visit.room(), lost);
        page.leave(dice.after(back, ofSeconds(20), ofMinutes(3)), LeftWhy.ASKED);
    }
}
