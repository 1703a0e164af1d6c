package dev.earshot.projector.history.answer;

import java.util.List;

/** Every event of a person, oldest first. */
public record TraceAnswer(List<Entry> items, List<String> notes) {}
