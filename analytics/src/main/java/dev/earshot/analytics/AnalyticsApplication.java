package dev.earshot.analytics;

import dev.earshot.analytics.rebuild.RebuildCommand;
import dev.earshot.http.HttpConfiguration;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Facts from Kafka into PostgreSQL, and the first queries over them. */
@SpringBootApplication
@Import(HttpConfiguration.class)
public class AnalyticsApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(RebuildCommand.NAME)) {
            RebuildCommand.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        SpringApplication.run(AnalyticsApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
