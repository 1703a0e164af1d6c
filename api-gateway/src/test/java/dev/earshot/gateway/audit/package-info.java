@NullMarked
package dev.earshot.gateway.audit;

import org.jspecify.annotations.NullMarked;
