package dev.earshot.local.demo;

import java.time.Instant;

/** Somebody's time in voice on one day, as it was meant: what happens to them in it is another matter. */
record Visit(Person person, Room room, Instant begin, Instant end) {}
