package dev.earshot.bench.fold;

import dev.earshot.events.fold.GuildPresence;
import dev.earshot.events.fold.PresenceFold;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.voice.VoiceEvent;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Events per second through {@link PresenceFold}, on one thread. */
@State(Scope.Thread)
public class FoldBenchmark {
    private final GuildPresence beginning = History.beginning();
    private final List<Recorded<VoiceEvent>> toggles = History.ofToggles().events();
    private final List<Recorded<VoiceEvent>> dailyLife = History.ofDailyLife().events();

    @Benchmark
    @OperationsPerInvocation(History.LENGTH)
    public GuildPresence toggles(Blackhole changes) {
        return fold(toggles, changes);
    }

    @Benchmark
    @OperationsPerInvocation(History.LENGTH)
    public GuildPresence dailyLife(Blackhole changes) {
        return fold(dailyLife, changes);
    }

    private GuildPresence fold(List<Recorded<VoiceEvent>> events, Blackhole changes) {
        GuildPresence state = beginning;
        for (Recorded<VoiceEvent> event : events) {
            var folded = PresenceFold.apply(state, event);
            changes.consume(folded.changes());
            state = folded.next();
        }
        return state;
    }
}
