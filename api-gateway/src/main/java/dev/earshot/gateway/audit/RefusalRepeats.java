package dev.earshot.gateway.audit;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.audit.AuditFact.JoinRefused;
import dev.earshot.events.audit.AuditFact.TokenRefused;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers refusals: those of one session, code and minute are one fact with a count, which is ready when its minute is over.
 * A browser that asks again and again so costs one record a minute. No clock of its own; not thread-safe.
 */
final class RefusalRepeats {
    /** More than this many at once are let go early, the oldest first: memory is bounded whoever asks. */
    static final int MOST = 10_000;

    private final Map<Key, AuditFact> gathered = new LinkedHashMap<>();

    private record Key(String kind, UserId actor, @Nullable SessionId session, String code, Instant minute) {}

    /** Takes a refusal in; the oldest one, if there is no room for both. */
    Optional<AuditFact> add(AuditFact refusal) {
        gathered.merge(key(refusal), refusal, (first, again) -> withCount(first, count(first) + count(again)));
        if (gathered.size() <= MOST) return Optional.empty();
        Iterator<AuditFact> oldest = gathered.values().iterator();
        AuditFact ready = oldest.next();
        oldest.remove();
        return Optional.of(ready);
    }

    /** Takes out the facts whose minute was over at this time. */
    List<AuditFact> ready(Instant now) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        List<AuditFact> ready = new ArrayList<>();
        gathered.entrySet().removeIf(entry -> {
            boolean over = entry.getKey().minute().isBefore(minute);
            if (over) ready.add(entry.getValue());
            return over;
        });
        return ready;
    }

    /** Takes everything out: the gateway stops. */
    List<AuditFact> all() {
        List<AuditFact> all = List.copyOf(gathered.values());
        gathered.clear();
        return all;
    }

    private static Key key(AuditFact refusal) {
        Instant minute = refusal.at().truncatedTo(ChronoUnit.MINUTES);
        return switch (refusal) {
            case JoinRefused join -> new Key("join", join.actor(), join.session(), join.code(), minute);
            case TokenRefused token -> new Key("token", token.actor(), token.session(), token.code(), minute);
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
