/** The presence projector: folds the log into the live table, and decides when a session's lease has ended. */
@NullMarked
package dev.earshot.projector;

import org.jspecify.annotations.NullMarked;
