/** What the time machine answers: plain values, the same in Java and as JSON. */
@NullMarked
package dev.earshot.projector.history.answer;

import org.jspecify.annotations.NullMarked;
