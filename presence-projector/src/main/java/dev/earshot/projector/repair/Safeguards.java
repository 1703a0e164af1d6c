package dev.earshot.projector.repair;

/**
 * What watches over the outputs of a topology.
 *
 * @param table {@code voice.presence} as it is in Kafka
 * @param refused outputs that Kafka did not take
 * @param open what is still to be repaired, for health
 */
public record Safeguards(PresenceTable table, RefusedOutputs refused, OpenRepairs open) {

    /** None: what is lost or refused stays so. */
    public static Safeguards none() {
        return new Safeguards(PresenceTable.UNWATCHED, new RefusedOutputs(), new OpenRepairs());
    }
}
