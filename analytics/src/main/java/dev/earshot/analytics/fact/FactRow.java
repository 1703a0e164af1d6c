package dev.earshot.analytics.fact;

import dev.earshot.events.change.EndedStay;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.telemetry.CallQuality;
import dev.earshot.events.telemetry.VoiceTelemetry;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.OwnState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of one of the fact tables. One record of a topic makes one row or two. */
public sealed interface FactRow {
    FactKey key();

    /** The time by which the table is partitioned: that of the call for its stays, else the fact's own. */
    default Instant partitionTime() {
        return key().at();
    }

    /** A call, by its id and the time it began: the two that its facts share. */
    record Call(String id, Instant began) {
        public Call {
            StorableTime.check("call began", began);
        }
    }

    /**
     * A stay began.
     *
     * @param beginsCall false for a move, which begins a stay and no call
     * @param client version of the client, null for a move
     */
    record StayStarted(
            FactKey key,
            GuildId guild,
            UserId user,
            String username,
            SessionId session,
            Call call,
            ChannelId channel,
            boolean beginsCall,
            @Nullable String client)
            implements FactRow {
        @Override
        public Instant partitionTime() {
            return call.began();
        }
    }

    /** A stay ended, with all there is to know of it. */
    record StayEnded(
            FactKey key,
            GuildId guild,
            UserId user,
            String username,
            SessionId session,
            Call call,
            EndedStay stay,
            String why)
            implements FactRow {
        public StayEnded {
            StorableTime.check("began", stay.began());
            StorableTime.check("ended", stay.ended());
            StorableTime.checkSpan("A stay", stay.began(), stay.ended(), key.at());
            if (!(stay.secondsSpoken() >= 0 && stay.secondsSpoken() < 1e10)
                    || !(stay.secondsMuted() >= 0 && stay.secondsMuted() < 1e10)) {
                throw new Unstorable("The seconds of a stay are a number from 0 up");
            }
        }

        @Override
        public Instant partitionTime() {
            return call.began();
        }
    }

    /** Switches, moderation or connection of a present person changed. */
    record StateChanged(
            FactKey key,
            GuildId guild,
            UserId user,
            SessionId session,
            String callId,
            ChannelId channel,
            OwnState own,
            Moderation moderation,
            Connection connection)
            implements FactRow {}

    /** The ring was shown from {@code began} until the fact's time. */
    record Spoke(
            FactKey key, GuildId guild, UserId user, SessionId session, String callId, ChannelId channel, Instant began)
            implements FactRow {
        public Spoke {
            StorableTime.check("began", began);
            StorableTime.checkSpan("A stretch of speech", began, key.at());
        }
    }

    /** The fold refused a join or a resume. */
    record Refused(
            FactKey key,
            GuildId guild,
            UserId user,
            SessionId session,
            @Nullable ChannelId channel,
            String code) implements FactRow {}

    /**
     * The time of the log was set back to the fact's own: its clock had been ahead.
     *
     * @param was the time before
     */
    record ClockSetBack(FactKey key, GuildId guild, Instant was) implements FactRow {
        public ClockSetBack {
            StorableTime.check("from", was);
        }
    }

    /**
     * What a gateway saw somebody do.
     *
     * @param occurred by the gateway's clock
     * @param times how often, at least 1
     */
    record Audited(
            FactKey key,
            Instant occurred,
            String action,
            UserId actor,
            String address,
            @Nullable GuildId guild,
            @Nullable ChannelId channel,
            @Nullable SessionId session,
            @Nullable String code,
            @Nullable String detail,
            int times)
            implements FactRow {
        public Audited {
            StorableTime.check("at", occurred);
            if (times < 1) throw new Unstorable("A count is a number from 1 up");
        }
    }

    /** How somebody's call was over one window. */
    record Sampled(FactKey key, VoiceTelemetry.QualitySampled sampled) implements FactRow {
        public Sampled {
            StorableTime.check("at", sampled.at());
            CallQuality quality = sampled.quality();
            if (quality.windowMs() < 1) throw new Unstorable("A window is a number of milliseconds from 1 up");
            if (quality.lossRatio() != null && !(quality.lossRatio() >= 0 && quality.lossRatio() <= 1)) {
                throw new Unstorable("A ratio of lost packets is between 0 and 1");
            }
        }
    }

    /** What went wrong in somebody's browser. */
    record Erred(FactKey key, VoiceTelemetry.ClientErred erred) implements FactRow {
        public Erred {
            StorableTime.check("at", erred.at());
        }
    }
}
