package dev.earshot.projector.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.presence.PresenceHeaders;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.VoiceRecords;
import dev.earshot.projector.repair.RefusedOutput;
import dev.earshot.projector.repair.RefusedOutputs;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an output that Kafka did not take. If only the record is to blame, the partition goes on and its task is told;
 * if Kafka is away, it is tried again; anything else, such as a missing permission, ends the stream thread, which is replaced.
 * Called on the producer's thread.
 */
public final class RefusedRecords implements ProductionExceptionHandler {
    /** The setting that holds the {@link RefusedOutputs}. */
    static final String OUTPUTS = "earshot.refused.outputs";

    private static final Pattern INPUT = Pattern.compile("[a-z.]+/\\d+/\\d+");

    private @Nullable RefusedOutputs outputs;

    @Override
    public void configure(Map<String, ?> settings) {
        outputs = (RefusedOutputs) settings.get(OUTPUTS);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        RefusedOutputs told = outputs;
        if (exception instanceof RetriableException) return Response.retry();
        boolean bystander = isBystander(exception);
        if (told == null || !(bystander || isTheRecordsOwn(exception))) return Response.fail();
        told.add(context.taskId().partition(), refused(record, exception, bystander));
        return Response.resume();
    }

    private static RefusedOutput refused(
            ProducerRecord<byte[], byte[]> record, Exception exception, boolean bystander) {
        String cause = exception.getClass().getSimpleName();
        Integer partition = record.partition();
        Long timestamp = record.timestamp();
        return new RefusedOutput(
                record.topic(),
                partition == null ? -1 : partition,
                record.key(),
                record.value(),
                record.headers(),
                timestamp == null ? 0 : timestamp,
                origin(record.headers()),
                cause,
                cause + ": " + exception.getMessage(),
                bystander);
    }

    /** Whatever Kafka has against it concerns this record, and it would say so again. */
    private static boolean isTheRecordsOwn(Exception exception) {
        return exception instanceof RecordTooLargeException
                || exception instanceof RecordBatchTooLargeException
                || exception instanceof InvalidTimestampException
                || exception instanceof InvalidRecordException;
    }

    // A request is refused whole. The producer gives those of its records that the broker did not name this exception,
    // of no
    // class of its own.
    private static boolean isBystander(Exception exception) {
        return exception.getClass().equals(KafkaException.class)
                && String.valueOf(exception.getMessage()).contains("part of a batch");
    }

    // The context says which input the task is at by now, not which one caused the record: rows and dead letters name
    // theirs,
    // and the id of a fact or verdict begins with it.
    private static String origin(Headers headers) {
        for (String name : List.of(PresenceHeaders.CAUSE, VoiceRecords.ORIGIN)) {
            Header header = headers.lastHeader(name);
            if (header != null) return new String(header.value(), UTF_8);
        }
        return CloudEvent.readFrom(headers)
                .map(event -> INPUT.matcher(event.id()))
                .filter(Matcher::lookingAt)
                .map(Matcher::group)
                .orElse("");
    }
}
