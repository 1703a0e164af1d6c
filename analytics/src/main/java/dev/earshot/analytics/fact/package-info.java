/** Records of the topics as rows of tables: pure, one record type a table. */
@NullMarked
package dev.earshot.analytics.fact;

import org.jspecify.annotations.NullMarked;
