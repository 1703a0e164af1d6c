/** Who did what, when and from where, refusals included: the records of {@code voice.audit}. */
@NullMarked
package dev.earshot.events.audit;

import org.jspecify.annotations.NullMarked;
