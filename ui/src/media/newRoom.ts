import { AudioPresets, DefaultReconnectPolicy, Room } from 'livekit-client';

/** LiveKit's own tries, in ms, before we give up that room and enter it with a new token. */
const OWN_RETRIES_MS = [0, 300, 1_200, 2_700, 4_800];

/** LiveKit's Room, set up for voice. `outputId` is empty for the speaker that the system prefers. */
export function newRoom(outputId: string): Room {
  return new Room({
    // One connection for each way. Over a single one Chromium 156 refuses the offer that publishes the microphone, now and then:
    // "Transceiver not found based on m-line index".
    singlePeerConnection: false,
    reconnectPolicy: new DefaultReconnectPolicy(OWN_RETRIES_MS),
    ...(outputId === '' ? {} : { audioOutput: { deviceId: outputId } }),
    // Sent twice, so that a lost packet is not heard: with it a voice takes about 50 kbit/s.
    publishDefaults: { audioPreset: AudioPresets.speech, dtx: true, red: true },
  });
}
