/** The names things go by: guilds, channels, users, sessions, connections, gateways. Values with types, never bare strings. */
@NullMarked
package dev.earshot.events.id;

import org.jspecify.annotations.NullMarked;
