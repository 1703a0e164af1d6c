/** The sums that questions are answered from, kept up with the facts. */
@NullMarked
package dev.earshot.analytics.rollup;

import org.jspecify.annotations.NullMarked;
