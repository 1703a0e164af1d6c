@NullMarked
package dev.earshot.http;

import org.jspecify.annotations.NullMarked;
