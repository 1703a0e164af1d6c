package dev.earshot.faults;

import static dev.earshot.faults.stack.Guild.LOUNGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.faults.client.GuildTwin;
import dev.earshot.faults.client.Person;
import dev.earshot.faults.stack.Facts;
import dev.earshot.faults.stack.Guild;
import dev.earshot.faults.stack.Outage;
import dev.earshot.faults.stack.Soon;
import dev.earshot.faults.stack.Stack;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The only gateway is killed, stays away for longer than a lease, and comes back. One outage, watched by all tests here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayAwayIT {
    private final Stack stack = Stack.running();
    private final Guild guild = stack.guild("gateway-away", List.of("alice", "bob"));
    private final Person alice = guild.person("alice");
    private final Person bob = guild.person("bob");
    private final List<Person> people = List.of(alice, bob);

    private List<String> sessionsBefore = List.of();
    private List<GuildTwin.Seat> seatsBefore = List.of();
    private List<GuildTwin.Seat> seatsAfter = List.of();

    @BeforeAll
    void the_gateway_goes_away_and_comes_back() {
        people.forEach(person -> Soon.get(person.come()));
        Soon.get(alice.join(LOUNGE, true, false));
        Soon.get(bob.join(LOUNGE));
        people.forEach(person -> Soon.get(alice.sees().whenIn(person.userId(), LOUNGE)));
        sessionsBefore = people.stream().map(Person::sessionId).toList();
        seatsBefore = seats();

        stack.gateway().part().kill();
        Outage.holds(Outage.LENGTH, () -> {});
        stack.gateway().part().start();
        await().atMost(Duration.ofSeconds(30)).until(() -> people.stream().allMatch(Person::isHere));
        people.forEach(person -> Soon.get(alice.sees().whenSeen(person.userId(), seen -> seen.isLive())));
        Outage.holds(Outage.LEASE_AND_SWEEP, () -> {});
        seatsAfter = seats();
    }

    @AfterAll
    void everybody_goes_home() {
        stack.gateway().part().start();
        people.forEach(Person::close);
    }

    @Test
    void everybody_is_back_in_the_same_session() {
        assertThat(people).allSatisfy(person -> assertThat(person.isHere()).isTrue());
        assertThat(people.stream().map(Person::sessionId)).containsExactlyElementsOf(sessionsBefore);
    }

    @Test
    void nobody_looks_any_different() {
        assertThat(seatsAfter).hasSize(people.size()).isEqualTo(seatsBefore);
    }

    @Test
    void nobody_ever_left() {
        assertThat(people)
                .allSatisfy(person -> assertThat(Facts.endings(stack.topics(), guild.id(), person.userId()))
                        .isEmpty());
    }

    @Test
    void each_came_back_by_resuming_once() {
        List<String> resumed = stack.topics().all(VoiceTopic.EVENTS).stream()
                .flatMap(record -> RecordCodec.EVENTS.decode(record.value()).known().stream())
                .filter(event -> event instanceof VoiceEvent.Resumed)
                .map(event -> ((VoiceEvent.Resumed) event).session().value())
                .filter(sessionsBefore::contains)
                .toList();
        assertThat(resumed).containsExactlyInAnyOrderElementsOf(sessionsBefore);
    }

    @Test
    void no_version_named_two_contents() {
        assertThat(guild.ledger().conflicts()).isEmpty();
    }

    private List<GuildTwin.Seat> seats() {
        return people.stream()
                .flatMap(person -> alice.sees().of(person.userId()).stream())
                .toList();
    }
}
