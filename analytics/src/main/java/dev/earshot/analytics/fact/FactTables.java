package dev.earshot.analytics.fact;

import static dev.earshot.analytics.fact.Column.big;
import static dev.earshot.analytics.fact.Column.flag;
import static dev.earshot.analytics.fact.Column.text;
import static dev.earshot.analytics.fact.Column.time;
import static dev.earshot.analytics.fact.Column.whole;

import dev.earshot.analytics.fact.FactRow.Audited;
import dev.earshot.analytics.fact.FactRow.ClockSetBack;
import dev.earshot.analytics.fact.FactRow.Refused;
import dev.earshot.analytics.fact.FactRow.Spoke;
import dev.earshot.analytics.fact.FactRow.StateChanged;
import dev.earshot.analytics.fact.FactRow.StayEnded;
import dev.earshot.analytics.fact.FactRow.StayStarted;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fact tables, as {@code V1__facts.sql} creates them; those of telemetry are beside it. */
public final class FactTables {
    static final FactTable<StayStarted> STAY_STARTED = new FactTable<>(
            "stay_started",
            StayStarted.class,
            List.of(
                    text("guild_id", row -> row.guild().value()),
                    text("user_id", row -> row.user().value()),
                    text("username", StayStarted::username),
                    text("session_id", row -> row.session().value()),
                    text("call_id", row -> row.call().id()),
                    time("call_began", row -> row.call().began()),
                    text("channel_id", row -> row.channel().value()),
                    flag("begins_call", StayStarted::beginsCall),
                    text("client", StayStarted::client)));

    static final FactTable<StayEnded> STAY_ENDED = new FactTable<>(
            "stay_ended",
            StayEnded.class,
            List.of(
                    text("guild_id", row -> row.guild().value()),
                    text("user_id", row -> row.user().value()),
                    text("username", StayEnded::username),
                    text("session_id", row -> row.session().value()),
                    text("call_id", row -> row.call().id()),
                    time("call_began", row -> row.call().began()),
                    text("channel_id", row -> row.stay().channel().value()),
                    time("began", row -> row.stay().began()),
                    time("ended", row -> row.stay().ended()),
                    big("spoken_ms", row -> millis(row.stay().secondsSpoken())),
                    big("muted_ms", row -> millis(row.stay().secondsMuted())),
                    text("why", StayEnded::why)));

    static final FactTable<StateChanged> STATE_CHANGED = new FactTable<>(
            "state_changed",
            StateChanged.class,
            List.of(
                    text("guild_id", row -> row.guild().value()),
                    text("user_id", row -> row.user().value()),
                    text("session_id", row -> row.session().value()),
                    text("call_id", StateChanged::callId),
                    text("channel_id", row -> row.channel().value()),
                    flag("muted", row -> row.own().muted()),
                    flag("deafened", row -> row.own().deafened()),
                    flag("server_muted", row -> row.moderation().serverMuted()),
                    flag("server_deafened", row -> row.moderation().serverDeafened()),
                    text("audio", row -> lower(row.own().audio())),
                    text("connection", row -> lower(row.connection()))));

    static final FactTable<Spoke> SPOKE = new FactTable<>(
            "spoke",
            Spoke.class,
            List.of(
                    text("guild_id", row -> row.guild().value()),
                    text("user_id", row -> row.user().value()),
                    text("session_id", row -> row.session().value()),
                    text("call_id", Spoke::callId),
                    text("channel_id", row -> row.channel().value()),
                    time("began", Spoke::began)));

    static final FactTable<Refused> REFUSED = new FactTable<>(
            "refused",
            Refused.class,
            List.of(
                    text("guild_id", row -> row.guild().value()),
                    text("user_id", row -> row.user().value()),
                    text("session_id", row -> row.session().value()),
                    text("channel_id", row -> channel(row.channel())),
                    text("code", Refused::code)));

    static final FactTable<ClockSetBack> CLOCK_SET_BACK = new FactTable<>(
            "clock_set_back",
            ClockSetBack.class,
            List.of(text("guild_id", row -> row.guild().value()), time("was", ClockSetBack::was)));

    static final FactTable<Audited> AUDITED = new FactTable<>(
            "audited",
            Audited.class,
            List.of(
                    time("occurred", Audited::occurred),
                    text("action", Audited::action),
                    text("actor", row -> row.actor().value()),
                    text("address", Audited::address),
                    text("guild_id", row -> guild(row.guild())),
                    text("channel_id", row -> channel(row.channel())),
                    text("session_id", row -> session(row.session())),
                    text("code", Audited::code),
                    text("detail", Audited::detail),
                    whole("times", Audited::times)));

    /** Every table, in the order in which every writer locks them. */
    public static final List<FactTable<?>> ALL = List.of(
            STAY_STARTED,
            STAY_ENDED,
            STATE_CHANGED,
            SPOKE,
            REFUSED,
            CLOCK_SET_BACK,
            AUDITED,
            TelemetryTables.QUALITY,
            TelemetryTables.CLIENT_ERROR);

    private FactTables() {}

    static <R extends FactRow> List<Column<R, ?>> key() {
        return List.of(
                text("cause_topic", row -> row.key().cause().topic()),
                whole("cause_partition", row -> row.key().cause().partition()),
                big("cause_offset", row -> row.key().cause().offset()),
                whole("cause_index", row -> row.key().cause().index()),
                time("at", row -> row.key().at()));
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable String guild(@Nullable GuildId id) {
        return id == null ? null : id.value();
    }

    static @Nullable String channel(@Nullable ChannelId id) {
        return id == null ? null : id.value();
    }

    private static @Nullable String session(@Nullable SessionId id) {
        return id == null ? null : id.value();
    }
}
