/** What happened in voice channels: the records of {@code voice.events}, the one log that everything else is folded from. */
@NullMarked
package dev.earshot.events.voice;

import org.jspecify.annotations.NullMarked;
