package dev.earshot.local;

import java.io.PrintStream;
import java.time.Duration;

/** Tells of the parts as they come and go: a line in the terminal, and the file that {@code status} reads. */
final class RunReport {
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean coloured;
    private final DataDirectory data;
    private final PartsFile file;

    RunReport(PrintStream out, boolean coloured, DataDirectory data) {
        this.out = out;
        this.coloured = coloured;
        this.data = data;
        this.file = new PartsFile(data.parts());
    }

    void say(String line) {
        out.println("  " + line);
    }

    void starting(Part part) {
        file.tell(part, PartsFile.State.STARTING, 0, null, part.log(data));
    }

    void up(Part part, long pid) {
        file.tell(part, PartsFile.State.UP, pid, null, part.log(data));
        say(part.title() + " is up");
    }

    void upAgain(Part part, long pid) {
        file.tell(part, PartsFile.State.UP, pid, null, part.log(data));
        say(part.title() + " is up again");
    }

    /** It is started again after the pause. */
    void ended(Part part, String why, Duration pause) {
        file.tell(part, PartsFile.State.RESTARTING, 0, why, part.log(data));
        say("%s ended (%s); starting it again in %d s. Log: %s"
                .formatted(part.title(), why, pause.toSeconds(), part.log(data)));
    }

    void staysDown(Part part, String why, int deaths) {
        file.tell(part, PartsFile.State.DOWN, 0, why, part.log(data));
        String line = "%s ended %d times in a row (the last time: %s) and stays down. Log: %s"
                .formatted(part.title(), deaths, why, part.log(data));
        say(coloured ? RED + line + PLAIN : line);
    }
}
