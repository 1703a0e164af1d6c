package dev.earshot.events.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where in the browser an error was caught. */
public enum ErrorKind {
    /** Thrown and caught by nobody. */
    @JsonProperty("uncaught")
    UNCAUGHT,
    /** A promise was rejected and nobody minded. */
    @JsonProperty("unhandled-rejection")
    UNHANDLED_REJECTION,
    /** A part of the page could not be drawn. */
    @JsonProperty("render")
    RENDER,
    /** The microphone, a speaker or the media connection. */
    @JsonProperty("media")
    MEDIA
}
