/** The voice topics as other services see them, for tests against a real Kafka. */
@NullMarked
package dev.earshot.projector.kafka;

import org.jspecify.annotations.NullMarked;
