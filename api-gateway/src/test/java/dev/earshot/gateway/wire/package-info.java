/** Tests of the package of the same name. */
@NullMarked
package dev.earshot.gateway.wire;

import org.jspecify.annotations.NullMarked;
