package dev.earshot.gateway.web;

/** How times are written in answers: ISO-8601, UTC, always with milliseconds. */
public final class JsonTime {
    /** For {@code @JsonFormat}. */
    public static final String PATTERN = "yyyy-MM-dd'T'HH:mm:ss.SSSX";

    private JsonTime() {}
}
