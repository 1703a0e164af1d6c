/** The benchmarks of {@code ./earshot bench}, and the one program that runs them. */
@NullMarked
package dev.earshot.bench;

import org.jspecify.annotations.NullMarked;
