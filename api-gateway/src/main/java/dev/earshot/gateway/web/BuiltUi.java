package dev.earshot.gateway.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The built ui from the jar. Files under {@code /assets} carry a hash of their content in their names and are kept for ever;
 * everything else is asked for anew, so that a new version shows at the next load. Each file is in memory once, and its answers
 * share it: one that nobody reads costs next to nothing.
 */
@Configuration(proxyBeanMethods = false)
class BuiltUi {
    private static final Resource FILES = new ClassPathResource("static/");
    private static final Resource PAGE = new ClassPathResource("static/index.html");
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Map<String, ByteBuf> read = new ConcurrentHashMap<>();

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE) // before Boot's welcome page, which would not say how long to keep it
    RouterFunction<ServerResponse> ui() {
        Function<ServerRequest, Mono<Resource>> files = RouterFunctions.resourceLookupFunction("/**", FILES);
        return request -> lookUp(request, files).map(file -> (HandlerFunction<ServerResponse>) _ -> answer(file));
    }

    private static Mono<Resource> lookUp(ServerRequest request, Function<ServerRequest, Mono<Resource>> files) {
        boolean read = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        if (!read || !PagePaths.isOfUi(request.path())) return Mono.empty();
        if (PagePaths.isPage(request.path())) return Mono.just(PAGE).filter(Resource::exists);
        return files.apply(request);
    }

    private Mono<ServerResponse> answer(Resource file) {
        return content(file)
                .flatMap(content -> ServerResponse.ok()
                        .cacheControl(isHashed(file) ? FOR_EVER : CacheControl.noCache())
                        .contentType(MediaTypeFactory.getMediaType(file).orElse(MediaType.APPLICATION_OCTET_STREAM))
                        .contentLength(content.readableBytes())
                        .body((response, _) -> response.writeWith(
                                Mono.fromSupplier(() -> ((NettyDataBufferFactory) response.bufferFactory())
                                        .wrap(content.retainedDuplicate())))));
    }

    private Mono<ByteBuf> content(Resource file) {
        String path = file.getDescription();
        ByteBuf known = read.get(path);
        if (known != null) return Mono.just(known);
        return Mono.fromCallable(() -> read.computeIfAbsent(path, _ -> load(file)))
                .subscribeOn(Schedulers.boundedElastic());
    }

    // Outside the heap: from there Netty writes without a copy for each connection.
    private static ByteBuf load(Resource file) {
        try {
            byte[] bytes = file.getContentAsByteArray();
            return Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer(bytes.length).writeBytes(bytes));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isHashed(Resource file) {
        return file instanceof ClassPathResource inJar && inJar.getPath().startsWith("static/assets/");
    }
}
