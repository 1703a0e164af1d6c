/** The servers under test, each started as its own processes in the way it ships, and stopped again. */
@NullMarked
package dev.earshot.bench.subject;

import org.jspecify.annotations.NullMarked;
