/** Who may ask: bearer tokens whose {@code roles} hold {@code analyst}. */
@NullMarked
package dev.earshot.analytics.access;

import org.jspecify.annotations.NullMarked;
