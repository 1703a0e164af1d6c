package dev.earshot.http;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

/**
 * Handles each request in the event loop's next turn, never within the one that reads it. Reactor Netty 1.3 up to 1.3.8 forgets
 * to read on when a request that had to queue behind another is answered before it is read to its end (its issue 4361): the
 * connection then stays silent until it is closed. A 401 is such an answer, and a browser's next request its victim.
 */
@Configuration(proxyBeanMethods = false)
class RequestTurns {
    @Bean
    NettyServerCustomizer nextTurn() {
        return server -> server.mapHandle((handling, connection) -> handling.subscribeOn(
                Schedulers.fromExecutor(connection.channel().eventLoop())));
    }
}
