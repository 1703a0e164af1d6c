package dev.earshot.projector.repair;

import org.jspecify.annotations.Nullable;

/**
 * What a task remembers of its partition of {@code voice.presence}, over restarts.
 *
 * @param topicId of the topic that its rows are in
 * @param first the highest log start that was seen
 * @param end the highest end that was seen or acknowledged
 * @param generation the highest that was written
 * @param repairing whether a repair has begun whose rows are not all known to be there
 */
public record TableMemory(String topicId, long first, long end, long generation, boolean repairing) {

    /** What is known after a first look. */
    public static TableMemory of(TableLook look) {
        return new TableMemory(look.topicId(), look.first(), look.end(), look.generation(), false);
    }

    /**
     * Why the table is not the one that was written, for operators; null if it is.
     *
     * @param retreats that were known before
     */
    public @Nullable String lost(TableLook look, long retreats) {
        if (!topicId.equals(look.topicId())) return "voice.presence was created again";
        long seen = Math.max(end, look.acknowledged() + 1);
        if (look.end() < seen)
            return "voice.presence lost its tail: it ends at %d and went to %d".formatted(look.end(), seen);
        if (look.retreats() > retreats) return "voice.presence lost its tail: acknowledged offsets went back";
        if (look.first() > first) return "voice.presence was cut: it begins at %d".formatted(look.first());
        return null;
    }

    /** After another look at the same table. */
    public TableMemory seen(TableLook look) {
        long seen = Math.max(end, Math.max(look.end(), look.acknowledged() + 1));
        return new TableMemory(topicId, first, seen, generation, repairing);
    }

    /** A repair of the table of this look begins; what it begins with has a higher generation than anything before. */
    public TableMemory repair(TableLook look) {
        long next = Math.max(generation, look.generation()) + 1;
        return new TableMemory(look.topicId(), look.first(), look.end(), next, true);
    }

    /** Every row is there. */
    public TableMemory repaired() {
        return new TableMemory(topicId, first, end, generation, false);
    }
}
