package dev.earshot.projector.history.web;

import dev.earshot.http.KnownFailure;
import dev.earshot.projector.history.HistorySettings;
import dev.earshot.projector.history.TimeMachine;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Wires the time machine to Kafka. Nothing of it opens or starts anything before the first question. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {
    private static final DataSize USUAL_SIZE = DataSize.ofMegabytes(512);

    @Bean
    TimeMachine timeMachine(KafkaProperties kafka, Environment environment) {
        Binder binder = Binder.get(environment);
        String group = environment.getProperty("spring.kafka.streams.application-id", HistorySettings.USUAL_GROUP);
        String checkpoints = environment.getProperty("earshot.projector.history.checkpoints", "");
        DataSize most =
                binder.bind("earshot.projector.history.bytes", DataSize.class).orElse(USUAL_SIZE);
        Path directory = checkpoints.isBlank() ? null : Path.of(checkpoints);
        return new TimeMachine(
                new HistorySettings(kafka.buildAdminProperties(), group, directory, most.toBytes()), Clock.systemUTC());
    }

    @Bean
    Questions historyQuestions() {
        return new Questions();
    }

    @Bean
    KnownFailure historyFailures() {
        return new HistoryFailures();
    }
}
