package dev.earshot.projector.history.web;

import dev.earshot.http.KnownFailure;
import dev.earshot.projector.history.HistorySettings;
import dev.earshot.projector.history.TimeMachine;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Wires the time machine to Kafka. It reads nothing of a guild before somebody has asked about it. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {
    private static final DataSize USUAL_SIZE = DataSize.ofMegabytes(512);
    private static final Duration USUAL_ROUND = Duration.ofMinutes(1);

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
    KeepingUp keepingUp(TimeMachine machine, Environment environment, MeterRegistry meters) {
        Duration every = Binder.get(environment)
                .bind("earshot.projector.history.keep-up", Duration.class)
                .orElse(USUAL_ROUND);
        return new KeepingUp(machine, every, meters);
    }

    @Bean
    KnownFailure historyFailures() {
        return new HistoryFailures();
    }
}
