/** The time machine over HTTP, for tokens with the role {@code operator}. */
@NullMarked
package dev.earshot.projector.history.web;

import org.jspecify.annotations.NullMarked;
