package dev.earshot.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class TokenPersonsTest {
    private static final Instant END = Instant.parse("2026-11-22T15:00:00Z");

    @Test
    void a_person_is_what_the_claims_say() {
        Person person = TokenPersons.of(jwt(Map.of(
                "sub", "alice",
                "name", "Alice",
                "picture", "https://pictures.example/alice.png",
                "roles", List.of("operator", 7, "analyst"))));
        assertThat(person.id()).isEqualTo(new UserId("alice"));
        assertThat(person.profile().username()).isEqualTo("Alice");
        assertThat(person.profile().avatarUrl()).isEqualTo("https://pictures.example/alice.png");
        assertThat(person.roles()).containsExactlyInAnyOrder("operator", "analyst");
        assertThat(person.expiresAt()).isEqualTo(END);
    }

    @Test
    void a_missing_name_is_made_up_from_what_is_there() {
        assertThat(name(Map.of("sub", "alice", "preferred_username", "ali"))).isEqualTo("ali");
        assertThat(name(Map.of("sub", "alice", "name", "<>"))).isEqualTo("alice");
        assertThat(name(Map.of("sub", "alice", "name", List.of("x")))).isEqualTo("alice");
    }

    @Test
    void a_picture_that_is_no_https_address_is_as_if_there_were_none() {
        for (String picture : List.of(
                "javascript:alert(1)",
                "http://pictures.example/a.png",
                "data:image/png;base64,AAAA",
                "https:",
                "%",
                "https://e.example/" + "x".repeat(500))) {
            assertThat(TokenPersons.of(jwt(Map.of("sub", "alice", "picture", picture)))
                            .profile()
                            .avatarUrl())
                    .as(picture)
                    .isNull();
        }
    }

    @Test
    void a_token_of_nobody_or_without_an_end_is_not_believed() {
        assertThatThrownBy(() -> TokenPersons.of(jwt(Map.of("sub", "a/b")))).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> TokenPersons.of(jwt(Map.of("name", "Alice")))).isInstanceOf(BadJwtException.class);
        Jwt endless =
                Jwt.withTokenValue("t").header("alg", "HS256").subject("alice").build();
        assertThatThrownBy(() -> TokenPersons.of(endless)).isInstanceOf(BadJwtException.class);
    }

    private static String name(Map<String, Object> claims) {
        return TokenPersons.of(jwt(claims)).profile().username();
    }

    private static Jwt jwt(Map<String, Object> claims) {
        return Jwt.withTokenValue("t")
                .header("alg", "HS256")
                .expiresAt(END)
                .claims(all -> all.putAll(claims))
                .build();
    }
}
