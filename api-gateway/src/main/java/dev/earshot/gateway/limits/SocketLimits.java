package dev.earshot.gateway.limits;

import dev.earshot.events.id.UserId;
import dev.earshot.gateway.log.LiveGateways;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The budgets of sessions and sockets. A session lives on one gateway, so its own budget is not divided. */
@Component
final class SocketLimits implements Limits {
    private final LimitSettings settings;
    private final LiveGateways gateways;
    private final TimeMeter time;
    private final MeterRegistry meters;
    private final Map<UserId, Integer> open = new ConcurrentHashMap<>();

    SocketLimits(LimitSettings settings, LiveGateways gateways, TimeMeter time, MeterRegistry meters) {
        this.settings = settings;
        this.gateways = gateways;
        this.time = time;
        this.meters = meters;
    }

    @Override
    public SessionBudget session() {
        return new Budget(
                SharedBuckets.bucket(settings.commands(), 1, time),
                SharedBuckets.bucket(settings.joins(), 1, time),
                SharedBuckets.bucket(settings.telemetry(), 1, time));
    }

    @Override
    public boolean openSocket(UserId user) {
        int allowed = Math.max(1, Math.ceilDiv(settings.socketsPerUser(), gateways.count()));
        boolean[] granted = new boolean[1];
        open.compute(user, (_, count) -> {
            int before = count == null ? 0 : count;
            granted[0] = before < allowed;
            int after = granted[0] ? before + 1 : before;
            return after == 0 ? null : after;
        });
        if (!granted[0]) exceeded("sockets");
        return granted[0];
    }

    @Override
    public void closeSocket(UserId user) {
        open.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }

    private void exceeded(String limit) {
        meters.counter("earshot.limits.exceeded", "limit", limit).increment();
    }

    private final class Budget implements SessionBudget {
        private final Bucket commands;
        private final Bucket joins;
        private final Bucket telemetry;

        Budget(Bucket commands, Bucket joins, Bucket telemetry) {
            this.commands = commands;
            this.joins = joins;
            this.telemetry = telemetry;
        }

        @Override
        public Optional<Duration> command() {
            return counted("commands", SharedBuckets.take(commands));
        }

        @Override
        public Optional<Duration> join() {
            return counted("joins", SharedBuckets.take(joins));
        }

        @Override
        public Optional<Duration> telemetry() {
            return counted("telemetry", SharedBuckets.take(telemetry));
        }

        private Optional<Duration> counted(String limit, Optional<Duration> wait) {
            if (wait.isPresent()) exceeded(limit);
            return wait;
        }
    }
}
