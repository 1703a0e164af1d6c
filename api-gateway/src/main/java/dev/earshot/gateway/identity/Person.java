package dev.earshot.gateway.identity;

import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.Profile;
import java.time.Instant;
import java.util.Set;

/**
 * Who a verified token speaks for. Identity comes from here alone, never from what a client sends beside it.
 *
 * @param roles of the deployment, such as {@code operator} and {@code analyst}
 * @param expiresAt when the token ends, and every socket it opened with it
 */
public record Person(UserId id, Profile profile, Set<String> roles, Instant expiresAt) {
    public Person {
        roles = Set.copyOf(roles);
    }
}
