package dev.earshot.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Tokens as the profile dev makes them, and what tokens of any issuer have in common. */
final class Tokens {
    static final String SECRET = "a-secret-for-tests-of-32-bytes-or-more";

    private Tokens() {}

    static String dev(String... roles) {
        return dev(Instant.now().plusSeconds(600), roles);
    }

    static String dev(Instant expires, String... roles) {
        JWTClaimsSet claims = claims(DevKey.ISSUER, expires, roles).build();
        try {
            return signed(new JWSHeader(JWSAlgorithm.HS256), claims, new MACSigner(SECRET));
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static JWTClaimsSet.Builder claims(String issuer, Instant expires, String... roles) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("ann")
                .claim("roles", List.of(roles))
                .expirationTime(Date.from(expires));
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
        return token.serialize();
    }
}
