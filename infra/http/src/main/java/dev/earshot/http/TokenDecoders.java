package dev.earshot.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoders;
import org.springframework.security.oauth2.jwt.SupplierReactiveJwtDecoder;

/** Which tokens are believed: those of the profile dev, signed with the shared secret, or else those of the one issuer. */
@Configuration(proxyBeanMethods = false)
class TokenDecoders {
    private static final int SHORTEST_SECRET = 32;

    @Bean
    @Profile("dev")
    DevKey devKey(TokenSettings settings) {
        byte[] secret = settings.devSecret().getBytes(UTF_8);
        if (secret.length < SHORTEST_SECRET) {
            throw new IllegalStateException("earshot.auth.dev-secret has " + secret.length
                    + " bytes: the profile dev needs at least 32, the same in every service");
        }
        return new DevKey(new SecretKeySpec(secret, "HmacSHA256"));
    }

    @Bean
    @Profile("dev")
    ReactiveJwtDecoder devDecoder(DevKey key, TokenSettings settings, ObjectProvider<Clock> clock) {
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withSecretKey(key.secret())
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        decoder.setJwtValidator(validator(DevKey.ISSUER, settings, clock));
        return decoder;
    }

    @Bean
    @Profile("!dev")
    ReactiveJwtDecoder issuerDecoder(
            @Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri:}") String issuer,
            TokenSettings settings,
            ObjectProvider<Clock> clock) {
        if (issuer.isBlank()) {
            throw new IllegalStateException(
                    "Nobody issues tokens: set spring.security.oauth2.resourceserver.jwt.issuer-uri"
                            + " to your issuer's address, or start with the profile dev");
        }
        // Asked when the first token comes, and again until it answers: an issuer that is away must not stop the start.
        ReactiveJwtDecoder found = new SupplierReactiveJwtDecoder(() -> {
            NimbusReactiveJwtDecoder decoder = ReactiveJwtDecoders.fromIssuerLocation(issuer);
            decoder.setJwtValidator(validator(issuer, settings, clock));
            return decoder;
        });
        // Which says nothing of the token, and is told like any other time that the issuer is away.
        return token -> found.decode(token)
                .onErrorMap(
                        JwtDecoderInitializationException.class,
                        away -> new JwtException("The issuer " + issuer + " does not answer", away));
    }

    // No leeway: a socket is closed when its token ends, and one opened with an ended token would close at once, and
    // again when its client comes back.
    private static OAuth2TokenValidator<Jwt> validator(
            String issuer, TokenSettings settings, ObjectProvider<Clock> clock) {
        JwtTimestampValidator time = new JwtTimestampValidator(Duration.ZERO);
        clock.ifAvailable(time::setClock);
        List<OAuth2TokenValidator<Jwt>> rules = new ArrayList<>(List.of(time, new JwtIssuerValidator(issuer)));
        if (!settings.audience().isBlank()) rules.add(new JwtAudienceValidator(settings.audience()));
        return new DelegatingOAuth2TokenValidator<>(rules);
    }
}
