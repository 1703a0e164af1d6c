/** Mixed abuse of the running product: odd records, frozen processes, topics that are cut, a full disk; all from one seed. */
@NullMarked
package dev.earshot.faults.abuse;

import org.jspecify.annotations.NullMarked;
