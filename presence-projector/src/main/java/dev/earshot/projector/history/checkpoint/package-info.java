/** Folded states on the local disk, so that no question folds a long log twice. Disposable: without them every answer is the same. */
@NullMarked
package dev.earshot.projector.history.checkpoint;

import org.jspecify.annotations.NullMarked;
