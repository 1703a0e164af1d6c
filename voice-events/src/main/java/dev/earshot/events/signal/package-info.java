/** Signs of life and speech: the records of {@code voice.signals}, short-lived and never a source of membership. */
@NullMarked
package dev.earshot.events.signal;

import org.jspecify.annotations.NullMarked;
