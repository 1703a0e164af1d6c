@NullMarked
package dev.earshot.local.history;

import org.jspecify.annotations.NullMarked;
