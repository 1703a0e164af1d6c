package dev.earshot.analytics.retention;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Wires the retention. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionSettings.class)
class RetentionConfiguration {

    @Bean
    RetentionRounds retentionRounds(
            DatabaseClient database,
            ReactiveTransactionManager transactions,
            RetentionSettings settings,
            Clock clock,
            MeterRegistry meters) {
        Retention retention =
                new Retention(database, TransactionalOperator.create(transactions), settings, clock, meters);
        return new RetentionRounds(retention, settings.every(), meters);
    }
}
