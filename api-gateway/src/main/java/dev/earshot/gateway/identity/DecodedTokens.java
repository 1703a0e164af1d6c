package dev.earshot.gateway.identity;

import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tokens verified by the decoder that also guards the REST half. */
@Component
final class DecodedTokens implements TokenVerifier {
    private final ReactiveJwtDecoder decoder;

    DecodedTokens(ReactiveJwtDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public Mono<Person> verify(String jwt) {
        return decoder.decode(jwt).map(TokenPersons::of);
    }
}
