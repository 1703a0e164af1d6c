package dev.earshot.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.earshot.events.id.UserId;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who the caller is, as their token says. */
@RestController
final class MeController {

    /** @param avatarUrl null if the token names no picture */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Me(UserId userId, String username, @Nullable String avatarUrl, Set<String> roles) {}

    @Operation(summary = "Who the caller is, as their token says")
    @GetMapping("/api/me")
    Me me(@AuthenticationPrincipal Person person) {
        return new Me(person.id(), person.profile().username(), person.profile().avatarUrl(), person.roles());
    }
}
