/** Tails the fact topics into PostgreSQL, with the offsets beside the facts, so that nothing is lost or counted twice. */
@NullMarked
package dev.earshot.analytics.ingest;

import org.jspecify.annotations.NullMarked;
