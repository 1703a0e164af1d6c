package dev.earshot.gateway.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.id.ChannelId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The voice channels that a socket may see. Whoever sees the same ones shares every buffer. */
public record Visible(Set<ChannelId> channels) {
    public Visible {
        channels = Set.copyOf(channels);
    }

    public static Visible of(Collection<ChannelId> channels) {
        return new Visible(Set.copyOf(channels));
    }

    boolean sees(ChannelId channel) {
        return channels.contains(channel);
    }

    List<ChannelId> sorted() {
        return channels.stream().sorted(Comparator.comparing(ChannelId::value)).toList();
    }

    /**
     * What an audience's versions count in: the same on every gateway, and never the same for other content.
     *
     * @param partition the part that all guilds of the partition share: another one after the table was created again or repaired
     */
    public String epoch(String partition) {
        String all = sorted().stream().map(ChannelId::value).collect(Collectors.joining("/"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
            return partition + '-' + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256", impossible);
        }
    }
}
