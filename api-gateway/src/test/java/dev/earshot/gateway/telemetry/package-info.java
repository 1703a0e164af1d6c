/** Tests of what is kept of telemetry. */
@NullMarked
package dev.earshot.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
