package dev.earshot.faults.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.kafka.CloudEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many people pressing at once, and what the log must hold of them afterwards. */
public final class Crowd {
    private final Stack stack;
    private final Guild guild;
    private final List<Presser> pressers;

    private Crowd(Stack stack, Guild guild, List<Presser> pressers) {
        this.stack = stack;
        this.guild = guild;
        this.pressers = pressers;
    }

    /** A guild with so many people who are connected and in no channel yet. */
    public static Crowd of(Stack stack, String name, int size, long seed) {
        List<String> names =
                IntStream.range(0, size).mapToObj(n -> name + "-" + n).toList();
        Guild guild = stack.guild(name, names);
        List<Presser> pressers = new ArrayList<>();
        for (int n = 0; n < size; n++) pressers.add(new Presser(guild.person(names.get(n)), seed + n));
        Soon.all(pressers.stream().map(presser -> presser.person().come()).toList());
        return new Crowd(stack, guild, pressers);
    }

    public Guild guild() {
        return guild;
    }

    public List<Presser> pressers() {
        return pressers;
    }

    /** All press at once; the future ends when all have stopped. */
    public CompletableFuture<Void> press(BooleanSupplier goesOn, double perSecondEach) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return press(threads, goesOn, perSecondEach);
        }
    }

    /** The same on the caller's threads, without waiting. */
    public CompletableFuture<Void> press(ExecutorService threads, BooleanSupplier goesOn, double perSecondEach) {
        return CompletableFuture.allOf(pressers.stream()
                .map(presser -> CompletableFuture.runAsync(() -> presser.press(goesOn, perSecondEach), threads))
                .toArray(CompletableFuture[]::new));
    }

    /**
     * What of the acknowledged commands is missing from the log, or in it more often than once, or not in what everybody
     * sees in the end: a sentence each.
     */
    public List<String> discrepancies(StraightFold published) {
        Map<String, List<VoiceEvent.OfSession>> log = eventsBySession();
        List<String> found = new ArrayList<>(repeatedIds());
        for (Presser presser : pressers) {
            String user = presser.person().userId();
            List<VoiceEvent.OfSession> said = log.getOrDefault(presser.person().sessionId(), List.of());
            check(found, user, "joins", presser.joins(), count(said, VoiceEvent.Joined.class));
            check(found, user, "leaves", presser.leaves(), count(said, VoiceEvent.Left.class));
            check(found, user, "states", presser.states(), count(said, VoiceEvent.StateSet.class));
            String expected = presser.channel() == null
                    ? "nowhere"
                    : presser.channel() + " " + presser.muted() + " " + presser.deafened();
            PresenceRow row = published.rows().get(guild.id().value() + "/" + user);
            String shown = row == null
                    ? "nowhere"
                    : row.channelId().value() + " " + row.own().muted() + " "
                            + row.own().deafened();
            if (!expected.equals(shown)) found.add(user + " should be " + expected + " and is " + shown);
        }
        return found;
    }

    private Map<String, List<VoiceEvent.OfSession>> eventsBySession() {
        return events().stream()
                .collect(Collectors.groupingBy(said -> said.session().value()));
    }

    private List<VoiceEvent.OfSession> events() {
        return stack.topics().all(VoiceTopic.EVENTS).stream()
                .flatMap(record -> RecordCodec.EVENTS.decode(record.value()).known().stream())
                .filter(VoiceEvent.OfSession.class::isInstance)
                .map(VoiceEvent.OfSession.class::cast)
                .toList();
    }

    // Every event has an id of its own; one id twice is one command appended twice. The projector's verdicts may repeat
    // themselves after a crash, and the fold ignores the second.
    private List<String> repeatedIds() {
        Set<String> seen = new HashSet<>();
        return stack.topics().all(VoiceTopic.EVENTS).stream()
                .filter(record -> guild.id().value().equals(new String(record.key(), UTF_8)))
                .flatMap(record -> CloudEvent.readFrom(record.headers()).stream())
                .filter(event -> !event.type().equals("expired"))
                .map(CloudEvent::id)
                .filter(id -> !seen.add(id))
                .map(id -> id + " is in the log twice")
                .toList();
    }

    private static int count(List<VoiceEvent.OfSession> said, Class<?> kind) {
        return (int) said.stream().filter(kind::isInstance).count();
    }

    private static void check(List<String> found, String user, String what, int acknowledged, int logged) {
        if (acknowledged != logged) {
            found.add(user + " has " + acknowledged + " acknowledged " + what + " and the log " + logged);
        }
    }
}
