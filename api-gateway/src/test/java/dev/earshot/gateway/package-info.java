/** The gateway as a whole: started for real, on real servers, and asked as a browser would ask. */
@NullMarked
package dev.earshot.gateway;

import org.jspecify.annotations.NullMarked;
