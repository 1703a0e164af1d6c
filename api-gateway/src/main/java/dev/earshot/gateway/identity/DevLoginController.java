package dev.earshot.gateway.identity;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.id.IdText;
import dev.earshot.events.id.UserId;
import dev.earshot.gateway.audit.AuditLog;
import dev.earshot.gateway.limits.RequestLimits;
import dev.earshot.gateway.web.ClientAddress;
import dev.earshot.gateway.web.JsonTime;
import dev.earshot.http.Refused;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A name and go: the login of the profile dev. Outside that profile it does not exist. */
@RestController
@Profile("dev")
final class DevLoginController {
    private static final Set<String> ROLES = Set.of("operator", "analyst");

    private final DevTokens tokens;
    private final Welcome welcome;
    private final RequestLimits limits;
    private final AuditLog audit;
    private final Clock clock;

    DevLoginController(DevTokens tokens, Welcome welcome, RequestLimits limits, AuditLog audit, Clock clock) {
        this.tokens = tokens;
        this.welcome = welcome;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param userId made up if absent, so that the same name twice is two people
     * @param roles of {@code operator} and {@code analyst}; none if absent
     */
    record Login(
            @Nullable String userId,
            @Nullable String username,
            @Nullable Set<@Nullable String> roles) {}

    /** A token and whom it speaks for. */
    record LoggedIn(
            String token,
            UserId userId,
            String username,

            @JsonFormat(pattern = JsonTime.PATTERN, timezone = "UTC")
            Instant expiresAt) {
        /** Without the token. */
        @Override
        public String toString() {
            return "LoggedIn[" + userId + "]";
        }
    }

    @Operation(summary = "A name and go: a token, and a place in the guild demo. Only in the profile dev")
    @PostMapping("/api/dev/login")
    Mono<LoggedIn> login(@RequestBody Login login, ServerHttpRequest request) {
        String address = ClientAddress.of(request);
        limits.login(address).ifPresent(wait -> {
            throw Refused.tooMany(wait);
        });
        UserId user = user(login.userId());
        String username = username(login.username());
        DevTokens.Issued issued = tokens.issue(user, username, roles(login.roles()));
        AuditFact fact = new AuditFact.LoggedIn(clock.instant(), user, address, username);
        return welcome.openTo(user)
                .doOnSuccess(_ -> audit.append(fact))
                .thenReturn(new LoggedIn(issued.token(), user, username, issued.expiresAt()));
    }

    private static UserId user(@Nullable String asked) {
        if (asked == null) return new UserId("u-" + UUID.randomUUID());
        if (!IdText.isId(asked)) {
            throw new Refused(HttpStatus.BAD_REQUEST, "bad-user-id", "A user id is 1 to 64 letters, digits, _ or -.");
        }
        return new UserId(asked);
    }

    private static String username(@Nullable String asked) {
        String name = asked == null ? "" : asked.strip();
        if (ShownName.isGood(name)) return name;
        throw new Refused(
                HttpStatus.BAD_REQUEST,
                "bad-username",
                "A name is 1 to " + ShownName.MAX_LENGTH + " characters, without < > or invisible marks.");
    }

    private static Set<String> roles(@Nullable Set<@Nullable String> asked) {
        Set<String> roles = new LinkedHashSet<>();
        for (String role : asked == null ? Set.<@Nullable String>of() : asked) {
            if (role == null || !ROLES.contains(role)) {
                throw new Refused(HttpStatus.BAD_REQUEST, "bad-role", "The roles are operator and analyst.");
            }
            roles.add(role);
        }
        return roles;
    }
}
