package dev.earshot.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/** Puts an {@link AcceptGuard} before the connections of a service, and a {@link ConnectionGuard} into each. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeLimits.class)
class EdgeConfiguration {
    private static final String GUARD = NettyPipeline.LEFT + "connectionGuard";

    @Bean
    @Order(0)
    NettyServerCustomizer connectionGuard(EdgeLimits limits, MeterRegistry meters, JsonMapper json) {
        EdgeParts parts = new EdgeParts(
                limits,
                new RequestRules(limits),
                new ClientCounts(limits),
                new ClientPace(limits),
                new HeldMemory(limits),
                new RefusedConnections(meters),
                new DirectAnswers(json));
        Gauge.builder("earshot.http.held", parts.memory(), HeldMemory::held)
                .baseUnit("bytes")
                .description("Unfinished requests and unread answers")
                .register(meters);
        Gauge.builder("earshot.http.clients", parts.counts(), ClientCounts::clients)
                .description("Addresses with an open connection")
                .register(meters);
        return server -> server.childOption(ChannelOption.RECVBUF_ALLOCATOR, smallReads())
                .doOnBound(bound -> bound.channel().pipeline().addFirst(new AcceptGuard(parts)))
                .doOnChannelInit((_, channel, remote) -> {
                    InetAddress address = address(remote == null ? channel.remoteAddress() : remote);
                    channel.pipeline().addAfter(NettyPipeline.HttpCodec, GUARD, new ConnectionGuard(parts, address));
                });
    }

    // A connection that sends requests without end has one or two of them decoded before the others have their turn.
    private static RecvByteBufAllocator smallReads() {
        return new AdaptiveRecvByteBufAllocator(512, 2048, 8192).maxMessagesPerRead(1);
    }

    static InetAddress address(@Nullable SocketAddress remote) {
        return remote instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
