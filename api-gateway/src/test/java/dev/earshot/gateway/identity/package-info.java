@NullMarked
package dev.earshot.gateway.identity;

import org.jspecify.annotations.NullMarked;
