/** LiveKit: tokens for those who are present, what its webhooks say, and rooms that agree with presence. */
@NullMarked
package dev.earshot.gateway.media;

import org.jspecify.annotations.NullMarked;
