package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CompletionCommandTest {
    @Test
    void commands_of_the_jar_and_of_the_script_are_completed_with_their_options() {
        StringWriter script = new StringWriter();
        int code = Local.commandLine().setOut(new PrintWriter(script)).execute("completion");
        assertThat(code).isZero();
        assertThat(script.toString())
                .contains("complete -F", "history", "explain", "--guild", "--watch", "demo-data", "--fast", "reset");
    }
}
