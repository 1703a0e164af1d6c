package dev.earshot.gateway.media;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.IdText;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.gateway.audit.AuditLog;
import dev.earshot.gateway.directory.Channel;
import dev.earshot.gateway.directory.Directory;
import dev.earshot.gateway.directory.GuildView;
import dev.earshot.gateway.directory.Permission;
import dev.earshot.gateway.directory.PermissionResolver;
import dev.earshot.gateway.feed.PresenceTable;
import dev.earshot.gateway.identity.Person;
import dev.earshot.gateway.limits.RequestLimits;
import dev.earshot.gateway.media.MediaTokens.MediaToken;
import dev.earshot.gateway.web.ClientAddress;
import dev.earshot.http.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Media tokens, for whoever is present: given to the user's current session alone, and only while its row is in that channel.
 * So nobody listens unseen, and nobody has to be believed about where they are.
 */
@RestController
final class VoiceTokenController {
    /** A page asks as soon as its join is acknowledged; its row may be a moment behind. */
    private static final Duration ROW_WITHIN = Duration.ofSeconds(2);

    private final MediaSettings settings;
    private final MediaTokens tokens;
    private final Directory directory;
    private final PresenceTable presence;
    private final RequestLimits limits;
    private final AuditLog audit;
    private final Clock clock;
    private final MeterRegistry meters;

    VoiceTokenController(
            MediaSettings settings,
            MediaTokens tokens,
            Directory directory,
            PresenceTable presence,
            RequestLimits limits,
            AuditLog audit,
            Clock clock,
            MeterRegistry meters) {
        this.settings = settings;
        this.tokens = tokens;
        this.directory = directory;
        this.presence = presence;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
        this.meters = meters;
    }

    /** Where, and for which of one's own sessions. Whatever else is sent is not looked at: the caller is who their token says. */
    record Wish(
            @Nullable String guildId,
            @Nullable String channelId,
            @Nullable String sessionId) {}

    @Operation(summary = "A LiveKit token for the room of a channel, for whoever is present there with that session")
    @PostMapping("/api/voice/token")
    Mono<MediaToken> token(@AuthenticationPrincipal Person person, @RequestBody Wish wish, ServerHttpRequest request) {
        String address = ClientAddress.of(request);
        return Mono.defer(() -> decide(person, wish, address))
                .doOnNext(_ -> issued(person, wish, address))
                .doOnError(Refused.class, refused -> refused(person, wish, address, refused.code()));
    }

    private Mono<MediaToken> decide(Person person, Wish wish, String address) {
        limits.mediaToken(person.id(), address).ifPresent(wait -> {
            throw Refused.tooMany(wait);
        });
        if (!settings.isConfigured()) {
            throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, "media-unavailable", "This Earshot runs without audio.");
        }
        Room room = room(wish);
        SessionId session = new SessionId(text(wish.sessionId()));
        mayConnect(person, room);
        return presence.awaitRow(room.guild(), person.id(), row -> isHere(row, session, room))
                .timeout(ROW_WITHIN, Mono.error(() -> absent(person, session, room)))
                // Again after the wait: what one may do is what the directory says now.
                .map(_ -> tokens.issue(person, session, room, mayConnect(person, room)));
    }

    private static Room room(Wish wish) {
        if (!IdText.isId(wish.guildId()) || !IdText.isId(wish.channelId()) || !IdText.isId(wish.sessionId())) {
            throw new Refused(
                    HttpStatus.BAD_REQUEST,
                    "bad-request",
                    "Send a guildId, a channelId and a sessionId, all of them ids.");
        }
        return new Room(new GuildId(text(wish.guildId())), new ChannelId(text(wish.channelId())));
    }

    private Set<Permission> mayConnect(Person person, Room room) {
        GuildView guild = directory
                .guild(room.guild())
                .filter(view -> view.isMember(person.id()))
                .orElseThrow(() -> new Refused(
                        HttpStatus.FORBIDDEN,
                        "not-a-member",
                        "There is no such guild, or you are not a member of it."));
        Channel channel = guild.channels().get(room.channel());
        Set<Permission> granted = PermissionResolver.inChannel(guild, person.id(), room.channel());
        if (channel == null || !granted.contains(Permission.VIEW)) {
            throw new Refused(HttpStatus.NOT_FOUND, "unknown-channel", "There is no such channel.");
        }
        if (channel.kind() != ChannelKind.VOICE) {
            throw new Refused(HttpStatus.CONFLICT, "not-a-voice-channel", channel.name() + " is not a voice channel.");
        }
        if (!granted.contains(Permission.CONNECT)) {
            throw new Refused(HttpStatus.FORBIDDEN, "forbidden", "You may not join " + channel.name() + ".");
        }
        return granted;
    }

    private static boolean isHere(PresenceRow row, SessionId session, Room room) {
        return row.sessionId().equals(session) && row.channelId().equals(room.channel());
    }

    private Refused absent(Person person, SessionId session, Room room) {
        boolean elsewhere = presence.row(room.guild(), person.id())
                .filter(row -> !row.sessionId().equals(session))
                .isPresent();
        return elsewhere
                ? new Refused(HttpStatus.CONFLICT, "replaced", "You are in this call from another window or device.")
                : new Refused(HttpStatus.CONFLICT, "not-present", "Join the channel first.");
    }

    private void issued(Person person, Wish wish, String address) {
        meters.counter("earshot.media.tokens", "outcome", "issued").increment();
        audit.append(new AuditFact.TokenIssued(
                clock.instant(),
                person.id(),
                address,
                new GuildId(text(wish.guildId())),
                new ChannelId(text(wish.channelId())),
                new SessionId(text(wish.sessionId()))));
    }

    private void refused(Person person, Wish wish, String address, String code) {
        meters.counter("earshot.media.tokens", "outcome", code).increment();
        audit.append(new AuditFact.TokenRefused(
                clock.instant(),
                person.id(),
                address,
                IdText.isId(wish.guildId()) ? new GuildId(text(wish.guildId())) : null,
                IdText.isId(wish.channelId()) ? new ChannelId(text(wish.channelId())) : null,
                IdText.isId(wish.sessionId()) ? new SessionId(text(wish.sessionId())) : null,
                code,
                1));
    }

    private static String text(@Nullable String id) {
        return id == null ? "" : id;
    }
}
