package dev.earshot.gateway.feed;

import dev.earshot.gateway.wire.Golden;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What arrives at the other end of one socket, which can be made to read nothing for a while. */
final class WatchingBrowser implements FeedSocket {
    final List<JsonNode> frames = new ArrayList<>();
    boolean reads = true;
    boolean closedAsSlow;
    private final EventExecutor loop;

    WatchingBrowser(EventExecutor loop) {
        this.loop = loop;
    }

    @Override
    public EventExecutor loop() {
        return loop;
    }

    @Override
    public boolean isWritable() {
        return reads;
    }

    @Override
    public void write(ByteBuf bytes) {
        for (String payload : Golden.payloads(bytes)) {
            frames.add(JsonMapper.shared().readTree(payload));
        }
    }

    @Override
    public void closeAsSlow() {
        closedAsSlow = true;
    }

    JsonNode last() {
        return frames.getLast();
    }

    ClientView view() {
        ClientView view = new ClientView();
        frames.forEach(view::apply);
        return view;
    }
}
