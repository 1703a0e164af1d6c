package dev.earshot.gateway.proxy;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What entries of the audit may be narrowed to, for the description alone. */
record AuditFilter(
        @Parameter(description = "Such as token-refused") @Nullable
        String action,

        @Parameter(description = "The id of who did it") @Nullable
        String actor,

        @Parameter(description = "The channel or session, or how the path of a query or the name of a login begins")
        @Nullable
        String target) {}
