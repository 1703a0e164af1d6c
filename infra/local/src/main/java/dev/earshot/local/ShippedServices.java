package dev.earshot.local;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the build laid the services out, each jar with its libraries: beside this program's own jar. */
final class ShippedServices {
    private ShippedServices() {}

    /** The service's jar, its libraries beside it. */
    static Path jar(Service service) {
        return own().resolveSibling("services").resolve(service.artifact()).resolve(service.artifact() + "-exec.jar");
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
