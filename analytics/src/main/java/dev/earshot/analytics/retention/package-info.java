/** How long facts are kept: whole months go, kind by kind, and never one with a call that is still running. */
@NullMarked
package dev.earshot.analytics.retention;

import org.jspecify.annotations.NullMarked;
