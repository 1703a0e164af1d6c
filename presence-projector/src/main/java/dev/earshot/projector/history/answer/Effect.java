package dev.earshot.projector.history.answer;

import org.jspecify.annotations.Nullable;

/**
 * What an event did, for a person to read.
 *
 * @param changed whether anybody could see a difference
 * @param sentence such as "Moved from lounge to music", or why it had no effect
 * @param rule why it had none, for programs, such as {@code old-session}; null if it had one
 */
public record Effect(
        boolean changed, String sentence, @Nullable String rule) {

    public static Effect of(String sentence) {
        return new Effect(true, sentence, null);
    }

    public static Effect none(String rule, String sentence) {
        return new Effect(false, sentence, rule);
    }
}
