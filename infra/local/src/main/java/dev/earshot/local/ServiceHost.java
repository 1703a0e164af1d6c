package dev.earshot.local;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * One service as it is shipped, in this process: the classes and libraries of its Boot jar (unpacked by the build) in a
 * class loader of their own. So it sees its own configuration, its own libraries and its own logging, and nobody else's.
 */
final class ServiceHost implements AutoCloseable {
    private final AutoCloseable context;

    private ServiceHost(AutoCloseable context) {
        this.context = context;
    }

    /**
     * Starts the service and returns when its context is up.
     *
     * @param unpacked  the unpacked Boot jar
     * @param arguments as on its command line
     */
    static ServiceHost start(Path unpacked, List<String> arguments) throws Exception {
        URLClassLoader loader = new URLClassLoader(
                unpacked.getFileName().toString(), classpath(unpacked), ClassLoader.getPlatformClassLoader());
        // Threads that the service starts inherit this.
        Thread.currentThread().setContextClassLoader(loader);
        Class<?> main = loader.loadClass(startClass(unpacked));
        Class<?> spring = loader.loadClass("org.springframework.boot.SpringApplication");
        try {
            Object context = spring.getMethod("run", Class.class, String[].class)
                    .invoke(null, main, arguments.toArray(String[]::new));
            return new ServiceHost((AutoCloseable) context);
        } catch (InvocationTargetException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IllegalStateException(unpacked.getFileName() + " did not start: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() throws Exception {
        // The class loader stays open: threads on their way out still load classes.
        context.close();
    }

    private static String startClass(Path unpacked) throws IOException {
        try (InputStream in = Files.newInputStream(unpacked.resolve("META-INF/MANIFEST.MF"))) {
            return new Manifest(in).getMainAttributes().getValue(new Attributes.Name("Start-Class"));
        }
    }

    private static URL[] classpath(Path unpacked) throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(unpacked.resolve("BOOT-INF/classes/").toUri().toURL());
        for (String line : Files.readAllLines(unpacked.resolve("BOOT-INF/classpath.idx"))) {
            // A line is: - "BOOT-INF/lib/name.jar"
            urls.add(unpacked.resolve(line.substring(3, line.length() - 1))
                    .toUri()
                    .toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
