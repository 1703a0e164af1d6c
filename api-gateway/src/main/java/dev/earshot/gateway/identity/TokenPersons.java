package dev.earshot.gateway.identity;

import dev.earshot.events.id.IdText;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.Profile;
import dev.earshot.http.Roles;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

/** From the claims of a verified token to the person: {@code sub}, {@code name}, {@code picture}, {@code roles}. Pure. */
final class TokenPersons {
    private static final int LONGEST_PICTURE = 500;

    private TokenPersons() {}

    /** @throws BadJwtException if the subject is no id, or the token never ends */
    static Person of(Jwt jwt) {
        String subject = jwt.getSubject();
        if (subject == null || !IdText.isId(subject)) throw new BadJwtException("The subject is no id");
        Instant expiresAt = jwt.getExpiresAt();
        if (expiresAt == null) throw new BadJwtException("The token has no end");
        UserId user = new UserId(subject);
        Profile profile = new Profile(name(jwt, user), picture(jwt));
        return new Person(user, profile, Roles.of(jwt), expiresAt);
    }

    private static String name(Jwt jwt, UserId user) {
        for (String claim : List.of("name", "preferred_username")) {
            if (jwt.getClaims().get(claim) instanceof String said) {
                String name = ShownName.clean(said);
                if (!name.isEmpty()) return name;
            }
        }
        return ShownName.clean(user.value());
    }

    // Only an address that a browser may safely show as a picture; anything else is as if there were none.
    private static @Nullable String picture(Jwt jwt) {
        if (!(jwt.getClaims().get("picture") instanceof String said) || said.length() > LONGEST_PICTURE) return null;
        try {
            URI address = URI.create(said);
            return "https".equals(address.getScheme()) && address.getHost() != null ? said : null;
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }
}
