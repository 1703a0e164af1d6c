/** Real outages of the shipped jars, each in a process of its own. */
@NullMarked
package dev.earshot.faults;

import org.jspecify.annotations.NullMarked;
