package dev.earshot.projector.history.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events, oldest first.
 *
 * @param next the cursor of what follows, null if this is all
 */
public record EventsAnswer(List<Entry> items, @Nullable String next, List<String> notes) {}
