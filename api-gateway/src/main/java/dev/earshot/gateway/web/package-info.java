/** Addresses of clients and pages, the built ui and the description of the REST half. */
@NullMarked
package dev.earshot.gateway.web;

import org.jspecify.annotations.NullMarked;
