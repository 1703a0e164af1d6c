package dev.earshot.projector.streams;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Tells {@link AcknowledgedOffsets} what the producers of Kafka Streams are told. */
public final class Acknowledgements implements ProducerInterceptor<byte[], byte[]> {
    /** The producer's setting that holds the {@link AcknowledgedOffsets}. */
    static final String OFFSETS = "earshot.acknowledged.offsets";

    private @Nullable AcknowledgedOffsets offsets;

    @Override
    public void configure(Map<String, ?> settings) {
        offsets = (AcknowledgedOffsets) settings.get(OFFSETS);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        return record;
    }

    @Override
    public void onAcknowledgement(
            @Nullable RecordMetadata written, @Nullable Exception failed, @Nullable Headers headers) {
        if (failed == null && offsets != null) offsets.acknowledged(written);
    }

    @Override
    public void close() {}
}
