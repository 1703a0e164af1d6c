/**
 * The load generator: many sockets that watch one guild, some that toggle their mute at a constant rate, and a count of
 * every single delivery. It shares the machine with the server it measures, so it does next to nothing for a delivery.
 */
@NullMarked
package dev.earshot.bench.load;

import org.jspecify.annotations.NullMarked;
