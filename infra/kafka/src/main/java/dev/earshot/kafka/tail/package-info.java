/** Reading topics without a group: one tail for every reader that follows a topic, one function for every reader that stops at its end. */
@NullMarked
package dev.earshot.kafka.tail;

import org.jspecify.annotations.NullMarked;
