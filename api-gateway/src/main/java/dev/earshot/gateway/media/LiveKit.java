package dev.earshot.gateway.media;

import io.livekit.server.RoomServiceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import livekit.LivekitModels.ParticipantInfo;
import okhttp3.OkHttpClient;
import org.springframework.stereotype.Component;
import retrofit2.Call;
import retrofit2.Response;

/** LiveKit's room service, in our words. Its calls block, for 3 s at most. */
@Component
final class LiveKit {
    static final Duration LONGEST_CALL = Duration.ofSeconds(3);
    private static final int NOT_FOUND = 404;

    private final RoomServiceClient rooms;

    LiveKit(MediaSettings settings) {
        OkHttpClient http = new OkHttpClient.Builder()
                .callTimeout(LONGEST_CALL)
                .connectTimeout(Duration.ofSeconds(1))
                .build();
        this.rooms =
                RoomServiceClient.createClient(settings.url(), settings.apiKey(), settings.apiSecret(), () -> http);
    }

    /** What became of a request about one participant. */
    enum Outcome {
        DONE,
        /** They, or the track, are gone; or another of the person's sessions is in their place. */
        GONE,
        /** LiveKit lists them and does not know them yet: so it is right after a join. Worth another look at once. */
        NOT_YET
    }

    /** Rooms that exist now and are ours. */
    List<Room> rooms() throws IOException {
        return answer(rooms.listRooms()).orElse(List.of()).stream()
                .flatMap(room -> Room.parse(room.getName()).stream())
                .toList();
    }

    List<Observed> participants(Room room) throws IOException {
        return answer(rooms.listParticipants(room.toString())).orElse(List.of()).stream()
                .map(Observed::of)
                .toList();
    }

    /**
     * Removes a participant, whom LiveKit knows by identity alone: so it is looked at once more, lest the same person's next
     * session be the one that goes.
     */
    Outcome remove(Room room, Observed participant) throws IOException {
        Optional<ParticipantInfo> now = answer(rooms.getParticipant(room.toString(), participant.identity()));
        if (now.isEmpty() || !Observed.of(now.get()).isSameStay(participant)) return Outcome.GONE;
        return isFound(rooms.removeParticipant(room.toString(), participant.identity()))
                ? Outcome.DONE
                : Outcome.NOT_YET;
    }

    /** Mutes a track. The client is told, and may open it again. */
    Outcome mute(Room room, Observed participant, String track) throws IOException {
        return isFound(rooms.mutePublishedTrack(room.toString(), participant.identity(), track, true))
                ? Outcome.DONE
                : Outcome.GONE;
    }

    /** Empty for what is not there. */
    private static <T> Optional<T> answer(Call<T> call) throws IOException {
        Response<T> response = call.execute();
        return isFound(response) ? Optional.ofNullable(response.body()) : Optional.empty();
    }

    private static boolean isFound(Call<?> call) throws IOException {
        return isFound(call.execute());
    }

    private static boolean isFound(Response<?> response) throws IOException {
        if (response.code() == NOT_FOUND) return false;
        if (!response.isSuccessful()) throw new IOException("LiveKit answered " + response.code());
        return true;
    }
}
