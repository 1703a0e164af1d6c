package dev.earshot.local;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How often a part has died in a row, and what follows from it: a pause before the next start of 1, 3, 9 and 27 s, and
 * after the fifth death none. A part that was ready for longer than 10 s begins a new row. Pure.
 */
record Deaths(int inARow) {
    static final Deaths NONE = new Deaths(0);

    /** From this one on a part stays down. */
    static final int MOST = 5;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final int SIGNALLED = 128;
    private static final List<String> SIGNALS = List.of(
            "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
            "ALRM", "TERM");

    /** One more. @param ready from when it was ready to its end; zero if it never was */
    Deaths after(Duration ready) {
        return new Deaths(ready.compareTo(STEADY) > 0 ? 1 : inARow + 1);
    }

    /** Before the next start; empty if there is to be none. */
    Optional<Duration> pause() {
        return inARow >= MOST
                ? Optional.empty()
                : Optional.of(FIRST_PAUSE.multipliedBy((long) Math.pow(3, inARow - 1)));
    }

    /**
     * Why a process ended, in a few words.
     *
     * @param code its exit code as a shell gives it: 128 and the number of the signal that ended it
     * @param said the last lines of its output
     */
    static String why(int code, List<String> said) {
        Optional<String> memory =
                said.stream().filter(line -> line.contains("OutOfMemoryError")).reduce((_, later) -> later);
        if (memory.isPresent()) return memory.get().strip();
        int signal = code - SIGNALLED;
        if (signal > 0 && signal < SIGNALS.size()) return "killed by signal " + signal + ", " + SIGNALS.get(signal);
        return "exit code " + code;
    }
}
