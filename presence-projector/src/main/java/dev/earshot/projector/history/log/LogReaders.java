package dev.earshot.projector.history.log;

import dev.earshot.projector.history.CannotAnswer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Readers for whoever asks, kept for the next question: a new one has to look for the brokers first. None is made before the
 * first question.
 */
public final class LogReaders implements AutoCloseable {
    /** As many as questions are answered at the same time. */
    private static final int KEPT = 2;

    private final Map<String, Object> client;
    private final Deque<LogReader> idle = new ArrayDeque<>();
    private boolean closed;

    /** @param client Kafka client settings, at least {@code bootstrap.servers} */
    public LogReaders(Map<String, Object> client) {
        this.client = Map.copyOf(client);
    }

    /**
     * Answers with a reader.
     *
     * @throws CannotAnswer if Kafka does not
     */
    public <T> T with(Function<LogReader, T> question) {
        LogReader reader = take();
        boolean sound = false;
        try {
            T answer = question.apply(reader);
            sound = true;
            return answer;
        } catch (CannotAnswer refused) {
            sound = refused.kind() == CannotAnswer.Kind.BAD_QUESTION;
            throw refused;
        } catch (InterruptException stopped) {
            throw CannotAnswer.away("The question was taken back.", stopped);
        } catch (KafkaException away) {
            throw CannotAnswer.away("The log cannot be read just now: Kafka does not answer.", away);
        } finally {
            giveBack(reader, sound);
        }
    }

    private synchronized LogReader take() {
        if (closed) throw CannotAnswer.away("The time machine is closed.", null);
        LogReader kept = idle.pollFirst();
        return kept == null ? new LogReader(client) : kept;
    }

    // One that an error or an interrupt left halfway might give the next question the rest of this one's answer.
    private synchronized void giveBack(LogReader reader, boolean sound) {
        if (sound && !closed && idle.size() < KEPT) idle.addFirst(reader);
        else reader.close();
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(LogReader::close);
        idle.clear();
    }
}
