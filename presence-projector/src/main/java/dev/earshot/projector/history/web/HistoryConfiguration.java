package dev.earshot.projector.history.web;

import dev.earshot.http.KnownFailure;
import dev.earshot.projector.history.HistorySettings;
import dev.earshot.projector.history.TimeMachine;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the time machine to Kafka. Nothing of it opens or starts anything before the first question. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {
    @Bean
    TimeMachine timeMachine(KafkaProperties kafka, @Value("${spring.kafka.streams.application-id}") String projector) {
        return new TimeMachine(new HistorySettings(kafka.buildAdminProperties(), projector), Clock.systemUTC());
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
