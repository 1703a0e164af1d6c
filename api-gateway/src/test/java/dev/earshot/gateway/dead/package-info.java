@NullMarked
package dev.earshot.gateway.dead;

import org.jspecify.annotations.NullMarked;
