package dev.earshot.gateway.limits;

import dev.earshot.events.id.UserId;
import dev.earshot.gateway.log.LiveGateways;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The budgets of users and their sockets. They belong to the user, so a socket that is closed and opened again begins with what
 * the last one left. They are each gateway's own: a person with one page would otherwise lose most of it to gateways they never
 * meet.
 */
@Component
final class SocketLimits implements Limits {
    /** When a place may be free again, for somebody who has all of theirs. */
    private static final Duration UNTIL_ONE_CLOSES = Duration.ofSeconds(10);

    private final LimitSettings settings;
    private final LiveGateways gateways;
    private final MeterRegistry meters;
    private final SharedBuckets commands;
    private final SharedBuckets joins;
    private final SharedBuckets telemetry;
    private final SharedBuckets frames;
    private final SharedBuckets openings;
    private final Map<UserId, Integer> open = new ConcurrentHashMap<>();

    SocketLimits(LimitSettings settings, LiveGateways gateways, TimeMeter time, MeterRegistry meters) {
        this.settings = settings;
        this.gateways = gateways;
        this.meters = meters;
        this.commands = own(settings.commands(), time);
        this.joins = own(settings.joins(), time);
        this.telemetry = own(settings.telemetry(), time);
        this.frames = own(settings.frames(), time);
        this.openings = own(settings.socketOpenings(), time);
    }

    private static SharedBuckets own(Rate rate, TimeMeter time) {
        return new SharedBuckets(rate, () -> 1, time);
    }

    @Override
    public UserBudget of(UserId user) {
        return new Budget(user.value());
    }

    @Override
    public Optional<Duration> openSocket(UserId user) {
        if (!takePlace(user)) {
            exceeded("sockets");
            return Optional.of(UNTIL_ONE_CLOSES);
        }
        Optional<Duration> wait = counted("socket-openings", openings.take(user.value()));
        if (wait.isPresent()) closeSocket(user);
        return wait;
    }

    private boolean takePlace(UserId user) {
        int allowed = Math.max(1, Math.ceilDiv(settings.socketsPerUser(), gateways.count()));
        boolean[] granted = new boolean[1];
        open.compute(user, (_, count) -> {
            int before = count == null ? 0 : count;
            granted[0] = before < allowed;
            int after = granted[0] ? before + 1 : before;
            return after == 0 ? null : after;
        });
        return granted[0];
    }

    @Override
    public void closeSocket(UserId user) {
        open.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }

    private Optional<Duration> counted(String limit, Optional<Duration> wait) {
        if (wait.isPresent()) exceeded(limit);
        return wait;
    }

    private void exceeded(String limit) {
        meters.counter("earshot.limits.exceeded", "limit", limit).increment();
    }

    private final class Budget implements UserBudget {
        private final String user;

        Budget(String user) {
            this.user = user;
        }

        @Override
        public Optional<Duration> command() {
            return counted("commands", commands.take(user));
        }

        @Override
        public Optional<Duration> join() {
            return counted("joins", joins.take(user));
        }

        @Override
        public Optional<Duration> telemetry() {
            return counted("telemetry", telemetry.take(user));
        }

        @Override
        public boolean frame() {
            return counted("frames", frames.take(user)).isEmpty();
        }
    }
}
