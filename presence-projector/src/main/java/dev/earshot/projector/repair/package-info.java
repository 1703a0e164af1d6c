/** What was written and is not in Kafka as it should be: refused outputs, and a table that lost rows. */
@NullMarked
package dev.earshot.projector.repair;

import org.jspecify.annotations.NullMarked;
