package dev.earshot.faults.stack;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.EndedStay;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The facts of {@code voice.changes}, and how they are compared when speech does not count. */
public final class Facts {
    private Facts() {}

    /** Every fact as of now, repeats included. */
    public static List<VoiceChange> all(Topics topics) {
        return topics.all(VoiceTopic.CHANGES).stream()
                .flatMap(record -> RecordCodec.CHANGES.decode(record.value()).known().stream())
                .toList();
    }

    /** Facts that were written twice under one cause, with another content the second time. There must be none. */
    public static List<String> contradictions(Topics topics) {
        Map<Cause, String> seen = new HashMap<>();
        List<String> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all(VoiceTopic.CHANGES)) {
            RecordCodec.CHANGES.decode(record.value()).known().ifPresent(fact -> {
                String text = Topics.text(record);
                String before = seen.putIfAbsent(fact.cause(), text);
                if (before != null && !before.equals(text)) found.add(before + " became " + text);
            });
        }
        return found;
    }

    /** Why calls of this person in the guild ended, in order; empty if nobody there ever saw them go. */
    public static List<EndReason> endings(Topics topics, GuildId guild, String userId) {
        Map<String, EndReason> endings = new TreeMap<>();
        for (VoiceChange fact : all(topics)) {
            if (fact instanceof VoiceChange.Left left
                    && left.guild().equals(guild)
                    && left.user().value().equals(userId)) {
                endings.put(key(left), left.why());
            }
        }
        return List.copyOf(endings.values());
    }

    /** A fact's key, such that the keys of a partition sort as its facts. */
    static String key(VoiceChange fact) {
        Cause cause = fact.cause();
        return "%s/%02d/%010d/%02d".formatted(cause.topic(), cause.partition(), cause.offset(), cause.index());
    }

    static PresenceRow silent(PresenceRow row) {
        return new PresenceRow(
                row.userId(),
                row.channelId(),
                row.sessionId(),
                row.connectionId(),
                row.connectionSetAt(),
                row.gatewayId(),
                row.resumeHash(),
                row.callId(),
                row.profile(),
                row.own(),
                row.moderation(),
                false,
                row.joinedAt(),
                row.connection());
    }

    static VoiceChange withoutSpeech(VoiceChange fact) {
        return switch (fact) {
            case VoiceChange.Moved moved ->
                new VoiceChange.Moved(
                        moved.cause(),
                        moved.at(),
                        moved.guild(),
                        moved.user(),
                        moved.profile(),
                        moved.session(),
                        moved.callId(),
                        moved.callBegan(),
                        silent(moved.stay()),
                        moved.channel());
            case VoiceChange.Left left ->
                new VoiceChange.Left(
                        left.cause(),
                        left.at(),
                        left.guild(),
                        left.user(),
                        left.profile(),
                        left.session(),
                        left.callId(),
                        left.callBegan(),
                        silent(left.stay()),
                        left.why());
            case VoiceChange.Joined joined -> joined;
            case VoiceChange.StateChanged changed -> changed;
            case VoiceChange.Spoke spoke -> spoke;
            case VoiceChange.Refused refused -> refused;
        };
    }

    private static EndedStay silent(EndedStay stay) {
        return new EndedStay(stay.channel(), stay.began(), stay.ended(), 0, stay.secondsMuted());
    }
}
