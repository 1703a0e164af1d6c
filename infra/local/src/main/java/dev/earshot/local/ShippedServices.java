package dev.earshot.local;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the build put the services' unpacked jars: beside this program's own jar. */
final class ShippedServices {
    private ShippedServices() {}

    static Path directory() {
        return own().resolveSibling("services");
    }

    /** This program's jar. */
    static Path own() {
        try {
            URI jar = Local.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(jar);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
