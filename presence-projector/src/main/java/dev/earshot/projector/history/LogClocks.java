package dev.earshot.projector.history;

import dev.earshot.projector.history.log.LogClock;
import dev.earshot.projector.history.log.LogReader;
import dev.earshot.projector.history.past.GuildMoment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** The clock of each partition that was asked about, up to the end of the log as of the last question. Thread-safe. */
final class LogClocks {
    private final Map<Key, LogClock> known = new ConcurrentHashMap<>();

    /** @param log the id of the topic: after a reset it is another */
    private record Key(String log, TopicPartition partition) {}

    /** @param kept a moment to go on from if nothing is known yet: the latest, so that little is read */
    LogClock upTo(LogReader reader, Place place, String log, Supplier<GuildMoment> kept) {
        return known.compute(new Key(log, place.events()), (_, before) -> {
            // An end below what was read before: the log has lost its tail, or was made anew.
            boolean lost = before == null || before.next() > place.next() || before.next() < place.first();
            LogClock clock = before == null || lost ? kept.get().clock() : before;
            return clock.upTo(reader, place.events(), place.next());
        });
    }
}
