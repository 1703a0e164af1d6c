package dev.earshot.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;

/**
 * Refuses connections of an address that has none left before anything is made for them: a flood of them costs the event loop an
 * accept and a reset each. Those that come at the same moment are counted by their {@link ConnectionGuard}.
 */
final class AcceptGuard extends ChannelInboundHandlerAdapter {
    private final EdgeParts parts;

    AcceptGuard(EdgeParts parts) {
        this.parts = parts;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Channel accepted) {
            InetAddress address = EdgeConfiguration.address(accepted.remoteAddress());
            String reason = parts.counts().full(parts.counts().client(address));
            if (reason != null) {
                parts.refused().count(reason, address);
                accepted.config().setOption(ChannelOption.SO_LINGER, 0);
                accepted.unsafe().closeForcibly();
                return;
            }
        }
        ctx.fireChannelRead(message);
    }
}
