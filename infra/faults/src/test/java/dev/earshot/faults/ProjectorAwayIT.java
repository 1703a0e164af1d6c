package dev.earshot.faults;

import static dev.earshot.faults.stack.Guild.LOUNGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.change.EndReason;
import dev.earshot.faults.client.Person;
import dev.earshot.faults.stack.Facts;
import dev.earshot.faults.stack.Guild;
import dev.earshot.faults.stack.Outage;
import dev.earshot.faults.stack.Soon;
import dev.earshot.faults.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The projector is killed, stays away for longer than a lease, and comes back. One outage, watched by all tests here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectorAwayIT {
    private final Stack stack = Stack.running();
    private final Guild guild = stack.guild("projector-away", List.of("alice", "bob", "ghost"));
    private final Person alice = guild.person("alice");
    private final Person bob = guild.person("bob");
    private final Person ghost = guild.person("ghost");

    private long seenAfterMillis;
    private long ghostGoneAfterMillis;

    @BeforeAll
    void the_projector_goes_away_and_comes_back() {
        for (Person person : List.of(alice, bob, ghost)) {
            Soon.get(person.come());
            Soon.get(person.join(LOUNGE));
            Soon.get(alice.sees().whenIn(person.userId(), LOUNGE));
        }
        ghost.powerOff();

        stack.projector().part().kill();
        Outage.holds(Outage.LENGTH, () -> {});
        // Kafka and the gateway are there, so this is acknowledged, and is seen as soon as somebody folds it.
        Soon.get(bob.state(true, false));
        CompletableFuture<Long> seen = alice.sees().whenSeen("bob", shown -> shown.muted());
        long back = System.nanoTime();
        stack.projector().part().start();
        seenAfterMillis = Soon.millis(back, Soon.get(seen));

        CompletableFuture<Long> gone = alice.sees().whenGone("ghost");
        ghostGoneAfterMillis = Soon.millis(back, Soon.get(gone, Duration.ofSeconds(62)));
        Outage.holds(Outage.LEASE_AND_SWEEP.minusMillis(ghostGoneAfterMillis), () -> {});
    }

    @AfterAll
    void everybody_goes_home() {
        stack.projector().part().start();
        List.of(alice, bob).forEach(Person::close);
    }

    @Test
    void what_was_acknowledged_meanwhile_was_seen_soon_after_the_restart() {
        // Once, on whatever machine this is; ProjectorKilledIT measures the promised five seconds.
        assertThat(seenAfterMillis).isLessThan(15_000);
    }

    @Test
    void nobody_who_lives_expired() {
        assertThat(List.of(alice, bob)).allSatisfy(person -> {
            assertThat(Facts.endings(stack.topics(), guild.id(), person.userId()))
                    .isEmpty();
            assertThat(alice.sees().of(person.userId())).isPresent();
        });
    }

    @Test
    void who_was_silent_all_the_while_got_one_fresh_lease_and_no_more() {
        assertThat(Facts.endings(stack.topics(), guild.id(), "ghost")).containsExactly(EndReason.EXPIRED);
        assertThat(ghostGoneAfterMillis).isBetween(30_000L, 31_500L + seenAfterMillis);
    }
}
