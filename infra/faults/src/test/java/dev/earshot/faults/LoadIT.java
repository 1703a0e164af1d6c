package dev.earshot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.faults.stack.Crowd;
import dev.earshot.faults.stack.Facts;
import dev.earshot.faults.stack.Presser;
import dev.earshot.faults.stack.Soon;
import dev.earshot.faults.stack.Stack;
import dev.earshot.faults.stack.StraightFold;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is acknowledged is in the log, and shown. */
class LoadIT {
    private static final int PEOPLE = 20;
    private static final int COMMANDS = 1_000;

    private final Stack stack = Stack.running();

    @Test
    void each_of_a_thousand_acknowledged_commands_of_twenty_people_is_in_the_log_once_and_in_effect() {
        Crowd crowd = Crowd.of(stack, "load", PEOPLE, 1);
        AtomicInteger left = new AtomicInteger(COMMANDS);
        Soon.get(crowd.press(() -> left.getAndDecrement() > 0, 8), Duration.ofSeconds(60));

        assertThat(StraightFold.differencesWhenQuiet(stack.topics(), Soon.ORDINARY))
                .isEmpty();
        assertThat(crowd.pressers().stream().mapToInt(Presser::others).sum()).isZero();
        assertThat(crowd.discrepancies(StraightFold.published(stack.topics()))).isEmpty();
        assertThat(Facts.contradictions(stack.topics())).isEmpty();
        assertThat(crowd.guild().ledger().conflicts()).isEmpty();
        crowd.pressers().forEach(presser -> presser.person().close());
    }
}
