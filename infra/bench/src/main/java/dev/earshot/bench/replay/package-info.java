/** How fast the time machine folds a long log: from a warm local broker, JSON decoding included. */
@NullMarked
package dev.earshot.bench.replay;

import org.jspecify.annotations.NullMarked;
