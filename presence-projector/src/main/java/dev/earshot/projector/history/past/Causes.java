package dev.earshot.projector.history.past;

import dev.earshot.events.fold.Change;
import dev.earshot.events.id.UserId;
import dev.earshot.projector.history.answer.Participant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** For each person and field the event that set it last. Grows with the people, not with the events. */
public final class Causes {
    private final Predicate<UserId> wanted;
    private final Map<UserId, Map<ShownField, Step>> set = new HashMap<>();
    private final Map<UserId, Step> went = new HashMap<>();

    /** @param wanted whose causes are asked for */
    public Causes(Predicate<UserId> wanted) {
        this.wanted = wanted;
    }

    public void after(Step step) {
        for (Change change : step.folded().changes()) {
            if (!(change instanceof Change.Refused) && wanted.test(change.user())) after(step, change.user());
        }
    }

    private void after(Step step, UserId user) {
        Participant before = Shown.person(Shown.silent(step.before()), user);
        Participant after = Shown.person(Shown.silent(step.folded().next()), user);
        if (after == null) {
            went.put(user, step);
            set.remove(user);
            return;
        }
        // A new call begins with everything new, whatever the one before happened to look like.
        boolean sameCall = before != null && before.callId().equals(after.callId());
        Map<ShownField, Step> fields = set.computeIfAbsent(user, _ -> new EnumMap<>(ShownField.class));
        for (ShownField field : ShownField.differing(sameCall ? before : null, after)) fields.put(field, step);
    }

    /** What last set a field of the person, null if nothing did. */
    public @Nullable Step of(UserId user, ShownField field) {
        Map<ShownField, Step> fields = set.get(user);
        return fields == null ? null : fields.get(field);
    }

    /** Whoever changed. */
    public Collection<UserId> people() {
        return java.util.stream.Stream.concat(set.keySet().stream(), went.keySet().stream())
                .distinct()
                .toList();
    }

    /** What made the difference, oldest first. */
    public Collection<Step> between(UserId user, @Nullable Participant before, @Nullable Participant after) {
        Map<Long, Step> causes = new TreeMap<>();
        if (after == null) {
            put(causes, went.get(user));
        } else {
            for (ShownField field : ShownField.differing(before, after)) put(causes, of(user, field));
        }
        return causes.values();
    }

    private static void put(Map<Long, Step> causes, @Nullable Step step) {
        if (step != null) causes.put(Objects.requireNonNull(step).record().offset(), step);
    }
}
