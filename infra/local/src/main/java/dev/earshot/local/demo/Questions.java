package dev.earshot.local.demo;

import dev.earshot.events.audit.AuditFact;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What operators and analysts asked on a working day, as the audit has it. */
final class Questions {
    private static final List<String> PATHS = List.of(
            "/api/analytics/overview",
            "/api/analytics/quality",
            "/api/analytics/sessions",
            "/api/history/state",
            "/api/history/trace");

    private Questions() {}

    static List<Step> of(DemoPlan plan, LocalDate date, List<Person> people, Dice dice) {
        List<Step> asked = new ArrayList<>();
        if (!Rhythm.isWorking(date.getDayOfWeek())) return asked;
        for (int i = 0; i < dice.between(2, 8); i++) {
            Instant at = date.atTime((int) dice.between(9, 17), (int) dice.between(0, 59))
                    .atZone(plan.zone())
                    .toInstant();
            Person who = people.get((int) dice.between(0, 2));
            if (at.isAfter(plan.until())) continue;
            asked.add(new Step.Noted(new AuditFact.Queried(at, who.id(), who.address(), dice.one(PATHS)), false));
        }
        return asked;
    }
}
