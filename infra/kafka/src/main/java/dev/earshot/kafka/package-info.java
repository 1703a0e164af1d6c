/** What every service does with Kafka in the same way: check topics at start, address a guild's records, mark them as CloudEvents. */
@NullMarked
package dev.earshot.kafka;

import org.jspecify.annotations.NullMarked;
