/** Guilds, their channels and members, and who may do what: a view of {@code voice.directory}. */
@NullMarked
package dev.earshot.gateway.directory;

import org.jspecify.annotations.NullMarked;
