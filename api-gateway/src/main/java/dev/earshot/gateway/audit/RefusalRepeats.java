package dev.earshot.gateway.audit;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.audit.AuditFact.JoinRefused;
import dev.earshot.events.audit.AuditFact.TokenRefused;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers refusals: those of one session, code and minute are one fact with a count, which is ready when its minute is over.
 * A browser that asks again and again so costs one record a minute. No clock of its own; not thread-safe.
 */
final class RefusalRepeats {
    private final ByMinute<Key, AuditFact> gathered = new ByMinute<>();

    private record Key(String kind, UserId actor, @Nullable SessionId session, String code) {}

    /** Takes a refusal in; the oldest one, if there is no room for both. */
    Optional<AuditFact> add(AuditFact refusal) {
        Key key = key(refusal);
        AuditFact first = gathered.get(key, refusal.at());
        AuditFact now = first == null ? refusal : withCount(first, count(first) + count(refusal));
        return gathered.put(key, refusal.at(), now);
    }

    /** Takes out the facts whose minute was over at this time. */
    List<AuditFact> ready(Instant now) {
        return gathered.over(now);
    }

    /** Takes everything out: the gateway stops. */
    List<AuditFact> all() {
        return gathered.all();
    }

    private static Key key(AuditFact refusal) {
        return switch (refusal) {
            case JoinRefused join -> new Key("join", join.actor(), join.session(), join.code());
            case TokenRefused token -> new Key("token", token.actor(), token.session(), token.code());
            case AuditFact.LoggedIn _, AuditFact.TokenIssued _, AuditFact.Queried _, AuditFact.DeadRetried _ ->
                throw noRefusal();
        };
    }

    private static int count(AuditFact refusal) {
        return switch (refusal) {
            case JoinRefused join -> join.count();
            case TokenRefused token -> token.count();
            case AuditFact.LoggedIn _, AuditFact.TokenIssued _, AuditFact.Queried _, AuditFact.DeadRetried _ ->
                throw noRefusal();
        };
    }

    private static AuditFact withCount(AuditFact refusal, int count) {
        return switch (refusal) {
            case JoinRefused f ->
                new JoinRefused(f.at(), f.actor(), f.address(), f.guild(), f.channel(), f.session(), f.code(), count);
            case TokenRefused f ->
                new TokenRefused(f.at(), f.actor(), f.address(), f.guild(), f.channel(), f.session(), f.code(), count);
            case AuditFact.LoggedIn _, AuditFact.TokenIssued _, AuditFact.Queried _, AuditFact.DeadRetried _ ->
                throw noRefusal();
        };
    }

    private static IllegalArgumentException noRefusal() {
        return new IllegalArgumentException("Only refusals repeat");
    }
}
