package dev.earshot.gateway.identity;

import reactor.core.publisher.Mono;

/** From a token's text to the person it speaks for. */
public interface TokenVerifier {
    /**
     * The person, whose id and name are already checked. Fails with {@link org.springframework.security.oauth2.jwt.BadJwtException}
     * if the token is malformed, expired, not yet valid, of a foreign issuer or badly signed, and with another {@link
     * org.springframework.security.oauth2.jwt.JwtException} if the issuer cannot be asked.
     */
    Mono<Person> verify(String jwt);
}
