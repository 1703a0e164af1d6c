package dev.earshot.gateway.web;

import java.time.Duration;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The built ui from the jar. Files under {@code /assets} carry a hash of their content in their names and are kept for ever;
 * everything else is asked for anew, so that a new version shows at the next load.
 */
@Configuration(proxyBeanMethods = false)
class BuiltUi {
    private static final Resource FILES = new ClassPathResource("static/");
    private static final Resource PAGE = new ClassPathResource("static/index.html");
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE) // before Boot's welcome page, which would not say how long to keep it
    RouterFunction<ServerResponse> ui() {
        Function<ServerRequest, Mono<Resource>> files = RouterFunctions.resourceLookupFunction("/**", FILES);
        return RouterFunctions.resources(request -> lookUp(request, files), BuiltUi::keep);
    }

    private static Mono<Resource> lookUp(ServerRequest request, Function<ServerRequest, Mono<Resource>> files) {
        boolean read = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        if (!read || !PagePaths.isOfUi(request.path())) return Mono.empty();
        if (PagePaths.isPage(request.path())) return Mono.just(PAGE).filter(Resource::exists);
        return files.apply(request);
    }

    private static void keep(Resource file, HttpHeaders headers) {
        headers.setCacheControl(isHashed(file) ? FOR_EVER : CacheControl.noCache());
    }

    private static boolean isHashed(Resource file) {
        return file instanceof ClassPathResource inJar && inJar.getPath().startsWith("static/assets/");
    }
}
