/** Reading the log without a trace: by assignment and offsets, no group, no producer. */
@NullMarked
package dev.earshot.projector.history.log;

import org.jspecify.annotations.NullMarked;
