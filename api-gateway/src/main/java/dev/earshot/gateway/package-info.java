/** The one door of the product: the live socket, REST, tokens, the directory, media, and the built ui. */
@NullMarked
package dev.earshot.gateway;

import org.jspecify.annotations.NullMarked;
