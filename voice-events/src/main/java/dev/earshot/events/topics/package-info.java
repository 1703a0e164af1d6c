/** The topics, how they are kept, and which partition a guild lives in. */
@NullMarked
package dev.earshot.events.topics;

import org.jspecify.annotations.NullMarked;
