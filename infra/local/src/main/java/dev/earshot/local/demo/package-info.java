/** A made-up history of the guild demo for trying things out: records from a seed and a clock, folded by the real fold. No I/O. */
@NullMarked
package dev.earshot.local.demo;

import org.jspecify.annotations.NullMarked;
