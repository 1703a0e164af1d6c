/** Guilds, their channels and members: the records of {@code voice.directory}. */
@NullMarked
package dev.earshot.events.directory;

import org.jspecify.annotations.NullMarked;
