package dev.earshot.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Which requests are answered here, before anything else sees them. Pure. */
final class RequestRules {
    /** What Netty and Reactor Netty keep for a request beside its text, and for a header line. */
    private static final int OBJECTS = 1024;

    private static final int LINE_OBJECTS = 136;

    private final long maxBody;
    private final int maxHeaders;

    RequestRules(EdgeLimits limits) {
        this.maxBody = limits.maxBody().toBytes();
        this.maxHeaders = limits.maxHeaders();
    }

    /** What is wrong with the request; null if nothing is. */
    @Nullable
    Refused wrong(HttpRequest request) {
        if (request.decoderResult().isFailure())
            return unreadable(request.decoderResult().cause());
        HttpHeaders headers = request.headers();
        if (headers.size() > maxHeaders) return tooManyHeaders();
        if (!HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                && !HttpVersion.HTTP_1_0.equals(request.protocolVersion())) {
            return bad("http-version", "This server speaks HTTP/1.1.");
        }
        // Absolute targets are for proxies, and name a host that nobody has checked.
        String target = request.uri();
        if (!target.startsWith("/") && !target.equals("*")) {
            return bad("request-target", "A request names a path that begins with /.");
        }
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        boolean missing = hosts.isEmpty() && HttpVersion.HTTP_1_1.equals(request.protocolVersion());
        if (missing || hosts.size() > 1) return bad("host-header", "A request has one Host header.");
        return body(request);
    }

    private @Nullable Refused body(HttpRequest request) {
        HttpHeaders headers = request.headers();
        boolean chunked = HttpUtil.isTransferEncodingChunked(request);
        long length = HttpUtil.getContentLength(request, 0L);
        // A client that offers HTTP/2 by the same header may send a body: its offer is ignored.
        if (headers.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            boolean old = HttpVersion.HTTP_1_0.equals(request.protocolVersion());
            if (old || chunked || length > 0) {
                return bad("upgrade", "A request that opens a socket is HTTP/1.1 and has no body.");
            }
        }
        if (length > maxBody) return tooLarge();
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded")) {
            return new Refused(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "unsupported-media-type",
                    "Send JSON with the content type application/json.");
        }
        return null;
    }

    boolean fits(long body) {
        return body <= maxBody;
    }

    /** What a request takes in memory until it is answered, in bytes, without its body. */
    static int cost(HttpRequest request) {
        int cost = OBJECTS + request.uri().length();
        for (Map.Entry<String, String> line : request.headers()) {
            cost += LINE_OBJECTS + line.getKey().length() + line.getValue().length();
        }
        return cost;
    }

    Refused tooLarge() {
        return new Refused(
                HttpStatus.CONTENT_TOO_LARGE, "content-too-large", "A request has at most " + maxBody + " bytes.");
    }

    Refused tooManyHeaders() {
        return new Refused(
                HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                "headers-too-large",
                "A request has at most " + maxHeaders + " header lines.");
    }

    static Refused unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpHeaderException _ ->
                new Refused(
                        HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                        "headers-too-large",
                        "The headers of the request are too large.");
            case TooLongHttpLineException _ ->
                new Refused(HttpStatus.URI_TOO_LONG, "uri-too-long", "The address of the request is too long.");
            default -> bad("bad-request", "This is not HTTP as this server reads it.");
        };
    }

    static Refused slow() {
        return new Refused(HttpStatus.REQUEST_TIMEOUT, "request-timeout", "The request took too long to arrive.");
    }

    static Refused busy() {
        return Refused.away("overloaded", "The server has too much to do. Try again in a moment.", null);
    }

    private static Refused bad(String code, String sentence) {
        return new Refused(HttpStatus.BAD_REQUEST, code, sentence);
    }
}
