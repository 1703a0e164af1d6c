package dev.earshot.local;

import java.util.HashMap;
import java.util.Map;

/** What a client of the running Kafka needs, its password included: not for a log or a command line. */
final class KafkaClient {
    private KafkaClient() {}

    static Map<String, Object> settings(int port, LocalSecrets secrets) {
        Map<String, Object> settings = new HashMap<>(secrets.kafkaLogin().clientSettings());
        settings.put("bootstrap.servers", "127.0.0.1:" + port);
        return settings;
    }
}
