/** Who may ask over HTTP: health and metrics are open, anything else needs a token. */
@NullMarked
package dev.earshot.projector.access;

import org.jspecify.annotations.NullMarked;
