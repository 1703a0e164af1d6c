/** Tests of the package of the same name. */
@NullMarked
package dev.earshot.gateway.log;

import org.jspecify.annotations.NullMarked;
