package dev.earshot.gateway.operations;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.gateway.web.JsonTime;
import dev.earshot.kafka.Stuck;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the whole is at one moment.
 *
 * @param stuck partitions that stand still although there is something to do in them; health is red while there is one
 * @param sessions the longest silent first, at most {@link SignsOfLife#MOST_SESSIONS} of them
 * @param sessionsTotal how many there are
 * @param at by this gateway's clock, as are all times here
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record OperationsHealth(
        List<Part> parts,
        List<Standing> stuck,
        List<Gateway> gateways,
        List<Session> sessions,
        int sessionsTotal,
        Dead dead,

        @JsonFormat(pattern = JsonTime.PATTERN, timezone = "UTC")
        Instant at) {

    /**
     * A process that the product is made of.
     *
     * @param off it was left out when the product was started or set up: it is not ready, and nothing is wrong
     * @param detail a few words: {@code ready}, or why not
     * @param lag records that it has still to read, null if it reads none or cannot be asked
     * @param log where it logs, null if this gateway was not told ({@code earshot.operations.logs})
     */
    record Part(
            String name,
            boolean ready,
            boolean off,
            String detail,
            @Nullable Long lag,
            @Nullable String log) {}

    /**
     * A partition that stands still.
     *
     * @param part who has something to do in it
     * @param offset the first record that is not dealt with; -1 if it is not known
     * @param reason a sentence
     * @param guild null unless it is of one guild alone
     */
    record Standing(
            String part,
            String topic,
            int partition,
            long offset,
            String reason,
            @Nullable String guild) {
        static Standing of(String part, Stuck stuck) {
            return new Standing(part, stuck.topic(), stuck.partition(), stuck.offset(), stuck.reason(), stuck.guild());
        }
    }

    /**
     * A gateway that is heard, or that somebody's row still names.
     *
     * @param sockets open ones; null for other gateways, which only they know
     * @param inVoice people in channels whose session is this gateway's
     * @param lastHeard its last tick; null if none came within the last minute
     */
    record Gateway(
            String gatewayId,
            @Nullable Integer sockets,
            int inVoice,

            @JsonFormat(pattern = JsonTime.PATTERN, timezone = "UTC") @Nullable
            Instant lastHeard) {}

    /**
     * Somebody's session: every one that is in a channel, and those of this gateway that are in none.
     *
     * @param guild null while it is in no channel, as is the channel
     * @param lastHeard when its browser last said anything; null if that was before the last minute
     */
    record Session(
            @Nullable GuildId guild,
            UserId userId,
            @Nullable String username,
            SessionId sessionId,
            @Nullable ChannelId channelId,
            String gatewayId,

            @JsonFormat(pattern = JsonTime.PATTERN, timezone = "UTC") @Nullable
            Instant lastHeard) {}

    /**
     * Records that could not be read; null while Kafka does not answer.
     *
     * @param total ever
     * @param waiting those that nobody has retried
     */
    record Dead(@Nullable Long total, @Nullable Long waiting) {}
}
