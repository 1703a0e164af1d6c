/** Usage of voice channels for analysts: facts from Kafka into PostgreSQL, and the queries over them. */
@NullMarked
package dev.earshot.analytics;

import org.jspecify.annotations.NullMarked;
