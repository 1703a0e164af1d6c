/** How fast presence folds: one core, no Kafka, the function that live folding and the time machine share. */
@NullMarked
package dev.earshot.bench.fold;

import org.jspecify.annotations.NullMarked;
