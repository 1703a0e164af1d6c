/** Kafka Streams as it is run: settings, start once the topics are right, threads that come back, health, graceful close. */
@NullMarked
package dev.earshot.projector.streams;

import org.jspecify.annotations.NullMarked;
