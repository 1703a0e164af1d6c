package dev.earshot.gateway;

import dev.earshot.http.HttpConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** The gateway as a process. Its settings are in {@code application.yml}, each with a comment. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(HttpConfiguration.class)
public class GatewayApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(GatewayApplication.class, arguments);
    }
}
