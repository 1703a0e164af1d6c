/** What the database needs beyond its migrations: the role that analysts use. */
@NullMarked
package dev.earshot.analytics.schema;

import org.jspecify.annotations.NullMarked;
