package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandQueueTest {
    private final CommandQueue queue = new CommandQueue();
    private final List<String> done = new ArrayList<>();

    @Test
    void commands_run_at_once_while_none_is_waited_for() {
        run("join");
        assertThat(done).containsExactly("join");
    }

    @Test
    void what_comes_behind_one_that_is_waited_for_waits_with_it_in_order() {
        queue.hold(() -> done.add("change guild"));
        run("state");
        run("leave");
        assertThat(done).containsExactly("change guild");
        queue.release();
        assertThat(done).containsExactly("change guild", "state", "leave");
    }

    @Test
    void one_of_those_may_be_waited_for_itself() {
        queue.hold(() -> done.add("first"));
        queue.run(() -> queue.hold(() -> done.add("second")), _ -> {});
        run("third");
        queue.release();
        assertThat(done).containsExactly("first", "second");
        queue.release();
        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void if_it_fails_those_behind_are_refused_at_once() {
        queue.hold(() -> {});
        run("state");
        queue.releaseRefusing(new IllegalStateException("away"));
        run("leave");
        assertThat(done).containsExactly("state refused", "leave");
    }

    private void run(String name) {
        queue.run(() -> done.add(name), _ -> done.add(name + " refused"));
    }
}
