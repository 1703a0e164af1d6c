/** A guild's past, folded: its state at a position, and what each event did to it in words. */
@NullMarked
package dev.earshot.projector.history.past;

import org.jspecify.annotations.NullMarked;
