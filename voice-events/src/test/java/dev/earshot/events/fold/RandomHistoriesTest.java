package dev.earshot.events.fold;

import static dev.earshot.events.fold.Cast.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.VoiceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded random histories: whatever happens, these hold. A failure names its seed. */
class RandomHistoriesTest {
    private static final int LENGTH = 3_000;
    private static final int SEATS = 3;
    private static final RecordCodec<UserState> STORED = RecordCodec.of(UserState.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_same_history_folds_to_the_same_guild(long seed) {
        List<Recorded<VoiceEvent>> history = history(seed);
        assertThat(fold(history)).isEqualTo(fold(history));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_guild_that_is_stored_and_restored_anywhere_folds_on_the_same(long seed) {
        LiveGuild straight = LiveGuild.EMPTY;
        LiveGuild restored = LiveGuild.EMPTY;
        Random interruptions = new Random(-seed);
        for (Recorded<VoiceEvent> event : history(seed)) {
            Outcome a = LiveFold.event(GUILD, straight, event);
            Outcome b = LiveFold.event(GUILD, restored, event);
            assertThat(b.rows()).isEqualTo(a.rows());
            assertThat(b.facts()).isEqualTo(a.facts());
            straight = a.next();
            restored = interruptions.nextInt(50) == 0 ? storeAndRestore(b.next()) : b.next();
        }
        assertThat(restored).isEqualTo(straight);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void seats_are_counted_right_and_never_exceeded(long seed) {
        LiveGuild guild = LiveGuild.EMPTY;
        for (Recorded<VoiceEvent> event : history(seed)) {
            guild = LiveFold.event(GUILD, guild, event).next();
            Map<ChannelId, Integer> counted = new HashMap<>();
            guild.presence().members().forEach(member -> counted.merge(member.channel(), 1, Integer::sum));
            assertThat(guild.presence().taken()).isEqualTo(counted);
            assertThat(counted.values()).allMatch(taken -> taken <= SEATS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_call_that_began_has_ended_or_goes_on(long seed) {
        LiveGuild guild = LiveGuild.EMPTY;
        Set<String> running = new HashSet<>();
        for (Recorded<VoiceEvent> event : history(seed)) {
            Outcome outcome = LiveFold.event(GUILD, guild, event);
            guild = outcome.next();
            for (VoiceChange fact : outcome.facts()) {
                if (fact instanceof VoiceChange.Joined joined)
                    assertThat(running.add(joined.callId())).isTrue();
                if (fact instanceof VoiceChange.Left left)
                    assertThat(running.remove(left.callId())).isTrue();
            }
            Set<String> present = new HashSet<>();
            guild.presence().members().forEach(member -> present.add(member.callId()));
            assertThat(running).isEqualTo(present);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void an_event_without_effect_emits_nothing_and_one_with_effect_something(long seed) {
        LiveGuild guild = LiveGuild.EMPTY;
        for (Recorded<VoiceEvent> event : history(seed)) {
            Outcome outcome = LiveFold.event(GUILD, guild, event);
            if (outcome.noEffect() == null) assertThat(outcome.facts()).isNotEmpty();
            else if (outcome.noEffect() != NoEffect.REFUSED)
                assertThat(outcome.rows()).isEmpty();
            guild = outcome.next();
        }
    }

    private static LiveGuild fold(List<Recorded<VoiceEvent>> history) {
        LiveGuild guild = LiveGuild.EMPTY;
        for (Recorded<VoiceEvent> event : history)
            guild = LiveFold.event(GUILD, guild, event).next();
        return guild;
    }

    private static LiveGuild storeAndRestore(LiveGuild guild) {
        Map<UserId, UserState> users = new HashMap<>();
        guild.presence()
                .users()
                .forEach((user, state) -> users.put(
                        user, STORED.decode(STORED.encode(state)).known().orElseThrow()));
        return new LiveGuild(GuildPresence.of(users, guild.presence().closed()), guild.speech());
    }

    static List<Recorded<VoiceEvent>> history(long seed) {
        Random random = new Random(seed);
        List<Recorded<VoiceEvent>> history = new ArrayList<>(LENGTH);
        for (int offset = 0; offset < LENGTH; offset++) history.add(at(offset, event(random, offset)));
        return history;
    }

    private static VoiceEvent event(Random random, long offset) {
        UserId user = new UserId("u" + random.nextInt(6));
        SessionId session = new SessionId(user + "-s" + random.nextInt(3));
        ChannelId channel = new ChannelId("c" + random.nextInt(3));
        long directory = Math.max(0, offset - random.nextInt(20));
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> join(user, session, channel, SEATS, directory, null);
            case 3 -> join(user, session, channel, SEATS, directory, new SessionId(user + "-s" + random.nextInt(3)));
            case 4 -> left(user, session);
            case 5 -> disconnected(user, session);
            case 6 -> resumed(user, session, new ConnectionId(session + "-wire"));
            case 7, 8 -> muted(user, session, random.nextBoolean());
            case 9 -> expired(user, session, offset - random.nextInt(30));
            case 10 -> serverMuted(user, random.nextBoolean());
            default ->
                random.nextInt(4) == 0
                        ? new VoiceEvent.ChannelClosed(channel, offset)
                        : new VoiceEvent.MemberRemoved(user, offset);
        };
    }
}
