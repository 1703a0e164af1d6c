/**
 * Facts made anew from the log: {@code voice.events} is folded again beside the live tables, and what differs is set right in
 * one transaction, while the ingest goes on.
 */
@NullMarked
package dev.earshot.analytics.rebuild;

import org.jspecify.annotations.NullMarked;
