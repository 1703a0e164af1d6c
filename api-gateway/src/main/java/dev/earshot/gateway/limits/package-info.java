/** How much one person, session or address may ask for. */
@NullMarked
package dev.earshot.gateway.limits;

import org.jspecify.annotations.NullMarked;
