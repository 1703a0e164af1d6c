/** What a page opens, sends and plays, written down as it happens. It changes nothing of it. */

interface Ledger {
  /** Every track of a microphone, and every clone of one. */
  readonly tracks: MediaStreamTrack[];
  readonly connections: RTCPeerConnection[];
  /** Pitches in Hz, in the order in which they were begun. */
  readonly notes: number[];
}

/** Runs in the page, before anything else of it. */
export function keepLedger(): void {
  const ledger: Ledger = { tracks: [], connections: [], notes: [] };
  window.ledger = ledger;
  const { getUserMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getUserMedia = async function (wish) {
    const stream = await getUserMedia.call(this, wish);
    ledger.tracks.push(...stream.getAudioTracks());
    return stream;
  };
  const { clone } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.clone = function () {
    const copy = clone.call(this);
    if (ledger.tracks.includes(this)) ledger.tracks.push(copy);
    return copy;
  };
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      ledger.connections.push(this);
    }
  };
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when) {
    ledger.notes.push(this.frequency.value);
    start.call(this, when);
  };
}

/** Runs in the page. */
export function openMicrophones(): { label: string; noiseSuppression: boolean | undefined }[] {
  return (window.ledger?.tracks ?? [])
    .filter((track) => track.readyState === 'live')
    .map((track) => ({ label: track.label, noiseSuppression: track.getSettings().noiseSuppression }));
}

export interface Sent {
  /** How much of the microphone was taken into what is sent. */
  readonly seconds: number;
  /** The loudness of all that, added up: 0 only if every sample of it was silent. */
  readonly energy: number;
}

/** Runs in the page. */
export async function secondsSent(): Promise<Sent> {
  let [seconds, energy] = [0, 0];
  for (const connection of window.ledger?.connections ?? []) {
    for (const report of (await connection.getStats()).values() as Iterable<Record<string, unknown>>) {
      if (report['type'] !== 'media-source' || report['kind'] !== 'audio') continue;
      seconds += Number(report['totalSamplesDuration'] ?? 0);
      energy += Number(report['totalAudioEnergy'] ?? 0);
    }
  }
  return { seconds, energy };
}

declare global {
  interface Window {
    ledger?: Ledger;
  }
}
