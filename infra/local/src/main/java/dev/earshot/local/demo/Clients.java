package dev.earshot.local.demo;

import java.time.Duration;
import java.time.Instant;

/** Versions of the client: most people take a new one within days, some never do. */
final class Clients {
    static final String OLDEST = "0.0.9";
    static final String USUAL = "0.1.0";
    private static final String NEW = "0.1.1";

    private Clients() {}

    /** What somebody runs at this moment: in the middle of the history a version came out. */
    static String of(Person person, DemoPlan plan, Instant at) {
        Duration whole = Duration.between(plan.begins(), plan.until());
        Instant released = plan.begins().plus(whole.dividedBy(2));
        // One after the other, by their id, over a fifth of the time.
        long patience = Math.floorMod(person.id().value().hashCode(), 100);
        Instant taken = released.plus(whole.dividedBy(500).multipliedBy(patience));
        return person.updates() && at.isAfter(taken) ? NEW : person.client();
    }
}
