/** Who did what, when and from where: the writer of {@code voice.audit}. */
@NullMarked
package dev.earshot.gateway.audit;

import org.jspecify.annotations.NullMarked;
