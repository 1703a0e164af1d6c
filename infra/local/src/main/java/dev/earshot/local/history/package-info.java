/**
 * {@code ./earshot history …}: the time machine for whoever sits at a terminal. Reads Kafka directly and writes nothing; no other
 * part has to run. Answers become lines in the classes called {@code …Text}, which are pure.
 */
@NullMarked
package dev.earshot.local.history;

import org.jspecify.annotations.NullMarked;
