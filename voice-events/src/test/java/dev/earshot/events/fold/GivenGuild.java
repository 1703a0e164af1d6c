package dev.earshot.events.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.RefusalCode;
import dev.earshot.events.voice.VoiceEvent;
import java.util.function.Consumer;

/** Given events, when an event, then changes. Offsets count from 0, one second apart. */
final class GivenGuild {
    private GuildPresence state = GuildPresence.EMPTY;
    private Folded last = Folded.unchanged(state, NoEffect.NOTHING_NEW);
    private long offset;

    static GivenGuild given(VoiceEvent... events) {
        GivenGuild guild = new GivenGuild();
        for (VoiceEvent event : events) guild.when(event);
        return guild;
    }

    GivenGuild when(VoiceEvent event) {
        last = PresenceFold.apply(state, Cast.at(offset++, event));
        state = last.next();
        return this;
    }

    GivenGuild thenNothing(NoEffect why) {
        assertThat(last.changes()).isEmpty();
        assertThat(last.noEffect()).isEqualTo(why);
        return this;
    }

    GivenGuild thenRefused(RefusalCode code) {
        then(
                Change.Refused.class,
                refused -> assertThat(refused.refusal().code()).isEqualTo(code));
        assertThat(last.next()).as("a refusal changes no state").isSameAs(state);
        return this;
    }

    <C extends Change> GivenGuild then(Class<C> type, Consumer<C> check) {
        assertThat(last.changes()).singleElement().isInstanceOfSatisfying(type, check);
        return this;
    }

    GivenGuild andPresent(UserId user, ChannelId channel, SessionId session) {
        assertThat(state.member(user)).isNotNull().satisfies(member -> {
            assertThat(member.channel()).isEqualTo(channel);
            assertThat(member.session().id()).isEqualTo(session);
        });
        return this;
    }

    GivenGuild andAbsent(UserId user) {
        assertThat(state.member(user)).isNull();
        return this;
    }

    GuildPresence state() {
        return state;
    }
}
