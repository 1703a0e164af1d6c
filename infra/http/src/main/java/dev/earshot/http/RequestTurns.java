package dev.earshot.http;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

/**
 * Handles each request in the event loop's next turn, never within the one that reads it: a client that sends hundreds in one
 * go keeps the loop from nobody else, and those ahead of their answers can be counted by {@link ConnectionGuard}.
 */
@Configuration(proxyBeanMethods = false)
class RequestTurns {
    @Bean
    NettyServerCustomizer nextTurn() {
        return server -> server.mapHandle((handling, connection) -> handling.subscribeOn(
                Schedulers.fromExecutor(connection.channel().eventLoop())));
    }
}
