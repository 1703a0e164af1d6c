/** The client's own tests. */
@NullMarked
package dev.earshot.faults.client;

import org.jspecify.annotations.NullMarked;
