/** Records to JSON and back, with a verdict for what cannot be read. */
@NullMarked
package dev.earshot.events.codec;

import org.jspecify.annotations.NullMarked;
