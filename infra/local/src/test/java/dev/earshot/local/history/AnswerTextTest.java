package dev.earshot.local.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.voice.AudioState;
import dev.earshot.projector.history.answer.AsOf;
import dev.earshot.projector.history.answer.DiffAnswer;
import dev.earshot.projector.history.answer.Effect;
import dev.earshot.projector.history.answer.Entry;
import dev.earshot.projector.history.answer.EventsAnswer;
import dev.earshot.projector.history.answer.ExplainAnswer;
import dev.earshot.projector.history.answer.Participant;
import dev.earshot.projector.history.answer.StateAnswer;
import dev.earshot.projector.history.answer.TraceAnswer;
import dev.earshot.projector.history.answer.VerifyAnswer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class AnswerTextTest {
    private static final GuildId DEMO = new GuildId("demo");
    private static final ChannelId LOUNGE = new ChannelId("lounge");
    private static final UserId BOB = new UserId("u-bob");
    private static final Instant NOW = Instant.parse("2026-11-22T14:05:00Z");
    private static final AnswerText WORDS = new AnswerText(LocalTimes.at(NOW, ZoneOffset.UTC));

    @Test
    void a_state_says_of_which_event_it_is_and_how_everybody_is_shown() {
        TreeMap<ChannelId, List<Participant>> channels = new TreeMap<>(Comparator.comparing(ChannelId::value));
        channels.put(LOUNGE, List.of(bob(true, Connection.RECONNECTING)));
        StateAnswer state = new StateAnswer(
                DEMO,
                NOW,
                new AsOf(3, 42, NOW.minusSeconds(5)),
                channels,
                43,
                false,
                1,
                true,
                List.of("The log begins here."));
        assertThat(WORDS.of(state))
                .containsExactly(
                        "demo at 2026-11-22 14:05:00.000 Z, after voice.events/3/42 of 14:04:55.000",
                        "CHANNEL  PERSON  USER   SINCE         SHOWN AS             SESSION  GATEWAY  CLIENT",
                        "lounge   Bob     u-bob  14:00:00.000  reconnecting, muted  s-bob    g-1      0.1.0",
                        "Note: The log begins here.");
    }

    @Test
    void an_event_that_did_nothing_is_marked_and_says_why() {
        assertThat(WORDS.of(new TraceAnswer(List.of(left()), List.of())))
                .last()
                .asString()
                .startsWith("14:04:00.000  42")
                .contains("Bob (u-bob)", "left", "·", "Ignored: this session had been replaced", "g-1", "0.1.0");
    }

    @Test
    void an_answer_that_is_not_all_says_how_to_go_on() {
        assertThat(WORDS.of(new EventsAnswer(List.of(left()), "abc", List.of())))
                .last()
                .isEqualTo("There is more: ask again with --cursor abc");
    }

    @Test
    void a_difference_names_before_and_after_and_what_did_it() {
        DiffAnswer.Changed gone =
                new DiffAnswer.Changed(BOB, "Bob", bob(false, Connection.LIVE), null, List.of(left()));
        assertThat(WORDS.of(new DiffAnswer(DEMO, NOW.minusSeconds(60), NOW, List.of(gone), List.of())))
                .contains("Bob (u-bob): was in lounge, then in no channel")
                .last()
                .asString()
                .contains("14:04:00.000 left (voice.events/3/42, g-1, client 0.1.0)");
    }

    @Test
    void an_explanation_tells_each_event_once_with_all_that_it_set() {
        List<ExplainAnswer.Because> because = List.of(
                new ExplainAnswer.Because("muted", "true", "", left()),
                new ExplainAnswer.Because("username", "Bob", "", left()));
        ExplainAnswer explain = new ExplainAnswer(
                DEMO, BOB, NOW, bob(true, Connection.LIVE), "Bob was in lounge, muted.", because, List.of());
        assertThat(WORDS.of(explain))
                .containsExactly(
                        "Bob was in lounge, muted.",
                        "  14:04:00.000 left (voice.events/3/42, g-1, client 0.1.0): Ignored: this session had been replaced",
                        "      muted true, username Bob");
    }

    @Test
    void rows_that_differ_are_shown_beside_what_they_should_be() {
        VerifyAnswer.Difference missing = new VerifyAnswer.Difference(
                DEMO, BOB, VerifyAnswer.Kind.MISSING, null, bob(false, Connection.LIVE), List.of());
        VerifyAnswer answer =
                new VerifyAnswer(false, List.of(new VerifyAnswer.CheckedAt(3, 43, 7)), 5, List.of(missing), List.of());
        assertThat(VerifyText.of(answer))
                .contains("ROW      GUILD  PERSON       LIVE TABLE     LOG")
                .contains("missing  demo   Bob (u-bob)  in no channel  in lounge")
                .last()
                .isEqualTo("1 of 5 rows are not what the log says.");
    }

    private static Entry left() {
        return new Entry(
                3,
                42,
                NOW.minusSeconds(60),
                "left",
                BOB,
                "Bob",
                new SessionId("s-bob"),
                new ConnectionId("c-bob"),
                new GatewayId("g-1"),
                "0.1.0",
                null,
                Effect.none("old-session", "Ignored: this session had been replaced"),
                JsonNodeFactory.instance.objectNode());
    }

    private static Participant bob(boolean muted, Connection connection) {
        return new Participant(
                BOB,
                LOUNGE,
                new SessionId("s-bob"),
                "Bob",
                null,
                muted,
                false,
                false,
                false,
                false,
                false,
                false,
                NOW.minusSeconds(300),
                connection,
                AudioState.ON,
                new GatewayId("g-1"),
                "0.1.0",
                "0-7");
    }
}
