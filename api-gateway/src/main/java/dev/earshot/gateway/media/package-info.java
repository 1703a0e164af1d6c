/** LiveKit: tokens for those who are present, what its webhooks say, and the removal of those who are not. */
@NullMarked
package dev.earshot.gateway.media;

import org.jspecify.annotations.NullMarked;
