package dev.earshot.faults.abuse;

import static org.awaitility.Awaitility.await;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.faults.attack.Attack;
import dev.earshot.faults.attack.Attacker;
import dev.earshot.faults.stack.Frozen;
import dev.earshot.faults.stack.Part;
import dev.earshot.faults.stack.Stack;
import dev.earshot.faults.stack.Tokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that is done to the product: each act leaves it in a state that it must get out of by itself. Acts of processes and acts on topics
 * are two lists, for one of each goes on at the same time.
 */
public final class Acts {
    private static final Logger LOG = LoggerFactory.getLogger(Acts.class);
    /** A member of the attacked guild. */
    public static final String ATTACKER = "mallory";

    /** From here on health must have noticed a frozen part. */
    private static final Duration NOTICED = Duration.ofSeconds(15);

    private final Stack stack;
    private final GuildId attacked;
    private final Random random;
    private final Duration longestFreeze;
    private final OddRecords odd;
    private final HealthWitness health;
    private final LimitedDisk disk;
    private final List<String> done = new ArrayList<>();

    /**
     * Something that is done once.
     *
     * @param takesKafkaAway nothing can be done to topics meanwhile
     */
    public record Act(String name, boolean takesKafkaAway, Runnable act) {
        Act(String name, Runnable act) {
            this(name, false, act);
        }
    }

    /** @param attacked whose member the attacker is, and where somebody of a megabyte joins */
    public Acts(
            Stack stack,
            GuildId attacked,
            Random random,
            Duration longestFreeze,
            OddRecords odd,
            HealthWitness health,
            LimitedDisk disk) {
        this.stack = stack;
        this.attacked = attacked;
        this.random = random;
        this.longestFreeze = longestFreeze;
        this.odd = odd;
        this.health = health;
        this.disk = disk;
    }

    /** Freezes and full disks. */
    public List<Act> onProcesses() {
        List<Act> acts = new ArrayList<>();
        acts.add(new Act(
                "freeze the gateway",
                () -> freeze("api-gateway", stack.gateway().part()::freeze)));
        acts.add(new Act(
                "freeze the projector",
                () -> freeze("presence-projector", stack.projector().part()::freeze)));
        acts.add(new Act(
                "freeze analytics", () -> freeze("analytics", stack.analytics().part()::freeze)));
        acts.add(new Act("freeze Kafka", true, () -> freeze("Kafka", stack.kafka()::freeze)));
        acts.add(new Act("freeze PostgreSQL", () -> freeze("analytics", stack::freezePostgres)));
        if (stack.liveKit() != null) acts.add(new Act("freeze LiveKit", () -> freeze("LiveKit", stack::freezeLiveKit)));
        if (Attacker.isPossible()) {
            for (Attack attack : Attack.values()) {
                if (attack != Attack.NONE) acts.add(new Act("attack: " + attack, () -> attack(attack)));
            }
        }
        if (disk.isLimited()) acts.add(new Act("fill the disk", true, this::fillDisk));
        return acts;
    }

    /** Odd records, cuts and deletions; they need a Kafka that answers. */
    public List<Act> onTopics() {
        List<Act> acts = new ArrayList<>();
        for (VoiceTopic topic : VoiceTopic.values()) {
            acts.add(new Act("unreadable records in " + topic.topic(), () -> odd.plantUnreadable(topic)));
            acts.add(new Act("wrongly keyed records in " + topic.topic(), () -> odd.plantWronglyKeyed(topic)));
        }
        for (VoiceTopic topic : List.of(VoiceTopic.EVENTS, VoiceTopic.SIGNALS)) {
            acts.add(new Act("an odd stamp in " + topic.topic(), () -> odd.plantOddlyStamped(topic)));
        }
        acts.add(new Act("somebody of a megabyte", () -> odd.plantGiant(attacked)));
        acts.add(new Act("cut voice.signals", () -> stack.topics().cut(VoiceTopic.SIGNALS)));
        acts.add(new Act("cut voice.presence", () -> stack.topics().cut(VoiceTopic.PRESENCE)));
        acts.add(new Act("delete voice.presence", () -> stack.topics().delete(VoiceTopic.PRESENCE)));
        return acts;
    }

    /** Does one. What it breaks is for the product to mend; a part that died of it is started again, as {@code up} does. */
    public void run(Act act) {
        long began = System.nanoTime();
        act.act().run();
        revive();
        synchronized (done) {
            done.add(act.name());
        }
        LOG.info("{}: {} ms", act.name(), (System.nanoTime() - began) / 1_000_000);
    }

    public List<String> done() {
        synchronized (done) {
            return List.copyOf(done);
        }
    }

    private void freeze(String part, Supplier<Frozen> freezing) {
        Duration length = Duration.ofMillis(1_000 + random.nextLong(longestFreeze.toMillis() - 1_000));
        try (Frozen _ = freezing.get()) {
            pause(length);
            if (length.compareTo(NOTICED) > 0 && !part.equals("api-gateway")) {
                health.expectNotReady(part, "it has been frozen for " + length.toSeconds() + " s");
            }
        }
    }

    private void attack(Attack attack) {
        int port = stack.gateway().address().getPort();
        int seconds = 5 + random.nextInt(5);
        Attacker.await(
                Attacker.start(attack, port, attacked.value(), Tokens.of(ATTACKER, "analyst"), seconds), seconds);
    }

    private void fillDisk() {
        disk.fill();
        pause(Duration.ofMillis(2_000 + random.nextLong(8_000)));
        disk.free();
        if (!stack.kafka().isAlive()) stack.kafka().start();
        if (postgresAnswersWithin(Duration.ofSeconds(10))) return;
        stack.postgres().stop();
        stack.postgres().restart();
    }

    private boolean postgresAnswersWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            try (Connection _ = stack.database().connect()) {
                return true;
            } catch (SQLException recovering) {
                pause(Duration.ofMillis(200));
            }
        }
        return false;
    }

    private void revive() {
        for (Part part : List.of(
                stack.kafka(),
                stack.gateway().part(),
                stack.projector().part(),
                stack.analytics().part())) {
            if (part.isAlive()) continue;
            LOG.warn("{} died and is started again", part);
            part.launch();
        }
        await().atMost(Duration.ofMinutes(1)).until(stack.kafka()::isReady);
    }

    /** The length of an abuse, not a wait for anything. */
    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) LockSupport.parkNanos(end - System.nanoTime());
    }
}
