@NullMarked
package dev.earshot.gateway.limits;

import org.jspecify.annotations.NullMarked;
