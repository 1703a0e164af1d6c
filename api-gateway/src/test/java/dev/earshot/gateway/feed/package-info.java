/** Tests of the package of the same name. */
@NullMarked
package dev.earshot.gateway.feed;

import org.jspecify.annotations.NullMarked;
