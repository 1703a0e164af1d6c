/** What the projector counts, under one set of names. */
@NullMarked
package dev.earshot.projector.metrics;

import org.jspecify.annotations.NullMarked;
