package dev.earshot.gateway.operations;

import dev.earshot.kafka.Stuck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a service's own health tells an operator: which partitions stand still, and why it is not well. Pure.
 *
 * @param reason a sentence, null if it gives none
 */
record ReportedHealth(List<Stuck> stuck, @Nullable String reason) {
    /** It tells nothing, or nobody could ask. */
    static final ReportedHealth NOTHING = new ReportedHealth(List.of(), null);

    /** @param body of {@code /actuator/health}, whatever its status */
    static ReportedHealth of(JsonNode body) {
        List<Stuck> stuck = new ArrayList<>();
        String reason = null;
        for (JsonNode component : body.path("components")) {
            JsonNode details = component.path("details");
            for (JsonNode one : details.path(Stuck.DETAIL)) stuck.add(stuck(one));
            boolean isWell = component.path("status").asString("").equals("UP");
            String why = details.path("reason").asString("");
            if (!isWell && !why.isEmpty()) reason = why;
        }
        return new ReportedHealth(List.copyOf(stuck), reason);
    }

    private static Stuck stuck(JsonNode one) {
        String guild = one.path("guild").asString("");
        return new Stuck(
                one.path("topic").asString("?"),
                one.path("partition").asInt(-1),
                one.path("offset").asLong(-1),
                one.path("reason").asString(""),
                guild.isEmpty() ? null : guild);
    }
}
