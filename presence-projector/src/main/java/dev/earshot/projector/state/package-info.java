/** What the fold remembers, as it is stored: one value for each user and each closed channel, so that a restart takes up where it was. */
@NullMarked
package dev.earshot.projector.state;

import org.jspecify.annotations.NullMarked;
