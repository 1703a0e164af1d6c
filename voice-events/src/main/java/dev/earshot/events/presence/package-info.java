/** The participant's whole row: the records of {@code voice.presence}, a compacted table that every gateway tails. */
@NullMarked
package dev.earshot.events.presence;

import org.jspecify.annotations.NullMarked;
