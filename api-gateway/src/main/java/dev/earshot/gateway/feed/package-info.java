/** The live half: one view a guild, tailed from {@code voice.presence}, and the sockets that watch it. */
@NullMarked
package dev.earshot.gateway.feed;

import org.jspecify.annotations.NullMarked;
