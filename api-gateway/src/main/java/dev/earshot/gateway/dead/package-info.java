/**
 * What could not be read, for operators: why, what it holds, and a retry that writes it once, however often it is clicked. The
 * rule is in {@link dev.earshot.gateway.dead.RetryLedger}.
 */
@NullMarked
package dev.earshot.gateway.dead;

import org.jspecify.annotations.NullMarked;
