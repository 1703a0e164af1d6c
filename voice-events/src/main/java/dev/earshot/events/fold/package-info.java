/** The meaning of the log: pure functions from a guild's state and an event to its next state and what changed. No clock, no I/O. */
@NullMarked
package dev.earshot.events.fold;

import org.jspecify.annotations.NullMarked;
