package dev.earshot.projector.history.verify;

import dev.earshot.events.change.WithoutSpeech;
import dev.earshot.events.fold.GuildPresence;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Member;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.projector.history.answer.Participant;
import dev.earshot.projector.history.answer.VerifyAnswer.Difference;
import dev.earshot.projector.history.answer.VerifyAnswer.Kind;
import dev.earshot.projector.history.past.Shown;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The live table beside the folded guilds, row by row, speech aside. Pure. */
record Comparison(long rows, Map<PresenceKey, Difference> differences) {

    static Comparison of(Map<PresenceKey, LiveTable.Row> table, Map<GuildId, GuildPresence> guilds) {
        Map<PresenceKey, Difference> differences = new HashMap<>();
        long[] rows = {0};
        guilds.forEach((guild, presence) -> presence.members().forEach(member -> {
            PresenceKey key = new PresenceKey(guild, member.user());
            rows[0]++;
            Difference difference = compare(key, table.get(key), Shown.silent(presence), member);
            if (difference != null) differences.put(key, difference);
        }));
        table.forEach((key, live) -> {
            GuildPresence presence = guilds.getOrDefault(key.guild(), GuildPresence.EMPTY);
            if (presence.member(key.user()) != null) return;
            rows[0]++;
            differences.put(key, difference(key, Kind.EXTRA, shown(live), null, List.of()));
        });
        return new Comparison(rows[0], differences);
    }

    private static @Nullable Difference compare(
            PresenceKey key, LiveTable.@Nullable Row live, LiveGuild guild, Member member) {
        Participant folded = Shown.person(guild, member.user());
        return switch (live) {
            case null -> difference(key, Kind.MISSING, null, folded, List.of());
            case LiveTable.Row.Gone() -> difference(key, Kind.MISSING, null, folded, List.of());
            case LiveTable.Row.Unreadable() -> difference(key, Kind.WRONG, null, folded, List.of("unreadable"));
            case LiveTable.Row.Present(PresenceRow row) -> {
                List<String> fields = differing(WithoutSpeech.of(row), guild.row(member.user()));
                yield fields.isEmpty() ? null : difference(key, Kind.WRONG, shown(live), folded, fields);
            }
        };
    }

    private static Difference difference(
            PresenceKey key, Kind kind, @Nullable Participant live, @Nullable Participant folded, List<String> fields) {
        return new Difference(key.guild(), key.user(), kind, live, folded, fields);
    }

    private static @Nullable Participant shown(LiveTable.Row row) {
        return row instanceof LiveTable.Row.Present(PresenceRow present)
                ? Participant.of(WithoutSpeech.of(present))
                : null;
    }

    /** The names of what differs, within {@code own} and {@code moderation} too. */
    private static List<String> differing(@Nullable Record live, @Nullable Record folded) {
        List<String> fields = new ArrayList<>();
        if (live == null || folded == null || live.equals(folded)) return fields;
        for (RecordComponent component : live.getClass().getRecordComponents()) {
            Object one = value(component, live);
            Object other = value(component, folded);
            if (Objects.equals(one, other)) continue;
            boolean nested = one instanceof Record
                    && other instanceof Record
                    && ((Record) one).getClass().getRecordComponents().length > 1;
            if (nested) fields.addAll(differing((Record) one, (Record) other));
            else fields.add(component.getName());
        }
        return fields;
    }

    private static @Nullable Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
