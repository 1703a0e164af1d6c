package dev.earshot.faults;

import static dev.earshot.faults.stack.Guild.LOUNGE;
import static dev.earshot.faults.stack.Guild.STANDUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.faults.client.CommandFailed;
import dev.earshot.faults.client.Person;
import dev.earshot.faults.client.ServerFrame;
import dev.earshot.faults.stack.Facts;
import dev.earshot.faults.stack.Guild;
import dev.earshot.faults.stack.Outage;
import dev.earshot.faults.stack.Soon;
import dev.earshot.faults.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Kafka is killed, stays away for longer than a lease, and comes back. One outage, watched by all tests here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaAwayIT {
    /** The issue: a clear retryable error within this time. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** What one command met while Kafka was away. */
    private record Met(String command, Throwable failure, long millis) {}

    private final Stack stack = Stack.running();
    private final List<Met> met = new ArrayList<>();
    private final Guild guild = stack.guild("kafka-away", List.of("alice", "bob", "carol", "dave", "erin"));
    private final Person alice = guild.person("alice");
    private final Person bob = guild.person("bob");
    private final Person carol = guild.person("carol");
    private final Person dave = guild.person("dave");
    private final Person erin = guild.person("erin");
    private final List<Person> inside = List.of(alice, bob, carol);

    private boolean presenceStayed = true;
    private boolean heartbeatsAnswered;
    private boolean newcomerSaw;
    private long resumedAfterMillis;

    @BeforeAll
    void kafka_goes_away_and_comes_back() {
        List.of(alice, bob, carol, dave).forEach(person -> Soon.get(person.come()));
        inside.forEach(person -> Soon.get(person.join(LOUNGE)));
        inside.forEach(person -> Soon.get(dave.sees().whenIn(person.userId(), LOUNGE)));

        stack.kafka().kill();
        List<CompletableFuture<Met>> asked = List.of(
                ask("voice:state", alice.state(true, false)),
                ask("voice:join", dave.join(STANDUP)),
                ask("move", bob.join(STANDUP)));
        Outage.holds(Outage.LENGTH.dividedBy(2), this::look);
        asked.forEach(command -> met.add(Soon.get(command)));
        met.add(Soon.get(ask("later voice:state", alice.state(true, true))));
        met.add(Soon.get(ask("voice:leave", carol.leave())));
        heartbeatsAnswered = answersHeartbeat(bob);
        newcomerSaw = newcomerSeesEverybody();
        Outage.holds(Outage.LENGTH.dividedBy(2), this::look);

        stack.kafka().start();
        long back = System.nanoTime();
        // The second thing that she wanted is what a person would press again.
        await().atMost(Duration.ofSeconds(30)).until(() -> succeeds(alice.state(true, true)));
        Soon.get(dave.sees().whenSeen("alice", seen -> seen.muted() && seen.deafened()));
        resumedAfterMillis = Soon.millis(back, System.nanoTime());
        Outage.holds(Outage.LEASE_AND_SWEEP, () -> {});
    }

    @AfterAll
    void everybody_goes_home() {
        stack.kafka().start();
        List.of(alice, bob, carol, dave, erin).forEach(Person::close);
    }

    @Test
    void every_command_got_a_retryable_error_within_five_seconds() {
        assertThat(met).hasSize(5).allSatisfy(one -> {
            assertThat(one.failure()).isInstanceOf(CommandFailed.class);
            assertThat(((CommandFailed) one.failure()).isRetryable())
                    .as(one.toString())
                    .isTrue();
            assertThat(one.failure().getMessage()).doesNotContainIgnoringCase("exception");
            assertThat(one.millis()).as(one.command()).isLessThan(ANSWER.toMillis());
        });
    }

    @Test
    void no_socket_was_closed() {
        assertThat(List.of(alice, bob, carol, dave, erin))
                .allSatisfy(person ->
                        assertThat(person.closes()).as(person.userId()).isEmpty());
    }

    @Test
    void everybody_kept_seeing_everybody() {
        assertThat(presenceStayed).isTrue();
    }

    @Test
    void heartbeats_were_answered() {
        assertThat(heartbeatsAnswered).isTrue();
    }

    @Test
    void who_came_meanwhile_saw_who_was_there() {
        assertThat(newcomerSaw).isTrue();
    }

    @Test
    void commands_worked_again_soon_after_kafka_was_back() {
        assertThat(resumedAfterMillis).isLessThan(10_000);
    }

    @Test
    void nobody_expired_then_or_afterwards() {
        assertThat(inside).allSatisfy(person -> {
            assertThat(Facts.endings(stack.topics(), guild.id(), person.userId()))
                    .isEmpty();
            assertThat(dave.sees().of(person.userId())).isPresent();
        });
    }

    @Test
    void no_version_named_two_contents() {
        assertThat(guild.ledger().conflicts()).isEmpty();
    }

    private void look() {
        presenceStayed &= inside.stream()
                .allMatch(person -> dave.sees()
                        .of(person.userId())
                        .filter(seat -> seat.channelId().equals(LOUNGE))
                        .filter(seat -> seat.participant().isLive())
                        .isPresent());
    }

    private boolean newcomerSeesEverybody() {
        Soon.get(erin.come());
        return inside.stream()
                .allMatch(person -> erin.sees().of(person.userId()).isPresent());
    }

    private static boolean answersHeartbeat(Person person) {
        long asked = System.nanoTime();
        person.socket().say("voice:heartbeat", _ -> {});
        await().atMost(Soon.ORDINARY)
                .until(() -> person.journal().stream()
                        .anyMatch(heard -> heard.nanoTime() > asked && heard.frame() instanceof ServerFrame.Heartbeat));
        return true;
    }

    private static CompletableFuture<Met> ask(String command, CompletableFuture<Void> answer) {
        long asked = System.nanoTime();
        return answer.handle((_, failed) -> {
            Throwable cause = failed == null ? new AssertionError("It was acknowledged") : failed;
            while (cause.getCause() != null) cause = cause.getCause();
            return new Met(command, cause, Soon.millis(asked, System.nanoTime()));
        });
    }

    private static boolean succeeds(CompletableFuture<Void> answer) {
        return Soon.get(answer.handle((_, failed) -> failed == null));
    }
}
