package dev.earshot.projector.history.verify;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.history.CannotAnswer;
import dev.earshot.projector.history.Progress;
import dev.earshot.projector.history.answer.VerifyAnswer;
import dev.earshot.projector.history.answer.VerifyAnswer.CheckedAt;
import dev.earshot.projector.history.answer.VerifyAnswer.Difference;
import dev.earshot.projector.history.log.LogAdmin;
import dev.earshot.projector.history.log.LogReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Folds the log anew, partition after partition, and compares each with the live table at one stated offset. */
public final class Verification {
    private final LogReader reader;
    private final LogAdmin admin;
    private final String projectorGroup;
    private final Progress progress;

    public Verification(LogReader reader, LogAdmin admin, String projectorGroup, Progress progress) {
        this.reader = reader;
        this.admin = admin;
        this.projectorGroup = projectorGroup;
        this.progress = progress;
    }

    /** @param guild the only one that is looked at, null for all */
    public VerifyAnswer of(@Nullable GuildId guild) {
        int partitions = reader.partitions();
        List<Integer> chosen = guild == null
                ? IntStream.range(0, partitions).boxed().toList()
                : List.of(GuildPartition.of(guild, partitions));
        long total = chosen.stream().mapToLong(this::length).sum();
        List<PartitionCheck> checks = new ArrayList<>();
        long before = 0;
        for (int partition : chosen) {
            long done = before;
            PartitionCheck check = new PartitionCheck(reader, admin, projectorGroup, partition, partitions, guild);
            check.run(read -> progress.read(done + read, Math.max(total, done + read)));
            checks.add(check);
            before += length(partition);
        }
        return answer(checks);
    }

    private long length(int partition) {
        TopicPartition events = new TopicPartition(VoiceTopic.EVENTS.topic(), partition);
        return reader.next(events) - reader.first(events);
    }

    private static VerifyAnswer answer(List<PartitionCheck> checks) {
        List<Difference> differences = checks.stream()
                .flatMap(check -> check.differences().stream())
                .sorted(Comparator.comparing(one -> new PresenceKey(one.guild(), one.userId()).toString()))
                .toList();
        List<CheckedAt> checkedAt =
                checks.stream().map(PartitionCheck::checkedAt).toList();
        long rows = checks.stream().mapToLong(PartitionCheck::rows).sum();
        return new VerifyAnswer(differences.isEmpty(), checkedAt, rows, differences, notes(checks));
    }

    private static List<String> notes(List<PartitionCheck> checks) {
        List<String> notes = new ArrayList<>();
        notes.add("Speech is not compared: signals are kept for a shorter time than events.");
        long passedOver = checks.stream().mapToLong(PartitionCheck::passedOver).sum();
        if (passedOver > 0)
            notes.add("Records that could not be used, live either, and were passed over: " + passedOver + ".");
        long behind = checks.stream().mapToLong(PartitionCheck::behind).sum();
        if (behind > 0)
            notes.add("Newer records that were not folded live yet, and are not part of this: " + behind + ".");
        long keys = checks.stream().mapToLong(PartitionCheck::unreadableKeys).sum();
        if (keys > 0) notes.add("Rows of the live table whose key names no guild and person: " + keys + ".");
        if (checks.stream().anyMatch(PartitionCheck::isCutOff))
            notes.add("The beginning of the log is no longer kept: whoever came before it may seem to be extra.");
        return notes;
    }

    static CannotAnswer takenBack(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return CannotAnswer.away("The question was taken back.", stopped);
    }
}
