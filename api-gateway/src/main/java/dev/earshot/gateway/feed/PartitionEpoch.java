package dev.earshot.gateway.feed;

/**
 * What the versions of a partition of {@code voice.presence} count in. All gateways that read the same records have the same one.
 *
 * <p>Each part stands for a way in which a version could else name two contents: another topic by the same name, a beginning that
 * was cut off (whoever reads from there lacks rows that others have), a repair, and a lost tail whose offsets are given again.
 *
 * @param topicId of {@code voice.presence}
 * @param begin the offset that the view was read from; 0 unless the beginning was cut off
 * @param generation number of the partition's repairs
 * @param lostTail names the loss, empty for none; no other gateway has the same
 */
record PartitionEpoch(String topicId, long begin, long generation, String lostTail) {
    /** A repair rewrites every row that differs, so it also ends what a lost tail made uncertain. */
    PartitionEpoch raised(long to) {
        return new PartitionEpoch(topicId, begin, to, "");
    }

    /** The part of an epoch that all guilds of the partition share. */
    String text() {
        StringBuilder text = new StringBuilder(topicId);
        if (begin > 0) text.append(".b").append(begin);
        if (generation > 0) text.append(".g").append(generation);
        if (!lostTail.isEmpty()) text.append(".t").append(lostTail);
        return text.toString();
    }
}
