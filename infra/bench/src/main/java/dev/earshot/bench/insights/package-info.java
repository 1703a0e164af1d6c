/** What an analyst waits for, over a history of millions of calls. */
@NullMarked
package dev.earshot.bench.insights;

import org.jspecify.annotations.NullMarked;
