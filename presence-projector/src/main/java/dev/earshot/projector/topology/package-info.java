/** The Kafka Streams topology around the pure fold: records in, rows, facts and verdicts out, nothing lost by a crash. */
@NullMarked
package dev.earshot.projector.topology;

import org.jspecify.annotations.NullMarked;
