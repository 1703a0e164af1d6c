package dev.earshot.gateway.media;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.earshot.events.id.SessionId;
import dev.earshot.gateway.directory.Permission;
import dev.earshot.gateway.identity.Person;
import dev.earshot.gateway.web.JsonTime;
import io.livekit.server.AccessToken;
import io.livekit.server.CanPublish;
import io.livekit.server.CanPublishData;
import io.livekit.server.CanPublishSources;
import io.livekit.server.CanSubscribe;
import io.livekit.server.CanUpdateOwnMetadata;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Signs LiveKit's tokens: one person, one session, one room. */
@Component
final class MediaTokens {
    private final MediaSettings settings;
    private final Clock clock;

    MediaTokens(MediaSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What a browser needs to connect.
     *
     * @param url LiveKit's address for browsers
     * @param expiresAt until when the token may be joined with; who has joined stays
     */
    record MediaToken(
            String url,
            String room,
            String token,

            @JsonFormat(pattern = JsonTime.PATTERN, timezone = "UTC")
            Instant expiresAt) {
        /** Without the token. */
        @Override
        public String toString() {
            return "MediaToken[" + room + "]";
        }
    }

    MediaToken issue(Person person, SessionId session, Room room, Set<Permission> granted) {
        Instant end = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(settings.tokenTtl());
        AccessToken token = new AccessToken(settings.apiKey(), settings.apiSecret());
        token.setIdentity(person.id().value());
        token.setName(person.profile().username());
        token.getAttributes().put(Observed.SESSION, session.value());
        token.setExpiration(Date.from(end));
        token.addGrants(
                new RoomJoin(true),
                new RoomName(room.toString()),
                new CanSubscribe(true),
                new CanPublish(granted.contains(Permission.SPEAK)),
                // Cameras and screens come with video; until then nobody publishes one.
                new CanPublishSources(List.of("microphone")),
                new CanPublishData(false),
                new CanUpdateOwnMetadata(false));
        return new MediaToken(settings.publicUrl(), room.toString(), token.toJwt(), end);
    }
}
