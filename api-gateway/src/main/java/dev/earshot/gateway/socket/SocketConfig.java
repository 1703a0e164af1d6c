package dev.earshot.gateway.socket;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.util.Map;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import reactor.netty.resources.LoopResources;

/** Puts the socket together, and sets what Netty keeps for one. */
@Configuration(proxyBeanMethods = false)
class SocketConfig {
    /** Where the socket is. */
    static final String PATH = "/ws";
    /** A socket with more than this waiting has fallen behind: room for a snapshot of some two thousand people. */
    private static final int FULL = 1 << 20;
    /** It takes part again when no more than this is left. */
    private static final int ROOM = FULL / 4;
    /** What a socket may have waiting; HTTP connections may be given less. */
    static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(ROOM, FULL);
    /** What the kernel keeps for a socket; left to itself it would take megabytes for one that does not read. */
    private static final int KERNEL = 256 << 10;

    @Bean
    HandlerMapping socketMapping(VoiceSocketHandler handler) {
        return new SimpleUrlHandlerMapping(Map.of(PATH, handler), Ordered.HIGHEST_PRECEDENCE);
    }

    @Bean
    WebSocketHandlerAdapter socketAdapter(VoiceHandshake handshake) {
        return new WebSocketHandlerAdapter(handshake);
    }

    // A batch is written by all loops at once, each system call doing the receiver's work too. Were there as many as
    // cores or more, neither Kafka's clients nor the next batch's fold would run meanwhile.
    @Bean
    ReactorResourceFactory eventLoops(SocketSettings settings) {
        int cores = Runtime.getRuntime().availableProcessors();
        int loops = settings.eventLoops() == 0 ? Math.max(1, cores / 2) : settings.eventLoops();
        ReactorResourceFactory factory = new ReactorResourceFactory();
        factory.setUseGlobalResources(false);
        factory.setLoopResourcesSupplier(() -> LoopResources.create("gateway", loops, true));
        return factory;
    }

    @Bean
    NettyServerCustomizer socketOptions() {
        // Netty's adaptive allocator has run out of memory under fan-out; the pooled one has not.
        return server -> server.childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING)
                .childOption(ChannelOption.SO_SNDBUF, KERNEL)
                .childOption(ChannelOption.TCP_NODELAY, true);
    }
}
