package dev.earshot.local.demo;

import dev.earshot.events.telemetry.CallQuality;
import dev.earshot.events.telemetry.IcePath;
import dev.earshot.events.telemetry.IceProtocol;
import java.time.Duration;
import java.time.Instant;

/** How calls sound over somebody's internet line: well from an office, worse in the evening, badly for a few. */
final class Line {
    /** A browser samples every 10 s; one sample in eighteen is enough of a history to look at. */
    static final Duration BETWEEN_SAMPLES = Duration.ofMinutes(3);

    private static final long WINDOW_MS = 10_000;

    private final Person person;
    private final DemoPlan plan;
    private final Dice dice;
    private final IcePath path;

    Line(Person person, DemoPlan plan, Dice dice) {
        this.person = person;
        this.plan = plan;
        this.dice = dice;
        // Somebody's network stays what it is.
        this.path = switch (Math.floorMod(person.id().value().hashCode(), 10)) {
            case 0, 1, 2, 3 -> IcePath.HOST;
            case 9 -> IcePath.RELAY;
            default -> IcePath.SERVER_REFLEXIVE;
        };
    }

    /** What their browser measures now. */
    CallQuality sample(Instant at, boolean muted) {
        double load = load(at);
        double jitter = figure(person.shaky() ? 18 : 4, 0.5) * load;
        double loss = Math.min(0.6, figure(person.shaky() ? 0.015 : 0.001, 1.1) * load);
        double roundTrip = figure(path == IcePath.RELAY ? 70 : 28, 0.35) * load;
        return new CallQuality(
                WINDOW_MS,
                rounded(jitter, 10),
                dice.chance(0.3) && !person.shaky() ? 0.0 : rounded(loss, 10_000),
                rounded(roundTrip, 10),
                rounded(figure(38_000, 0.3), 1),
                rounded(muted ? figure(1_500, 0.2) : figure(42_000, 0.15), 1),
                rounded(loss * WINDOW_MS * 0.6, 1),
                muted ? 0.0 : rounded(Math.min(1, figure(0.05, 0.8)), 1_000),
                path,
                path == IcePath.RELAY && dice.chance(0.4) ? IceProtocol.TLS : IceProtocol.UDP);
    }

    // Everybody streams in the evening.
    private double load(Instant at) {
        int hour = at.atZone(plan.zone()).getHour();
        return hour >= 19 && hour <= 22 ? 1.8 : 1;
    }

    private double figure(double median, double spread) {
        return median * dice.lasting(Duration.ofSeconds(1_000), spread).toMillis() / 1_000_000.0;
    }

    private static double rounded(double value, int parts) {
        return Math.round(value * parts) / (double) parts;
    }
}
