/** What operators see of the running whole: parts, gateways, sessions and their last signs of life. Looked at only when asked. */
@NullMarked
package dev.earshot.gateway.operations;

import org.jspecify.annotations.NullMarked;
