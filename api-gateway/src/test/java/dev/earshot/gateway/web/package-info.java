@NullMarked
package dev.earshot.gateway.web;

import org.jspecify.annotations.NullMarked;
