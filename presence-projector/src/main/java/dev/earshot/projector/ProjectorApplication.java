package dev.earshot.projector;

import dev.earshot.http.HttpConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The presence projector as a service: the topology, its health and its metrics. */
@SpringBootApplication
@Import(HttpConfiguration.class)
public class ProjectorApplication {
    public static void main(String[] args) {
        SpringApplication.run(ProjectorApplication.class, args);
    }
}
