/** Whether the live table is what the log says: every row, while traffic goes on. */
@NullMarked
package dev.earshot.projector.history.verify;

import org.jspecify.annotations.NullMarked;
