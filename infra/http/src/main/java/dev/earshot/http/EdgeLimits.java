package dev.earshot.http;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of every connection, under {@code earshot.http}. A connection is unfinished while it has not finished its first
 * request, or has one begun, unanswered, or answered and not yet read.
 *
 * @param maxBody {@code max-body}: of a request; 16 KB. A request is handed on once its body is there as a whole
 * @param maxHeaders {@code max-headers}: header lines of a request; 100
 * @param maxPipelined {@code max-pipelined}: requests of one connection whose answers are not yet read; 8
 * @param requestTimeout {@code request-timeout}: from the first byte of a request, or from the connection's opening, to its
 *     last byte; 10 s
 * @param idleTimeout {@code idle-timeout}: of a connection between two requests; 75 s, more than what proxies keep one for
 * @param answerTimeout {@code answer-timeout}: for which a client may read nothing of an answer; 30 s
 * @param perAddress {@code per-address}: connections of one address, sockets included; 2,000. IPv6: of one /64
 * @param unfinishedPerAddress {@code unfinished-per-address}: unfinished connections of one address; 200
 * @param requestsPerSecond {@code requests-per-second}: of one address; 200. Faster ones wait for their turn
 * @param requestsAtOnce {@code requests-at-once}: of one address before they wait; 50
 * @param memory {@code memory}: for the unfinished requests and unread answers of all addresses; 48 MB
 * @param trustedProxies {@code trusted-proxies}: addresses or networks, such as {@code 10.0.0.0/8}, without the limits by
 *     address, because many people come from them
 */
@ConfigurationProperties("earshot.http")
public record EdgeLimits(
        @DefaultValue("16KB") DataSize maxBody,
        @DefaultValue("100") int maxHeaders,
        @DefaultValue("8") int maxPipelined,
        @DefaultValue("10s") Duration requestTimeout,
        @DefaultValue("75s") Duration idleTimeout,
        @DefaultValue("30s") Duration answerTimeout,
        @DefaultValue("2000") int perAddress,
        @DefaultValue("200") int unfinishedPerAddress,
        @DefaultValue("200") int requestsPerSecond,
        @DefaultValue("50") int requestsAtOnce,
        @DefaultValue("48MB") DataSize memory,
        @DefaultValue({}) List<String> trustedProxies) {
    public EdgeLimits {
        positive("max-body", maxBody.toBytes());
        positive("max-headers", maxHeaders);
        positive("max-pipelined", maxPipelined);
        positive("request-timeout", requestTimeout.toMillis());
        positive("idle-timeout", idleTimeout.toMillis());
        positive("answer-timeout", answerTimeout.toMillis());
        positive("per-address", perAddress);
        positive("unfinished-per-address", unfinishedPerAddress);
        positive("requests-per-second", requestsPerSecond);
        positive("requests-at-once", requestsAtOnce);
        positive("memory", memory.toBytes());
        trustedProxies = List.copyOf(trustedProxies);
    }

    private static void positive(String key, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("earshot.http." + key + " is " + value + ": write more than 0");
        }
    }
}
