package dev.earshot.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import tools.jackson.databind.json.JsonMapper;

/** Problems that are answered before there is an exchange. */
final class DirectAnswers {
    private final JsonMapper json;

    DirectAnswers(JsonMapper json) {
        this.json = json;
    }

    /** The last answer of its connection. */
    FullHttpResponse of(Refused problem, ByteBufAllocator buffers) {
        byte[] bytes = json.writeValueAsBytes(Problem.of(problem));
        ByteBuf body = buffers.buffer(bytes.length).writeBytes(bytes);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(problem.status().value()),
                body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        Long wait = problem.retryAfterSeconds();
        if (wait != null) response.headers().set(HttpHeaderNames.RETRY_AFTER, wait);
        return response;
    }
}
