package dev.earshot.gateway.identity;

import dev.earshot.events.id.UserId;
import dev.earshot.http.DevKey;
import dev.earshot.http.TokenSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;

/** Signs the tokens of the profile dev. */
@Component
@Profile("dev")
final class DevTokens {
    private final JwtEncoder encoder;
    private final DevLoginSettings login;
    private final TokenSettings tokens;
    private final Clock clock;

    DevTokens(DevKey key, DevLoginSettings login, TokenSettings tokens, Clock clock) {
        this.encoder = NimbusJwtEncoder.withSecretKey(key.secret())
                .algorithm(MacAlgorithm.HS256)
                .build();
        this.login = login;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A token and its end. */
    record Issued(String token, Instant expiresAt) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Issued[expiresAt=" + expiresAt + "]";
        }
    }

    Issued issue(UserId user, String username, Set<String> roles) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(login.devTokenTtl());
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(DevKey.ISSUER)
                .subject(user.value())
                .issuedAt(now)
                .expiresAt(end)
                .claim("name", username)
                .claim("roles", List.copyOf(roles));
        if (!tokens.audience().isBlank()) claims.audience(List.of(tokens.audience()));
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
        String token = encoder.encode(JwtEncoderParameters.from(header, claims.build()))
                .getTokenValue();
        return new Issued(token, end);
    }
}
