/** The socket of browsers: handshake, frames, commands, sessions, close codes. */
@NullMarked
package dev.earshot.gateway.socket;

import org.jspecify.annotations.NullMarked;
