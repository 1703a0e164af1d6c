@NullMarked
package dev.earshot.gateway.operations;

import org.jspecify.annotations.NullMarked;
