/** The gateway as the one door: history and usage are asked for here, and answered by the services behind it. */
@NullMarked
package dev.earshot.gateway.proxy;

import org.jspecify.annotations.NullMarked;
