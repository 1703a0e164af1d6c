/** What browsers say of their calls and errors: cleaned, and written to {@code voice.telemetry} beside the live path. */
@NullMarked
package dev.earshot.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
