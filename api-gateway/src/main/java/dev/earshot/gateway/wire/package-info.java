/** What the socket carries: the frames of both directions, their JSON, and the catalogues of errors and close codes. */
@NullMarked
package dev.earshot.gateway.wire;

import org.jspecify.annotations.NullMarked;
