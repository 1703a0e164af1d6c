package dev.earshot.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.gateway.RunningGateway;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Tokens that a dev login does not give: ended ones, foreign ones, ones that end soon. */
final class DevTokens {
    static final String ISSUER = "earshot-dev";

    private DevTokens() {}

    static String of(String user, Instant expiresAt) {
        return of(RunningGateway.DEV_SECRET, ISSUER, user, expiresAt);
    }

    static String of(String secret, String issuer, String user, Instant expiresAt) {
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(issuer)
                .subject(user)
                .claim("name", "Somebody")
                .issuedAt(Instant.now().minusSeconds(7200))
                .expiresAt(expiresAt)
                .build();
        return NimbusJwtEncoder.withSecretKey(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"))
                .algorithm(MacAlgorithm.HS256)
                .build()
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(MacAlgorithm.HS256).build(), claims))
                .getTokenValue();
    }
}
