package dev.earshot.faults.attack;

import dev.earshot.faults.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Runs one attack in a process of its own, which has one core of the machine and no other. */
public final class Attacker {
    /** Not the address of the people beside it: limits by address must not meet them. */
    private static final String FROM = "127.0.0.66";

    private static final String TOKEN = "ATTACK_TOKEN";

    private Attacker() {}

    /** Whether this machine can hold a process to one core, and has more than one loopback address. */
    public static boolean isPossible() {
        return Files.isExecutable(Path.of("/usr/bin/taskset"));
    }

    /** @return the running attack, which ends by itself after so many seconds */
    public static Process start(Attack attack, int port, String guild, String token, int seconds) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "/usr/bin/taskset",
                "-c",
                "0",
                java,
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                Attacker.class.getName(),
                attack.name(),
                String.valueOf(port),
                guild,
                String.valueOf(seconds)));
        builder.environment().put(TOKEN, token);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Stack.DIRECTORY.resolve("attacker.log").toFile()));
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until the attack has ended; kills it if it does not. */
    public static void await(Process attack, int seconds) {
        try {
            if (!attack.waitFor(seconds + 20L, TimeUnit.SECONDS)) attack.destroyForcibly();
        } catch (InterruptedException interrupted) {
            attack.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("SystemExitOutsideMain") // ends threads that hang in a write
    public static void main(String[] arguments) {
        Attack attack = Attack.valueOf(arguments[0]);
        Attack.Target target = Attack.target(
                FROM,
                Integer.parseInt(arguments[1]),
                arguments[2],
                Objects.requireNonNull(System.getenv(TOKEN), TOKEN),
                Integer.parseInt(arguments[3]));
        attack.run(target);
        System.out.println(attack + ": " + target.uses() + " connections");
        System.exit(0);
    }
}
