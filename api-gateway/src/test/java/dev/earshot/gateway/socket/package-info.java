/** Tests of the package of the same name. */
@NullMarked
package dev.earshot.gateway.socket;

import org.jspecify.annotations.NullMarked;
