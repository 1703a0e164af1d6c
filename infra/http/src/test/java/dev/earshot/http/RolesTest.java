package dev.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class RolesTest {
    @Test
    void roles_are_a_list_of_texts_and_anything_else_grants_nothing() {
        assertThat(roles(List.of("operator", "analyst"))).containsExactly("operator", "analyst");
        assertThat(roles(Arrays.asList("operator", null, 7))).containsExactly("operator");
        assertThat(roles("operator")).isEmpty();
        assertThat(roles(7)).isEmpty();
    }

    private static Iterable<String> roles(Object claim) {
        Jwt token = Jwt.withTokenValue("t")
                .header("alg", "none")
                .expiresAt(Instant.MAX)
                .claim("roles", claim)
                .build();
        return Roles.of(token);
    }
}
