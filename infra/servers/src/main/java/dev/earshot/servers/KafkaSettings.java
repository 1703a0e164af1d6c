package dev.earshot.servers;

import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The broker's configuration for a machine with two cores that it shares with everything else. */
final class KafkaSettings {
    private static final int MIB = 1 << 20;

    private KafkaSettings() {}

    /** @param login who may use it, on both of its listeners; null: everybody who reaches it */
    static Properties forOneBroker(Path data, int port, int controllerPort, @Nullable KafkaLogin login) {
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("log.dirs", data.toString());
        settings.setProperty("listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        String protocol = login == null ? "PLAINTEXT" : "SASL_PLAINTEXT";
        settings.setProperty("listener.security.protocol.map", "CLIENTS:" + protocol + ",CONTROLLER:" + protocol);
        if (login != null) forOneUser(settings, login);
        settings.setProperty("inter.broker.listener.name", "CLIENTS");
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        // Topics are checked and created by the services; a typing error must not become a topic.
        settings.setProperty("auto.create.topics.enable", "false");
        oneReplica(settings);
        fewThreads(settings);
        smallFiles(settings);
        return settings;
    }

    private static void forOneUser(Properties settings, KafkaLogin login) {
        settings.setProperty("sasl.enabled.mechanisms", "PLAIN");
        settings.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.setProperty("sasl.mechanism.controller.protocol", "PLAIN");
        settings.setProperty("listener.name.clients.plain.sasl.jaas.config", login.serverJaas());
        settings.setProperty("listener.name.controller.plain.sasl.jaas.config", login.serverJaas());
    }

    private static void oneReplica(Properties settings) {
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("offsets.topic.num.partitions", "4");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("transaction.state.log.num.partitions", "4");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.num.partitions", "4");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
    }

    private static void fewThreads(Properties settings) {
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        settings.setProperty("background.threads", "2");
        settings.setProperty("num.recovery.threads.per.data.dir", "2");
        settings.setProperty("log.cleaner.threads", "1");
        settings.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(16 * MIB));
        // The broker's JMX beans would meet those of a second broker in this JVM; nobody reads them here.
        settings.setProperty("metric.reporters", "");
    }

    private static void smallFiles(Properties settings) {
        settings.setProperty("log.preallocate", "false");
        settings.setProperty("log.segment.bytes", String.valueOf(64 * MIB));
        settings.setProperty("log.index.size.max.bytes", String.valueOf(MIB));
        settings.setProperty("offsets.topic.segment.bytes", String.valueOf(8 * MIB));
        settings.setProperty("metadata.log.segment.bytes", String.valueOf(8 * MIB));
    }
}
