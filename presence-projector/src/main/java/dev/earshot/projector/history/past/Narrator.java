package dev.earshot.projector.history.past;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.fold.Change;
import dev.earshot.events.fold.Member;
import dev.earshot.events.fold.NoEffect;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.history.answer.Effect;
import dev.earshot.projector.history.answer.Entry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells what happened: an event with its effect, or with the rule by which it had none. */
public final class Narrator {
    /** Whoever has it could take the session over, had they the secret too; nobody needs it to understand the past. */
    private static final String RESUME_HASH = "resumeHash";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final EffectWords effects;
    private final RuleWords rules;

    /** @param zone of the times in sentences */
    public Narrator(ZoneId zone) {
        ClockWords clock = new ClockWords(zone);
        effects = new EffectWords(clock);
        rules = new RuleWords(clock);
    }

    public Entry entry(Step step) {
        VoiceEvent event = step.recorded().event();
        UserId user = step.user();
        Origin origin = origin(step, event);
        return new Entry(
                step.record().partition(),
                step.record().offset(),
                Instant.ofEpochMilli(step.record().timestamp()),
                RecordCodec.typeOf(event),
                user,
                user == null ? null : username(step, user, event),
                Said.session(event),
                Said.connection(event),
                origin.gateway(),
                origin.client(),
                channel(step, event),
                effect(step),
                shown(step.record().value()));
    }

    /** What the event did, or why nothing. */
    public Effect effect(Step step) {
        NoEffect why = step.folded().noEffect();
        return why == null ? Effect.of(effects.of(step)) : Effect.none(RuleWords.code(why), rules.of(step, why));
    }

    private static @Nullable String username(Step step, UserId user, VoiceEvent event) {
        if (event instanceof VoiceEvent.Joined joined) return joined.profile().username();
        return step.remembered(user).username();
    }

    private record Origin(
            @Nullable GatewayId gateway, @Nullable String client) {
        static final Origin UNKNOWN = new Origin(null, null);
    }

    // Which gateway and client an event came from: joins and resumes say it, of others the session that they name
    // knows.
    private static Origin origin(Step step, VoiceEvent event) {
        if (event instanceof VoiceEvent.Joined joined) return new Origin(joined.gateway(), joined.client());
        if (event instanceof VoiceEvent.Resumed resumed) return new Origin(resumed.gateway(), resumed.client());
        SessionId session = Said.session(event);
        UserId user = step.user();
        if (session == null || user == null) return Origin.UNKNOWN;
        Member member = step.memberBefore(user);
        if (member != null && member.session().id().equals(session))
            return new Origin(member.session().gateway(), member.session().client());
        Ending ending = step.remembered(user).ending(session);
        return ending == null ? Origin.UNKNOWN : new Origin(ending.gateway(), ending.client());
    }

    private static @Nullable ChannelId channel(Step step, VoiceEvent event) {
        ChannelId named = Said.channel(event);
        if (named != null) return named;
        return step.speaker().map(Member::channel).orElse(null);
    }

    /** Whether the event has to do with the channel: names it, or changed who is in it. */
    public static boolean concerns(Step step, ChannelId channel) {
        if (channel.equals(channel(step, step.recorded().event()))) return true;
        List<Change> changes = step.folded().changes();
        return changes.stream().anyMatch(change -> {
            Member before = step.memberBefore(change.user());
            Member after = step.memberAfter(change.user());
            return before != null && before.channel().equals(channel)
                    || after != null && after.channel().equals(channel);
        });
    }

    private static JsonNode shown(byte[] value) {
        JsonNode event = JSON.readTree(value);
        if (event instanceof ObjectNode object) object.remove(RESUME_HASH);
        return event;
    }
}
