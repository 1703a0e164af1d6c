/** Connections to PostgreSQL with session settings. */
@NullMarked
package dev.earshot.analytics.database;

import org.jspecify.annotations.NullMarked;
