/** The fan-out benchmark: Earshot and the baseline in turn, under the same loads, and what came of it. */
@NullMarked
package dev.earshot.bench.fanout;

import org.jspecify.annotations.NullMarked;
