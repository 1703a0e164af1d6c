/** What the HTTP of every service has in common: which tokens are believed, problems as RFC 9457 describes them, the order of requests. */
@NullMarked
package dev.earshot.http;

import org.jspecify.annotations.NullMarked;
