package dev.earshot.gateway.directory;

import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.gateway.identity.Welcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The guild {@code demo} of the profile dev: made at the first login, opened to whoever logs in. */
@Component
@Profile("dev")
public final class DemoGuild implements Welcome, DisposableBean {
    /** Its id. */
    public static final GuildId ID = new GuildId("demo");

    private static final List<Channel> CHANNELS = List.of(
            new Channel(new ChannelId("general"), "general", ChannelKind.TEXT, 0),
            new Channel(new ChannelId("lounge"), "lounge", ChannelKind.VOICE, 0),
            new Channel(new ChannelId("standup"), "standup", ChannelKind.VOICE, 0),
            new Channel(new ChannelId("music"), "music", ChannelKind.VOICE, 0));

    private static final Logger LOG = LoggerFactory.getLogger(DemoGuild.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(10);

    // One after the other: a thousand logins at once would else be each other's conflicts.
    private final Scheduler turns = Schedulers.newBoundedElastic(1, 100_000, "demo-guild", 60, true);
    private final DirectoryViews views;
    private final DirectoryTail tail;
    private final DirectoryWriter writer;

    DemoGuild(DirectoryViews views, DirectoryTail tail, DirectoryWriter writer) {
        this.views = views;
        this.tail = tail;
        this.writer = writer;
    }

    /** Completes once the person is a member, at once if they are already. Fails as {@link DirectoryWriter#append} does. */
    @Override
    public Mono<Void> openTo(UserId user) {
        return Mono.<Void>fromRunnable(() -> open(user)).subscribeOn(turns);
    }

    private void open(UserId user) {
        tail.whenCaughtUp().block(CATCH_UP);
        Optional<DirectoryEvent> missing = missing(views.guild(ID).orElse(null), user);
        while (missing.isPresent()) {
            try {
                writer.append(ID, missing.get()).block();
            } catch (DirectoryConflict another) {
                // Another gateway was first. Its change is being read; what is still missing then is tried again.
                LOG.debug("Lost a turn at the demo guild", another);
            }
            missing = missing(views.guild(ID).orElse(null), user);
        }
    }

    @Override
    public void destroy() {
        turns.dispose();
    }

    /** The next event that is missing until the guild is whole and the user in it. Pure. */
    static Optional<DirectoryEvent> missing(@Nullable GuildView view, UserId user) {
        if (view == null) return Optional.of(new DirectoryEvent.GuildCreated(0, "Demo"));
        // Only while nobody is in it: a channel that was deleted later stays deleted.
        if (view.members().isEmpty()) {
            for (Channel channel : CHANNELS) {
                if (!view.channels().containsKey(channel.id())) {
                    return Optional.of(new DirectoryEvent.ChannelCreated(
                            view.version(), channel.id(), channel.name(), channel.kind(), channel.seats()));
                }
            }
        }
        return view.isMember(user)
                ? Optional.empty()
                : Optional.of(new DirectoryEvent.MemberAdded(view.version(), user));
    }
}
