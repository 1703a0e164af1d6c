/** Real servers (Kafka, PostgreSQL, LiveKit) started and stopped from Java: for tests, and for the product in one process. */
@NullMarked
package dev.earshot.servers;

import org.jspecify.annotations.NullMarked;
