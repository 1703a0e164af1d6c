package dev.earshot.gateway.log;

import dev.earshot.events.id.GatewayId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.GuildPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the next ticks say: by partition, the sessions heard since the last tick that Kafka acknowledged. So a tick that is lost
 * loses nothing, for the next one covers it; and a session heard in every interval is in every tick.
 */
final class TickPlan {
    /** Sessions in one record, so that it stays far below Kafka's largest; more are several ticks. */
    static final int MAX_SESSIONS = 4000;

    private final GatewayId gateway;
    private final int partitions;
    private final AtomicLongArray coveredUntil;

    /** @param now {@link System#nanoTime}, as everywhere here */
    TickPlan(GatewayId gateway, int partitions, long now) {
        this.gateway = gateway;
        this.partitions = partitions;
        this.coveredUntil = new AtomicLongArray(partitions);
        for (int p = 0; p < partitions; p++) coveredUntil.set(p, now);
    }

    /** At least one tick for every partition, with or without sessions. */
    List<List<VoiceSignal.Tick>> next(Heard heard, long now) {
        List<List<VoiceSignal.Heard>> byPartition = new ArrayList<>(partitions);
        for (int p = 0; p < partitions; p++) byPartition.add(new ArrayList<>());
        heard.forEach(session -> {
            int partition = GuildPartition.of(session.guild(), partitions);
            if (session.heardAt() - coveredUntil.get(partition) < 0) return;
            long ago = Math.max(0, TimeUnit.NANOSECONDS.toMillis(now - session.heardAt()));
            byPartition
                    .get(partition)
                    .add(new VoiceSignal.Heard(session.guild(), session.user(), session.session(), ago));
        });
        return byPartition.stream().map(this::ticks).toList();
    }

    /** Kafka has the tick that was built at {@code builtAt}. */
    void acknowledged(int partition, long builtAt) {
        coveredUntil.accumulateAndGet(partition, builtAt, (was, is) -> is - was > 0 ? is : was);
    }

    private List<VoiceSignal.Tick> ticks(List<VoiceSignal.Heard> sessions) {
        List<VoiceSignal.Tick> ticks = new ArrayList<>(1);
        for (int from = 0; from < sessions.size(); from += MAX_SESSIONS) {
            int to = Math.min(from + MAX_SESSIONS, sessions.size());
            ticks.add(new VoiceSignal.Tick(gateway, sessions.subList(from, to)));
        }
        if (ticks.isEmpty()) ticks.add(new VoiceSignal.Tick(gateway, List.of()));
        return ticks;
    }
}
