package dev.earshot.servers;

import com.sun.security.auth.module.UnixSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How PostgreSQL's programs are run here. They refuse to run as root; a user namespace of their own, in which they are nobody,
 * satisfies them, and leaves files to root.
 */
record PostgresPrograms(Path home, boolean root) {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    static PostgresPrograms ofThisMachine() {
        boolean linux = System.getProperty("os.name").startsWith("Linux");
        return new PostgresPrograms(PostgresBinaries.unpacked(), linux && new UnixSystem().getUid() == 0);
    }

    /** Runs to its end; errors go where the output goes. */
    ProcessBuilder command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (root) command.addAll(List.of("unshare", "-U"));
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** In a session of its own, so that Ctrl-C in the terminal reaches the JVM alone, which stops things in its order. */
    ProcessBuilder server(List<String> arguments) {
        ProcessBuilder server = command("postgres", arguments);
        if (Files.isExecutable(SETSID)) server.command().addFirst(SETSID.toString());
        return server;
    }
}
