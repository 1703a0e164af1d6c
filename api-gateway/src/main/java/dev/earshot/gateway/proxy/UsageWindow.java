package dev.earshot.gateway.proxy;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What every question of usage has, for the description alone. */
record UsageWindow(
        @Parameter(description = "The guild's id") @Nullable String guild,

        @Parameter(
                description =
                        "From this time on, with an offset, taken to the quarter of an hour; a week before to if absent")
        @Nullable
        String from,

        @Parameter(description = "Before this time; now if absent") @Nullable
        String to,

        @Parameter(
                description = "Time zone whose hours, days and weeks are meant, such as Europe/Berlin; UTC if absent")
        @Nullable
        String tz,

        @Parameter(description = "In this channel alone") @Nullable
        String channel,

        @Parameter(description = "Of this person alone; not for overview and concurrency") @Nullable
        String user) {}
