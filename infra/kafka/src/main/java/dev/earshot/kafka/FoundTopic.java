package dev.earshot.kafka;

import java.util.Map;

/** A topic as Kafka describes it: every setting that applies, defaults included. */
record FoundTopic(String name, int partitions, Map<String, String> settings) {}
