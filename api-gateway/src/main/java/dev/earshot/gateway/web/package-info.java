/** What every answer over HTTP has in common: problems as RFC 9457 describes them, and the built ui. */
@NullMarked
package dev.earshot.gateway.web;

import org.jspecify.annotations.NullMarked;
