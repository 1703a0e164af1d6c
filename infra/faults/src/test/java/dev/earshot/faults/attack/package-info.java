/** Attacks on the shipped gateway, from an address of their own, while fifty other people go on. */
@NullMarked
package dev.earshot.faults.attack;

import org.jspecify.annotations.NullMarked;
