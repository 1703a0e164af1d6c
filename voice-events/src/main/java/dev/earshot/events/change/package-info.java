/** Facts for analysts: the records of {@code voice.changes}, one for each change of presence, with its cause and its times. */
@NullMarked
package dev.earshot.events.change;

import org.jspecify.annotations.NullMarked;
