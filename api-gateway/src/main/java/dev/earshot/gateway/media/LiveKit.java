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
    private static final Duration LONGEST_CALL = Duration.ofSeconds(3);
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

    /** Rooms that exist now and are ours. */
    List<Room> rooms() throws IOException {
        return answer(rooms.listRooms()).orElse(List.of()).stream()
                .flatMap(room -> Room.parse(room.getName()).stream())
                .toList();
    }

    List<Listener> listeners(Room room) throws IOException {
        return answer(rooms.listParticipants(room.toString())).orElse(List.of()).stream()
                .map(participant -> Listener.of(room, participant))
                .toList();
    }

    /**
     * Removes a listener, whom LiveKit knows by identity alone: so it is looked at once more, lest the same person's next
     * session be the one that goes. False if they were not there any more.
     */
    boolean remove(Listener listener) throws IOException {
        String room = listener.room().toString();
        Optional<ParticipantInfo> now = answer(rooms.getParticipant(room, listener.identity()));
        if (now.isEmpty() || !Listener.of(listener.room(), now.get()).equals(listener)) return false;
        answer(rooms.removeParticipant(room, listener.identity()));
        return true;
    }

    /** Empty for what is not there. */
    private static <T> Optional<T> answer(Call<T> call) throws IOException {
        Response<T> response = call.execute();
        if (response.code() == NOT_FOUND) return Optional.empty();
        if (!response.isSuccessful()) throw new IOException("LiveKit answered " + response.code());
        return Optional.ofNullable(response.body());
    }
}
