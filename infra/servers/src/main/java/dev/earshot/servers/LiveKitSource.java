package dev.earshot.servers;

import java.nio.file.Path;

/** Where a LiveKit server of the accepted version comes from. */
public sealed interface LiveKitSource {
    /** The version that is built; one found on the PATH may be any {@link #ACCEPTED}. */
    String VERSION = "1.13.5";

    /** How an acceptable version begins. */
    String ACCEPTED = "1.13.";

    /**
     * A program on this machine.
     *
     * @param bindsMediaTcp whether its TCP port for media can be kept to one address; upstream's cannot
     */
    record Program(Path path, boolean bindsMediaTcp) implements LiveKitSource {}

    /** The official image, run by the Docker engine that answers here. */
    record Image(String name) implements LiveKitSource {}
}
