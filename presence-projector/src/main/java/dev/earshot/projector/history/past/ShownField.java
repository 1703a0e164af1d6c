package dev.earshot.projector.history.past;

import dev.earshot.projector.history.answer.Participant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A field of a participant that events set; speech, which only signals set, is none of them. */
public enum ShownField {
    CHANNEL("channelId", Participant::channelId),
    SESSION("sessionId", Participant::sessionId),
    USERNAME("username", Participant::username),
    AVATAR("avatarUrl", Participant::avatarUrl),
    MUTED("muted", Participant::muted),
    DEAFENED("deafened", Participant::deafened),
    SERVER_MUTED("serverMuted", Participant::serverMuted),
    SERVER_DEAFENED("serverDeafened", Participant::serverDeafened),
    CAMERA("camera", Participant::camera),
    SCREEN("screen", Participant::screen),
    JOINED_AT("joinedAt", Participant::joinedAt),
    CONNECTION("connection", Participant::connection),
    AUDIO("audio", Participant::audio),
    GATEWAY("gatewayId", Participant::gatewayId),
    CLIENT("client", Participant::client),
    CALL("callId", Participant::callId);

    /** What moderators set: it belongs to the member and outlives calls. */
    public static final Set<ShownField> OF_MODERATION = Set.of(SERVER_MUTED, SERVER_DEAFENED);

    private final String shown;
    private final Function<Participant, @Nullable Object> value;

    ShownField(String shown, Function<Participant, @Nullable Object> value) {
        this.shown = shown;
        this.value = value;
    }

    /** Its name in answers. */
    public String shown() {
        return shown;
    }

    /** As a person reads it; names and ids as they are. */
    public String valueOf(Participant participant) {
        return switch (value.apply(participant)) {
            case null -> "none";
            case Enum<?> one -> one.name().toLowerCase(Locale.ROOT);
            case Object other -> other.toString();
        };
    }

    /** The fields in which two differ; all, if one is not there. */
    public static Set<ShownField> differing(@Nullable Participant before, @Nullable Participant after) {
        if (before == null && after == null) return Set.of();
        if (before == null || after == null) return EnumSet.allOf(ShownField.class);
        EnumSet<ShownField> differing = EnumSet.noneOf(ShownField.class);
        for (ShownField field : values()) {
            if (!Objects.equals(field.value.apply(before), field.value.apply(after))) differing.add(field);
        }
        return differing;
    }
}
