/** The writer of {@code voice.events} and {@code voice.signals}, and the ticks that say that this gateway lives. */
@NullMarked
package dev.earshot.gateway.log;

import org.jspecify.annotations.NullMarked;
