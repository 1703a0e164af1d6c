package dev.earshot.projector.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counters of the fold. Thread-safe; all tasks of a process share it. */
public final class FoldMetrics {
    private final MeterRegistry registry;
    private final Map<String, Counter> folds = new ConcurrentHashMap<>();
    private final Counter repeats;
    private final Counter expiries;
    private final Counter ticks;

    public FoldMetrics(MeterRegistry registry) {
        this.registry = registry;
        repeats = Counter.builder("earshot.projector.repeats")
                .description("Inputs that Kafka gave again after a restart and that were answered from the journal")
                .register(registry);
        ticks = Counter.builder("earshot.projector.ticks")
                .description("Ticks of gateways: while none come, no lease ends")
                .register(registry);
        expiries = Counter.builder("earshot.projector.expiries")
                .description("Verdicts on sessions that were not heard of for a whole lease")
                .register(registry);
    }

    /** A gateway's tick was processed: what the leases live by. */
    public void ticked() {
        ticks.increment();
    }

    /** An input was folded, with this effect: {@code changed}, or why it had none. */
    public void folded(String effect) {
        folds.computeIfAbsent(
                        effect,
                        name -> Counter.builder("earshot.projector.folds")
                                .description("Inputs folded into a guild, by effect")
                                .tag("effect", name)
                                .register(registry))
                .increment();
    }

    public void repeated() {
        repeats.increment();
    }

    public void expired(int verdicts) {
        expiries.increment(verdicts);
    }

    /** A record went to the dead topic. Rare, so the registry may look the counter up. */
    public void dead(String topic, String reason) {
        registry.counter("earshot.projector.dead", "topic", topic, "reason", reason)
                .increment();
    }

    /** Kafka did not take an output. */
    public void refused(String topic, String reason) {
        registry.counter("earshot.projector.refused", "topic", topic, "reason", reason)
                .increment();
    }

    /** A dead letter was refused even without its value: only the log says that it was. */
    public void deadLost(String topic) {
        registry.counter("earshot.projector.dead.lost", "topic", topic).increment();
    }

    /** A repair of a partition of {@code voice.presence} began. */
    public void repairBegan() {
        registry.counter("earshot.projector.repairs").increment();
    }

    /** Rows of {@code voice.presence} were written again because the table lacked them. */
    public void rowsRepaired(int rows) {
        registry.counter("earshot.projector.rows.repaired").increment(rows);
    }

    /** A record of a type that this version does not know was skipped. */
    public void unknown(String topic) {
        registry.counter("earshot.projector.unknown", "topic", topic).increment();
    }
}
