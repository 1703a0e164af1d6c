package dev.earshot.projector.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoders;
import org.springframework.security.oauth2.jwt.SupplierReactiveJwtDecoder;

/** Which tokens are believed: those of the profile dev, signed with the shared secret, or else those of the one issuer. */
@Configuration(proxyBeanMethods = false)
class TokenDecoders {
    private static final String DEV_ISSUER = "earshot-dev";
    private static final int SHORTEST_SECRET = 32;

    private final String audience;

    TokenDecoders(@Value("${earshot.auth.audience:}") String audience) {
        this.audience = audience;
    }

    @Bean
    @Profile("dev")
    ReactiveJwtDecoder devDecoder(@Value("${earshot.auth.dev-secret:}") String secret) {
        byte[] key = secret.getBytes(UTF_8);
        if (key.length < SHORTEST_SECRET) {
            throw new IllegalStateException("earshot.auth.dev-secret has " + key.length
                    + " bytes: the profile dev needs at least 32, the same in every service");
        }
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withSecretKey(new SecretKeySpec(key, "HmacSHA256"))
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        decoder.setJwtValidator(validator(DEV_ISSUER));
        return decoder;
    }

    @Bean
    @Profile("!dev")
    ReactiveJwtDecoder issuerDecoder(@Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri:}") String issuer) {
        if (issuer.isBlank()) {
            throw new IllegalStateException(
                    "Nobody issues tokens: set spring.security.oauth2.resourceserver.jwt.issuer-uri"
                            + " to your issuer's address, or start with the profile dev");
        }
        // Asked when the first token comes, and again until it answers: an issuer that is away must not stop the fold.
        return new SupplierReactiveJwtDecoder(() -> {
            NimbusReactiveJwtDecoder decoder = ReactiveJwtDecoders.fromIssuerLocation(issuer);
            decoder.setJwtValidator(validator(issuer));
            return decoder;
        });
    }

    private OAuth2TokenValidator<Jwt> validator(String issuer) {
        List<OAuth2TokenValidator<Jwt>> rules = new ArrayList<>(List.of(JwtValidators.createDefaultWithIssuer(issuer)));
        if (!audience.isBlank()) rules.add(new JwtAudienceValidator(audience));
        return new DelegatingOAuth2TokenValidator<>(rules);
    }
}
