package dev.earshot.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A partition that stands still although there is something to do in it, as every service's health names it: the detail
 * {@code stuck} is a list of these.
 *
 * @param offset the first record that is not dealt with; -1 if it is not known
 * @param reason a sentence for operators
 * @param guild null unless one guild alone is concerned
 */
public record Stuck(
        String topic,
        int partition,
        long offset,
        String reason,
        @Nullable String guild) {
    /** The name of the detail. */
    public static final String DETAIL = "stuck";

    public Stuck(String topic, int partition, long offset, String reason) {
        this(topic, partition, offset, reason, null);
    }

    /** As health shows it. */
    public Map<String, Object> detail() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("topic", topic);
        detail.put("partition", partition);
        detail.put("offset", offset);
        detail.put("reason", reason);
        if (guild != null) detail.put("guild", guild);
        return detail;
    }
}
