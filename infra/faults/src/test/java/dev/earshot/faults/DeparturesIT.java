package dev.earshot.faults;

import static dev.earshot.faults.stack.Guild.LOUNGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.change.EndReason;
import dev.earshot.faults.client.Person;
import dev.earshot.faults.client.PresenceWatch;
import dev.earshot.faults.stack.Facts;
import dev.earshot.faults.stack.Guild;
import dev.earshot.faults.stack.Outage;
import dev.earshot.faults.stack.Soon;
import dev.earshot.faults.stack.Stack;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * All the ways of going, at once, watched by one person: what each looks like to the others, and when. One of two gateways
 * is killed at the same moment, with its people on it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeparturesIT {
    private static final List<String> PEOPLE =
            List.of("watcher", "ghost", "cable", "tab", "leaver", "blip", "reloader", "mover", "stranded", "twice");

    private final Stack stack = Stack.running();
    private final Guild guild = stack.guild("departures", PEOPLE);
    private final Map<String, Person> people = new HashMap<>();
    private final Map<String, CompletableFuture<Long>> gone = new HashMap<>();
    private final Map<String, CompletableFuture<Long>> dimmed = new HashMap<>();
    /** Last signs of life, by {@link System#nanoTime}. */
    private final Map<String, Long> wentAt = new HashMap<>();

    private String sessionOfBlip = "";
    private String sessionOfMover = "";
    private long movedAfterMillis;
    private long cableCutAt;

    @BeforeAll
    void everybody_goes_in_a_way_of_their_own() {
        stack.secondGateway().part().start();
        URI here = stack.gateway().address();
        URI there = stack.secondGateway().address();
        for (String name : PEOPLE) {
            boolean elsewhere = name.equals("mover") || name.equals("stranded");
            Person person = elsewhere ? guild.person(name, there, here) : guild.person(name);
            people.put(name, person);
            Soon.get(person.come());
            Soon.get(person.join(LOUNGE));
            Soon.get(watched().whenIn(name, LOUNGE));
            gone.put(name, watched().whenGone(name));
            dimmed.put(name, watched().whenSeen(name, seen -> !seen.isLive()));
        }
        sessionOfBlip = person("blip").sessionId();
        sessionOfMover = person("mover").sessionId();

        stack.secondGateway().part().kill();
        long killed = System.nanoTime();
        person("stranded").vanish();
        went("stranded", killed);

        person("ghost").powerOff();
        went("ghost", person("ghost").lastSignOfLife());
        person("cable").vanish();
        cableCutAt = System.nanoTime();
        went("cable", person("cable").lastSignOfLife());
        person("tab").close();
        went("tab", System.nanoTime());
        went("leaver", System.nanoTime());
        Soon.get(person("leaver").leave());
        person("blip").blip();
        Soon.get(of(dimmed, "blip"));
        await().atMost(Soon.ORDINARY).until(() -> person("blip").isHere());
        leaveLateInAnotherSession();

        await().atMost(Duration.ofSeconds(25)).until(() -> person("mover").isHere());
        movedAfterMillis = Soon.millis(killed, System.nanoTime());
        for (String name : List.of("ghost", "cable", "tab", "leaver", "stranded")) {
            Soon.get(of(gone, name), Duration.ofSeconds(45));
        }
        Outage.holds(Outage.LEASE_AND_SWEEP.minusMillis(Soon.millis(killed, System.nanoTime())), () -> {});
    }

    @AfterAll
    void everybody_goes_home() {
        people.values().forEach(Person::close);
        stack.secondGateway().part().stop();
    }

    @Test
    void a_ghost_is_gone_within_31_5_seconds_of_its_last_sign_of_life_and_not_before_its_lease_is_over() {
        assertThat(goneAfter("ghost")).isBetween(29_000L, 31_500L);
        assertThat(endings("ghost")).containsExactly(EndReason.EXPIRED);
    }

    @Test
    void a_cut_cable_dims_within_two_seconds_and_keeps_its_whole_lease() {
        assertThat(Soon.millis(cableCutAt, Soon.get(of(dimmed, "cable")))).isLessThan(2_000);
        assertThat(goneAfter("cable")).isBetween(29_000L, 31_500L);
    }

    @Test
    void a_closed_tab_is_gone_after_five_to_seven_seconds() {
        assertThat(goneAfter("tab")).isBetween(4_500L, 7_000L);
        assertThat(endings("tab")).containsExactly(EndReason.EXPIRED);
    }

    @Test
    void a_clean_leave_acts_at_once() {
        assertThat(goneAfter("leaver")).isLessThan(1_000);
        assertThat(endings("leaver")).containsExactly(EndReason.LEFT);
    }

    @Test
    void whoever_resumes_in_time_never_left() {
        assertThat(of(gone, "blip")).isNotDone();
        assertThat(endings("blip")).isEmpty();
        assertThat(person("blip").sessionId()).isEqualTo(sessionOfBlip);
        assertThat(watched().of("blip"))
                .hasValueSatisfying(
                        seat -> assertThat(seat.participant().isLive()).isTrue());
    }

    @Test
    void people_of_a_killed_gateway_go_on_at_the_other_one_without_having_left_or_dimmed() {
        assertThat(movedAfterMillis).isLessThan(20_000);
        assertThat(of(gone, "mover")).isNotDone();
        assertThat(of(dimmed, "mover")).isNotDone();
        assertThat(endings("mover")).isEmpty();
        assertThat(person("mover").sessionId()).isEqualTo(sessionOfMover);
    }

    @Test
    void who_does_not_come_back_from_a_killed_gateway_gets_one_fresh_lease() {
        // Lost after 3 s of silence, shown by the next tick, then a lease and a sweep.
        assertThat(goneAfter("stranded")).isBetween(31_900L, 36_500L);
        assertThat(of(dimmed, "stranded")).isNotDone();
        assertThat(endings("stranded")).containsExactly(EndReason.EXPIRED);
    }

    @Test
    void a_late_leave_of_a_replaced_session_removes_nobody() {
        assertThat(watched().of("twice")).isPresent();
        assertThat(endings("twice")).containsExactly(EndReason.REPLACED);
        assertThat(of(gone, "twice")).isNotDone();
    }

    @Test
    void no_version_named_two_contents() {
        assertThat(guild.ledger().conflicts()).isEmpty();
    }

    /** A second page of the same person joins; the first one's leave comes after. */
    private void leaveLateInAnotherSession() {
        Person first = person("twice");
        Person second = guild.person("twice");
        people.put("twice", second);
        people.put("twice, before", first);
        Soon.get(second.come());
        Soon.get(second.join(LOUNGE));
        Soon.get(watched().whenSeen("twice", seen -> seen.sessionId().equals(second.sessionId())));
        first.socket().command("voice:leave", _ -> {});
    }

    private PresenceWatch watched() {
        return person("watcher").sees();
    }

    private Person person(String name) {
        return of(people, name);
    }

    private void went(String name, long at) {
        wentAt.put(name, at);
    }

    private long goneAfter(String name) {
        return Soon.millis(of(wentAt, name), Soon.get(of(gone, name)));
    }

    private List<EndReason> endings(String name) {
        return Facts.endings(stack.topics(), guild.id(), name);
    }

    private static <T> T of(Map<String, T> known, String name) {
        return Objects.requireNonNull(known.get(name), name);
    }
}
