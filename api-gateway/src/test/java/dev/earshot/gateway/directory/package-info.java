@NullMarked
package dev.earshot.gateway.directory;

import org.jspecify.annotations.NullMarked;
