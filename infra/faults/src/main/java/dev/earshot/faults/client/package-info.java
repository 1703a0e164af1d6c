/** A client of the socket {@code earshot.v1}: typed frames, the twin of a guild's presence, and a person who comes back. */
@NullMarked
package dev.earshot.faults.client;

import org.jspecify.annotations.NullMarked;
