/** Questions over HTTP, answered from the views that analysts read. */
@NullMarked
package dev.earshot.analytics.query;

import org.jspecify.annotations.NullMarked;
