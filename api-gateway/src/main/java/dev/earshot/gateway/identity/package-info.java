/** Who is asking: tokens verified into persons. */
@NullMarked
package dev.earshot.gateway.identity;

import org.jspecify.annotations.NullMarked;
