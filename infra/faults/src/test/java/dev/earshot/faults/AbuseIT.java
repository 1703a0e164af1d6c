package dev.earshot.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.faults.abuse.Acts;
import dev.earshot.faults.abuse.HealthWitness;
import dev.earshot.faults.abuse.LimitedDisk;
import dev.earshot.faults.abuse.OddRecords;
import dev.earshot.faults.abuse.Talker;
import dev.earshot.faults.stack.Facts;
import dev.earshot.faults.stack.Guild;
import dev.earshot.faults.stack.Http;
import dev.earshot.faults.stack.Stack;
import dev.earshot.faults.stack.StraightFold;
import dev.earshot.faults.stack.Tokens;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two hundred people talk while everything is done to the product at once: odd records in every topic, processes that stand still,
 * topics that are cut or deleted, a full disk. When it is over nobody is stuck, nothing acknowledged is lost, and the table is
 * what the log says.
 *
 * <p>Ten minutes by default; {@code -Dabuse.minutes=60} for the long run. A run prints its seed, {@code -Dabuse.seed=…} repeats it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbuseIT {
    private static final Logger LOG = LoggerFactory.getLogger(AbuseIT.class);
    private static final int GUILDS = 4;
    private static final int PEOPLE = 50;
    private static final double COMMANDS_PER_SECOND = 0.1;
    private static final int AT_A_TIME = 25;
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(90);

    private final Duration length = Duration.ofMinutes(Integer.getInteger("earshot.abuse.minutes", 10));
    private final long seed = Long.getLong("earshot.abuse.seed", 123_237);
    private final LimitedDisk disk = LimitedDisk.mount(Path.of("target", "disk").toAbsolutePath(), 2_048);
    private final Stack stack = Stack.on(disk.directory());
    private final HealthWitness health = new HealthWitness(stack);
    private final List<Guild> guilds = new ArrayList<>();
    private final List<Talker> talkers = new ArrayList<>();
    private final ReentrantReadWriteLock kafkaAnswers = new ReentrantReadWriteLock();
    private final Guild attacked = stack.guild("abuse-attacked", List.of("giant", Acts.ATTACKER));
    private Acts acts = acts(new Random(seed));
    private List<String> unsettled = List.of();

    @BeforeAll
    void two_hundred_people_talk_while_everything_is_done_to_the_product() {
        LOG.info("Abuse of {} min with -Dearshot.abuse.seed={}", length.toMinutes(), seed);
        for (int g = 0; g < GUILDS; g++) {
            int number = g;
            List<String> names = IntStream.range(0, PEOPLE)
                    .mapToObj(n -> "abuse-" + number + "-" + n)
                    .toList();
            Guild guild = stack.guild("abuse-" + g, names);
            guilds.add(guild);
            for (String name : names)
                talkers.add(new Talker(guild.id().value(), guild.person(name), seed + talkers.size()));
        }
        everybodyComes();
        acts = acts(new Random(seed));

        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Talker talker : talkers) threads.execute(() -> talker.talk(() -> !over.get(), COMMANDS_PER_SECOND));
            long end = System.nanoTime() + length.toNanos();
            try {
                CompletableFuture<Void> onTopics =
                        CompletableFuture.runAsync(() -> goOn(acts.onTopics(), new Random(seed + 1), end), threads);
                goOn(acts.onProcesses(), new Random(seed + 2), end);
                onTopics.join();
            } finally {
                over.set(true);
            }
        }
        settle();
    }

    @AfterAll
    void everybody_goes_home() {
        talkers.forEach(talker -> talker.person().close());
        stack.discard();
        disk.close();
    }

    @Test
    void nobody_is_stuck() {
        assertThat(unsettled).isEmpty();
    }

    @Test
    void every_kind_of_abuse_was_tried() {
        assertThat(acts.done()).contains("freeze Kafka", "freeze the projector", "delete voice.presence");
        assumeTrue(disk.isLimited(), "The disk could not be filled: only root may mount one of a known size");
        assertThat(acts.done()).contains("fill the disk");
    }

    @Test
    void nothing_acknowledged_is_lost() {
        Map<String, List<VoiceEvent.OfSession>> log = stack.topics().all(VoiceTopic.EVENTS).stream()
                .flatMap(record -> RecordCodec.EVENTS.decode(record.value()).known().stream())
                .filter(VoiceEvent.OfSession.class::isInstance)
                .map(VoiceEvent.OfSession.class::cast)
                .collect(Collectors.groupingBy(event -> event.user().value()));
        assertThat(talkers.stream()
                        .flatMap(talker ->
                                talker
                                        .discrepancies(
                                                log.getOrDefault(talker.person().userId(), List.of()))
                                        .stream())
                        .toList())
                .isEmpty();
        LOG.info(
                "{} commands acknowledged, {} of unknown outcome",
                talkers.stream().mapToInt(Talker::acknowledgedCommands).sum(),
                talkers.stream().mapToInt(Talker::unknownCommands).sum());
        assertThat(talkers.stream().mapToInt(Talker::acknowledgedCommands).sum())
                .isPositive();
    }

    @Test
    void everybody_is_shown_where_their_last_acknowledged_command_put_them() {
        Map<String, PresenceRow> rows = StraightFold.published(stack.topics()).rows();
        List<String> elsewhere = new ArrayList<>();
        for (Talker talker : talkers) {
            PresenceRow row = rows.get(talker.guild() + "/" + talker.person().userId());
            if (row == null || !row.channelId().value().equals(Guild.LOUNGE)) {
                elsewhere.add(talker.person().userId() + " should be in the lounge and is " + row);
            }
        }
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void the_table_and_the_facts_are_what_the_log_says() {
        assertThat(StraightFold.differencesWhenQuiet(stack.topics(), SETTLES_WITHIN))
                .isEmpty();
        assertThat(Facts.contradictions(stack.topics())).isEmpty();
    }

    @Test
    void history_verify_is_clean_by_itself() {
        URI verify = stack.gateway().address().resolve("/api/history/verify");
        await().atMost(SETTLES_WITHIN).ignoreExceptions().untilAsserted(() -> {
            Http.Answer answer = Http.get(verify, Tokens.of("operator", "operator"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("same").asBoolean()).as(answer.body()).isTrue();
        });
    }

    @Test
    void no_version_named_two_contents() {
        assertThat(guilds.stream()
                        .flatMap(guild -> guild.ledger().conflicts().stream())
                        .limit(10)
                        .toList())
                .isEmpty();
    }

    @Test
    void health_told_the_truth_throughout_and_is_green_in_the_end() {
        assertThat(health.lies()).isEmpty();
        await().atMost(SETTLES_WITHIN)
                .untilAsserted(() -> assertThat(health.notReady()).isEmpty());
    }

    // In batches: a cold gateway on busy cores is slow to greet. A late client retries.
    private void everybodyComes() {
        for (int n = 0; n < talkers.size(); n += AT_A_TIME) {
            List<Talker> some = talkers.subList(n, Math.min(n + AT_A_TIME, talkers.size()));
            some.forEach(talker -> talker.person().come());
            await().atMost(SETTLES_WITHIN)
                    .until(() ->
                            some.stream().allMatch(talker -> talker.person().isHere()));
        }
    }

    private Acts acts(Random random) {
        long seconds = Math.clamp(length.toSeconds() / 10, 10, 120);
        OddRecords odd =
                new OddRecords(stack.topics(), guilds.stream().map(Guild::id).toList(), new Random(seed + 3));
        return new Acts(stack, attacked.id(), random, Duration.ofSeconds(seconds), odd, health, disk);
    }

    /** Each act once in a random order, then any until the time is over. */
    private void goOn(List<Acts.Act> all, Random random, long end) {
        List<Acts.Act> order = new ArrayList<>(all);
        Collections.shuffle(order, random);
        for (int n = 0; n < order.size() || System.nanoTime() < end; n++) {
            Acts.Act act = n < order.size() ? order.get(n) : all.get(random.nextInt(all.size()));
            Lock kafka = act.takesKafkaAway() ? kafkaAnswers.writeLock() : kafkaAnswers.readLock();
            kafka.lock();
            try {
                acts.run(act);
            } catch (RuntimeException failed) {
                LOG.error("{} could not be done", act.name(), failed);
                throw failed;
            } finally {
                kafka.unlock();
            }
            // The pace of the abuse, not a wait for anything.
            LockSupport.parkNanos(
                    Duration.ofMillis(500 + random.nextLong(4_000)).toNanos());
        }
    }

    private void settle() {
        List<Talker> left = new ArrayList<>(talkers);
        long end = System.nanoTime() + SETTLES_WITHIN.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!left.isEmpty() && System.nanoTime() < end) {
                List<CompletableFuture<Boolean>> tries = left.stream()
                        .map(talker -> CompletableFuture.supplyAsync(() -> talker.settle(Guild.LOUNGE, true), threads))
                        .toList();
                List<Talker> still = new ArrayList<>();
                for (int n = 0; n < left.size(); n++) if (!tries.get(n).join()) still.add(left.get(n));
                left = still;
                // The pace of the tries.
                LockSupport.parkNanos(500_000_000);
            }
        }
        unsettled = left.stream()
                .map(talker -> talker.person().userId() + " cannot join; closes "
                        + talker.person().closes())
                .toList();
    }
}
