package dev.earshot.gateway.dead;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead records, newest first.
 *
 * @param next the cursor of the next page, null if this is the last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DeadPage(List<DeadRecord> items, @Nullable String next) {}
