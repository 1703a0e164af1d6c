package dev.earshot.projector.topology;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The shipped store, restored from the changelog records it is given, as Kafka Streams restores it before a task begins. */
record PreloadedStore(List<TestRecord<byte[], byte[]>> changelog) implements KeyValueBytesStoreSupplier {
    @Override
    public String name() {
        return PresenceTopology.STORE;
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return new InMemoryKeyValueStore(name()) {
            @Override
            public void init(StateStoreContext context, StateStore root) {
                super.init(context, root);
                for (TestRecord<byte[], byte[]> record : changelog) put(Bytes.wrap(record.key()), record.value());
            }
        };
    }

    @Override
    public String metricsScope() {
        return "in-memory";
    }
}
