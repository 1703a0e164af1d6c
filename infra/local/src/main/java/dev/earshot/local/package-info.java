/** The whole product in one process on 127.0.0.1, for a person at a machine: Kafka, PostgreSQL, LiveKit and the three services. */
@NullMarked
package dev.earshot.local;

import org.jspecify.annotations.NullMarked;
