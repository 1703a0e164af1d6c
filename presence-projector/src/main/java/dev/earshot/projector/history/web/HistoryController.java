package dev.earshot.projector.history.web;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.projector.history.Asker;
import dev.earshot.projector.history.EventsQuestion;
import dev.earshot.projector.history.Progress;
import dev.earshot.projector.history.TimeMachine;
import dev.earshot.projector.history.answer.DensityAnswer;
import dev.earshot.projector.history.answer.DiffAnswer;
import dev.earshot.projector.history.answer.EventsAnswer;
import dev.earshot.projector.history.answer.ExplainAnswer;
import dev.earshot.projector.history.answer.LogAnswer;
import dev.earshot.projector.history.answer.StateAnswer;
import dev.earshot.projector.history.answer.TraceAnswer;
import dev.earshot.projector.history.answer.VerifyAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /api/history/…}: one address for each question that the time machine answers. */
@RestController
@RequestMapping("/api/history")
final class HistoryController {
    private static final int USUAL_BUCKETS = 240;

    private final TimeMachine machine;
    private final Questions questions;

    HistoryController(TimeMachine machine, Questions questions) {
        this.machine = machine;
        this.questions = questions;
    }

    @GetMapping("/log")
    Mono<LogAnswer> log(@RequestParam MultiValueMap<String, String> asked) {
        return questions.ask(() -> machine.log(guild(asked)));
    }

    @GetMapping("/state")
    Mono<StateAnswer> state(@RequestParam MultiValueMap<String, String> asked) {
        return questions.ask(
                () -> machine.state(guild(asked), Parameters.time("at", asked.getFirst("at")), asker(asked)));
    }

    @GetMapping("/events")
    Mono<EventsAnswer> events(@RequestParam MultiValueMap<String, String> asked) {
        return questions.ask(() -> machine.events(
                new EventsQuestion(
                        guild(asked),
                        Parameters.time("from", asked.getFirst("from")),
                        Parameters.time("to", asked.getFirst("to")),
                        Parameters.idOrNull("user", asked.getFirst("user"), UserId::new),
                        Parameters.idOrNull("channel", asked.getFirst("channel"), ChannelId::new),
                        Parameters.text(asked.getFirst("cursor")),
                        Parameters.number("limit", asked.getFirst("limit"), EventsQuestion.USUAL_LIMIT)),
                asker(asked)));
    }

    @GetMapping("/trace")
    Mono<TraceAnswer> trace(@RequestParam MultiValueMap<String, String> asked) {
        return questions.ask(() -> machine.trace(
                guild(asked),
                Parameters.id("user", asked.getFirst("user"), UserId::new),
                Parameters.time("from", asked.getFirst("from")),
                Parameters.time("to", asked.getFirst("to")),
                asker(asked)));
    }

    @GetMapping("/diff")
    Mono<DiffAnswer> diff(@RequestParam MultiValueMap<String, String> asked) {
        return questions.ask(() -> machine.diff(
                guild(asked),
                Parameters.time("from", asked.getFirst("from")),
                Parameters.time("to", asked.getFirst("to")),
                asker(asked)));
    }

    @GetMapping("/explain")
    Mono<ExplainAnswer> explain(@RequestParam MultiValueMap<String, String> asked) {
        return questions.ask(() -> machine.explain(
                guild(asked),
                Parameters.id("user", asked.getFirst("user"), UserId::new),
                Parameters.time("at", asked.getFirst("at")),
                asker(asked)));
    }

    @GetMapping("/density")
    Mono<DensityAnswer> density(@RequestParam MultiValueMap<String, String> asked) {
        return questions.ask(() -> machine.density(
                guild(asked),
                Parameters.time("from", asked.getFirst("from")),
                Parameters.time("to", asked.getFirst("to")),
                Parameters.number("buckets", asked.getFirst("buckets"), USUAL_BUCKETS),
                asker(asked)));
    }

    @GetMapping("/verify")
    Mono<VerifyAnswer> verify(@RequestParam MultiValueMap<String, String> asked) {
        return questions.ask(() ->
                machine.verify(Parameters.idOrNull("guild", asked.getFirst("guild"), GuildId::new), asker(asked)));
    }

    private static GuildId guild(MultiValueMap<String, String> asked) {
        return Parameters.id("guild", asked.getFirst("guild"), GuildId::new);
    }

    private static Asker asker(MultiValueMap<String, String> asked) {
        @Nullable String zone = asked.getFirst("tz");
        return new Asker(Parameters.zone(zone), Progress.NONE);
    }
}
