package dev.earshot.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.jwt.Jwt;

/** How every service reads the claim {@code roles}: a list of texts. Pure. */
public final class Roles {
    private Roles() {}

    /** The roles that a token names. One text instead of a list names none, and what is no text is left out. */
    public static Set<String> of(Jwt token) {
        Set<String> roles = new LinkedHashSet<>();
        if (token.getClaims().get("roles") instanceof List<?> named) {
            for (Object role : named) {
                if (role instanceof String text) roles.add(text);
            }
        }
        return roles;
    }
}
