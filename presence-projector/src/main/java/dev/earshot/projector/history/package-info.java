/** The time machine: any past moment of a guild, rebuilt from the log by the fold that runs live. It reads and never writes. */
@NullMarked
package dev.earshot.projector.history;

import org.jspecify.annotations.NullMarked;
