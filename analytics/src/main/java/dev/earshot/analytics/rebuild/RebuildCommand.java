package dev.earshot.analytics.rebuild;

import dev.earshot.analytics.retention.RetentionSettings;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * {@code java -jar analytics-exec.jar rebuild}, with the settings of the service, which may go on running. Exits with 0 when
 * the tables are as the log says, whatever had to be done for it, and with 1 and a sentence when it could not be done.
 */
@EnableConfigurationProperties({KafkaProperties.class, RetentionSettings.class})
public final class RebuildCommand {
    public static final String NAME = "rebuild";

    RebuildCommand() {}

    /** Runs it and ends the JVM. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplicationBuilder(RebuildCommand.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties(Map.of("logging.level.root", "warn", "spring.main.banner-mode", "off"))
                .build();
        int code;
        try (ConfigurableApplicationContext context = application.run(args)) {
            code = run(context);
        }
        System.exit(code);
    }

    private static int run(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        Map<String, Object> kafka =
                new HashMap<>(context.getBean(KafkaProperties.class).buildAdminProperties());
        String url = "jdbc:postgresql://" + environment.getRequiredProperty("earshot.postgres.address");
        String user = environment.getRequiredProperty("earshot.postgres.user");
        String password = environment.getProperty("earshot.postgres.password", "");
        Rebuild rebuild = new Rebuild(
                kafka,
                () -> DriverManager.getConnection(url, user, password),
                context.getBean(RetentionSettings.class),
                Clock.systemUTC());
        boolean terminal = Boolean.getBoolean("earshot.terminal.err");
        try {
            RebuildReport report = rebuild.run(new ProgressBar(System.err, terminal, System::nanoTime));
            System.out.print(report.text());
            System.out.printf(
                    Locale.ROOT,
                    "%,d records read. %s%n",
                    report.records(),
                    report.nothingChanged()
                            ? "Every row was as the log says."
                            : "The tables are now as the log says; they were changed in one transaction.");
            return 0;
        } catch (RebuildRefused | Sql.Failed | KafkaException | SQLException failed) {
            System.err.println("The rebuild was not done, and nothing was changed: " + failed.getMessage());
            return 1;
        }
    }
}
