/** How calls sounded and what went wrong in browsers: the records of {@code voice.telemetry}. */
@NullMarked
package dev.earshot.events.telemetry;

import org.jspecify.annotations.NullMarked;
