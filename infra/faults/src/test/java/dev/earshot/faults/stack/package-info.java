/** The parts under test as processes: started, killed, stopped, waited for; and how tests look into the topics. */
@NullMarked
package dev.earshot.faults.stack;

import org.jspecify.annotations.NullMarked;
