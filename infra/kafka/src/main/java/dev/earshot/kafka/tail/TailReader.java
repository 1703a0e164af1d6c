package dev.earshot.kafka.tail;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a {@link TopicTail} feeds. All calls come on the tail's thread. A reader keeps two views: the one that is shown, and while a
 * reading is on its way the one that is being filled.
 */
public interface TailReader {
    /** How long a poll waits when nothing is to be done. */
    Duration IDLE = Duration.ofMillis(250);

    /** A reading begins: the records that follow are for an empty view. The old one stays shown until {@link #caughtUp}. */
    void began(Reading reading);

    /** The next record of its partition. An exception is counted, logged, and the record is given again after a second. */
    void record(ConsumerRecord<byte[], byte[]> record);

    /** All partitions were read up to where they ended when the reading began: the filled view is whole and is shown from now on. */
    void caughtUp();

    /** After the records of each poll. @return how long the next poll may wait for records */
    default Duration polled() {
        return IDLE;
    }

    /** Reading broke and goes on after a pause. Already logged: this counts. */
    default void broke(Exception cause) {}
}
