package dev.earshot.gateway.log;

/** Where Kafka put a record. */
public record RecordPosition(String topic, int partition, long offset) {}
