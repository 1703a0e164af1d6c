/** How a ghost goes away, and how nobody goes who is only cut off: leases, and the clock that stands still while the input does. */
@NullMarked
package dev.earshot.projector.lease;

import org.jspecify.annotations.NullMarked;
