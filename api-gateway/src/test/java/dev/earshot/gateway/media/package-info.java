@NullMarked
package dev.earshot.gateway.media;

import org.jspecify.annotations.NullMarked;
