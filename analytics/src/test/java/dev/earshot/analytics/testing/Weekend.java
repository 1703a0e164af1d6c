package dev.earshot.analytics.testing;

import static dev.earshot.analytics.testing.Facts.LOUNGE;
import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.left;

import dev.earshot.analytics.testing.Ledger.Stay;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;
import tools.jackson.databind.JsonNode;

/**
 * A random weekend of guild-0, asked about over HTTP in a zone that is not UTC, and its {@link Ledger}; in the guild demo, Alice
 * and the changes of the clocks. Questions change nothing, so all classes that ask share it.
 */
public final class Weekend implements AutoCloseable {
    public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** Not at midnight of anywhere: both edges are asked of the facts. */
    public static final Instant FROM = Instant.parse("2026-01-30T22:30:00Z");

    public static final Instant TO = Instant.parse("2026-02-01T09:45:00Z");
    public static final String WINDOW = "guild=guild-0&from=" + FROM + "&to=" + TO + "&tz=Europe/Berlin";

    private final Ledger ledger;
    private final AskedAnalytics analytics;

    private Weekend() {
        List<VoiceChange> facts = new ArrayList<>(History.random(0, 33, 5_000).facts());
        ledger = new Ledger(facts);
        // Alice never leaves on the days on which clocks change, nor on the days before and after.
        for (String day : List.of("2026-03-08", "2026-03-29", "2025-10-26", "2025-11-02")) {
            Instant began =
                    LocalDate.parse(day).minusDays(1).atStartOfDay(BERLIN).toInstant();
            VoiceChange.Joined call = joined(1_000_000 + facts.size(), began, new UserId("alice"), LOUNGE);
            facts.add(call);
            facts.add(left(call, 1_000_001 + facts.size(), began.plus(Duration.ofDays(4)), EndReason.LEFT));
        }
        analytics = AskedAnalytics.with(facts);
    }

    public JsonNode ok(String path) {
        return analytics.ok(path);
    }

    public String refusal(String path) {
        return analytics.refusal(path);
    }

    public Ledger ledger() {
        return ledger;
    }

    /** The stays that a filter such as "&channel=channel-1&user=user-2" leaves. */
    public Stream<Stay> stays(String filter) {
        return ledger.stays(stay -> passes(filter, stay.channel(), stay.user()));
    }

    /** Calls that began in [from, to), of those that the filter leaves. */
    public long joins(String filter, Instant from, Instant to) {
        return ledger.joins().stream()
                .filter(join -> passes(filter, join.channel(), join.user()))
                .filter(join -> !join.at().isBefore(from) && join.at().isBefore(to))
                .count();
    }

    /** The calls that ended in the window. */
    public List<Stay> ended(String filter) {
        return stays(filter)
                .filter(stay -> stay.endsCall() && stay.endedWithin(FROM, TO))
                .toList();
    }

    private static boolean passes(String filter, String channel, String user) {
        return Stream.of(filter.split("&", -1))
                .allMatch(part -> part.isEmpty() || part.equals("channel=" + channel) || part.equals("user=" + user));
    }

    @Override
    public void close() {
        analytics.close();
    }

    /** Starts it for the first class that asks, and closes it after the last test of all. */
    public static final class Shared extends TypeBasedParameterResolver<Weekend> {
        @Override
        public Weekend resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent(Weekend.class);
        }
    }
}
