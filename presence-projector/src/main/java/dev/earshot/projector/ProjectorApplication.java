package dev.earshot.projector;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The presence projector as a service: the topology, its health and its metrics. */
@SpringBootApplication
public class ProjectorApplication {
    public static void main(String[] args) {
        SpringApplication.run(ProjectorApplication.class, args);
    }
}
