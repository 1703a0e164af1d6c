package dev.earshot.projector.lease;

import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Member;
import dev.earshot.events.fold.NoEffect;
import dev.earshot.events.fold.Outcome;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The leases of one partition: who is present by a session, until when, and whose time is up. It follows the fold and the
 * ticks, decides nothing about presence itself, and is not stored: after a restart every lease starts afresh.
 */
public final class LeaseBook {
    private final Map<GuildId, Map<UserId, Lease>> leases = new HashMap<>();
    private final Gateways gateways = new Gateways();

    /**
     * After a restart: a full lease for everybody who is present and has none.
     *
     * @param at append time of the first tick since, the earliest moment anything is known of
     */
    public void startAfresh(GuildId guild, LiveGuild state, Duration now, Instant at) {
        state.presence().members().forEach(member -> {
            if (get(guild, member.user()) == null) begin(guild, member, now, at);
        });
    }

    /** An event was folded. */
    public void folded(GuildId guild, Recorded<? extends VoiceEvent> recorded, Outcome outcome, Duration now) {
        for (UserId user : outcome.touched()) {
            Member member = outcome.next().presence().member(user);
            if (member == null) remove(guild, user);
            else follow(guild, member, recorded, now);
        }
        // Rule 5: a verdict that a later record of the session made void.
        if (recorded.event() instanceof VoiceEvent.Expired expired && outcome.noEffect() == NoEffect.HEARD_SINCE) {
            Lease lease = get(guild, expired.user());
            if (lease != null) lease.restart(now);
        }
    }

    private void follow(GuildId guild, Member member, Recorded<? extends VoiceEvent> recorded, Duration now) {
        Lease known = get(guild, member.user());
        boolean isNew = known == null || !known.isOf(member.session().id());
        Lease lease = isNew || known == null ? begin(guild, member, now, recorded.at()) : known;
        switch (recorded.event()) {
            case VoiceEvent.Joined _, VoiceEvent.Resumed _, VoiceEvent.StateSet _ -> {
                gateways.expect(member.session().gateway(), now);
                lease.renew(member.session().gateway(), now, recorded.at());
            }
            // Only a close frame is a word of the client. A socket that broke is the gateway's word about somebody whom
            // nobody has heard since: were it to renew the lease, a ghost would stay for longer than its last sign of
            // life.
            case VoiceEvent.Disconnected gone -> {
                if (gone.byClient()) lease.closedByClient(now, recorded.at());
            }
            case VoiceEvent.Left _,
                    VoiceEvent.Moderated _,
                    VoiceEvent.Expired _,
                    VoiceEvent.ChannelClosed _,
                    VoiceEvent.MemberRemoved _,
                    VoiceEvent.MediaObserved _ -> {}
        }
    }

    /** A tick came, which has moved the clock to {@code now}; {@code at} is its append time. */
    public void ticked(VoiceSignal.Tick tick, Duration now, Instant at) {
        gateways.ticked(tick.gateway(), now);
        for (VoiceSignal.Heard heard : tick.heard()) {
            Lease lease = get(heard.guild(), heard.user());
            if (lease == null || !lease.isOf(heard.session())) continue;
            Duration ago = Duration.ofMillis(Math.clamp(heard.agoMs(), 0, Lease.FULL.toMillis()));
            lease.heardInTick(now.minus(ago), at.minus(ago));
        }
        for (GatewayId lost : gateways.lost(now)) saveFrom(lost, now);
    }

    /** The time was set back: nobody has been heard of later than now. */
    public void setBack(Instant to) {
        for (Map<UserId, Lease> users : leases.values()) users.values().forEach(lease -> lease.setBack(to));
    }

    /** Whose lease has ended without a verdict. */
    public Map<GuildId, List<UserId>> due(Duration now) {
        Map<GuildId, List<UserId>> due = new HashMap<>(0);
        leases.forEach((guild, users) -> users.forEach((user, lease) -> {
            if (lease.isDue(now))
                due.computeIfAbsent(guild, _ -> new ArrayList<>(1)).add(user);
        }));
        return due;
    }

    /** The verdict on a lease that is due, with its evidence. Calling it is deciding: there is one verdict a lease. */
    public VoiceEvent.Expired decide(GuildId guild, Member member) {
        Lease lease = get(guild, member.user());
        if (lease == null) throw new IllegalStateException("No lease of " + new PresenceKey(guild, member.user()));
        lease.decide();
        return new VoiceEvent.Expired(member.user(), member.session().id(), lease.lastHeard(), member.lastOffset());
    }

    /** The verdict on this person was not written: a new lease, for there is one verdict a lease. */
    public void verdictRefused(GuildId guild, UserId user, Duration now) {
        Lease lease = get(guild, user);
        if (lease != null) lease.restart(now);
    }

    private Lease begin(GuildId guild, Member member, Duration now, Instant heard) {
        Lease lease = new Lease(member, now, heard);
        gateways.expect(member.session().gateway(), now);
        leases.computeIfAbsent(guild, _ -> new HashMap<>()).put(member.user(), lease);
        return lease;
    }

    private @Nullable Lease get(GuildId guild, UserId user) {
        Map<UserId, Lease> users = leases.get(guild);
        return users == null ? null : users.get(user);
    }

    private void remove(GuildId guild, UserId user) {
        leases.computeIfPresent(guild, (_, users) -> {
            users.remove(user);
            return users.isEmpty() ? null : users;
        });
    }

    private void saveFrom(GatewayId lost, Duration now) {
        for (Map<UserId, Lease> users : leases.values()) {
            for (Lease lease : users.values()) {
                if (lease.isAt(lost)) lease.saveFromLostGateway(now);
            }
        }
    }
}
