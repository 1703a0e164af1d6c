package dev.earshot.gateway.audit;

import static java.util.stream.Collectors.joining;

import dev.earshot.events.audit.AuditFact.Queried;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gathers questions: of those of one person, address and minute that differ in nothing but the moment or the page that is asked
 * about, the first is let through and the rest are one fact with a count, which is ready when its minute is over. A slider that
 * is dragged so costs two records a minute, and that somebody looked is known at once, even if the gateway is killed within
 * the minute. No clock of its own; not thread-safe.
 */
final class QuestionRepeats {
    /** What does not say whom or what one looks at: only when it was, and how much of it. */
    private static final Set<String> MOMENT = Set.of("at", "from", "to", "cursor", "limit", "buckets");

    /** Whose first question has been let through; empty: nothing has followed it. */
    private final ByMinute<Key, Optional<Queried>> gathered = new ByMinute<>();

    private record Key(UserId actor, String address, String what) {}

    /** Takes a question in; what is to be written of it, or of an older one for which there is no room any more. */
    List<Queried> add(Queried asked) {
        Key key = new Key(asked.actor(), asked.address(), what(asked.path()));
        Optional<Queried> repeats = gathered.get(key, asked.at());
        if (repeats != null) {
            Queried now = repeats.map(before -> counted(before, before.count() + asked.count()))
                    .orElse(asked);
            gathered.put(key, asked.at(), Optional.of(now));
            return List.of();
        }
        Optional<Queried> oldest =
                gathered.put(key, asked.at(), Optional.empty()).flatMap(followed -> followed);
        return Stream.concat(oldest.stream(), Stream.of(asked)).toList();
    }

    /** Takes out the facts whose minute was over at this time. */
    List<Queried> ready(Instant now) {
        return gathered.over(now).stream().flatMap(Optional::stream).toList();
    }

    /** Takes everything out: the gateway stops. */
    List<Queried> all() {
        return gathered.all().stream().flatMap(Optional::stream).toList();
    }

    private static String what(String path) {
        int query = path.indexOf('?');
        if (query < 0) return path;
        return Stream.of(path.substring(query + 1).split("&", -1))
                .filter(parameter -> !MOMENT.contains(parameter.replaceFirst("=.*", "")))
                .sorted()
                .collect(joining("&", path.substring(0, query + 1), ""));
    }

    private static Queried counted(Queried asked, int count) {
        return new Queried(asked.at(), asked.actor(), asked.address(), asked.path(), count);
    }
}
