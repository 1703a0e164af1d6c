package dev.earshot.analytics.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Tokens as the gateway's dev login makes them, and such as it would not. */
public final class Tokens {
    public static final String SECRET = "a-secret-for-tests-of-32-bytes-or-more";

    private Tokens() {}

    public static String with(String... roles) {
        return token(SECRET, "earshot-dev", Instant.now().plusSeconds(3600), roles);
    }

    public static String expired(String... roles) {
        return token(SECRET, "earshot-dev", Instant.now().minusSeconds(3600), roles);
    }

    public static String ofIssuer(String issuer, String... roles) {
        return token(SECRET, issuer, Instant.now().plusSeconds(3600), roles);
    }

    public static String signedWith(String secret, String... roles) {
        return token(secret, "earshot-dev", Instant.now().plusSeconds(3600), roles);
    }

    private static String token(String secret, String issuer, Instant expires, String... roles) {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject("ann")
                        .claim("name", "Ann")
                        .claim("roles", List.of(roles))
                        .expirationTime(Date.from(expires))
                        .build());
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
        return token.serialize();
    }
}
