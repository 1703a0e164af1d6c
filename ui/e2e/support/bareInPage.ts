/** What a bare client's page runs. Only types are shared with the tests. */

export interface Heard {
  /** How long anything was to be heard, in ms. */
  readonly loudMs: number;
  /** When it was last so, as `Date.now()` says it; 0 for never. */
  readonly lastLoudAt: number;
  /** How many tracks of video came. */
  readonly videos: number;
}

interface Pass {
  readonly url: string;
  readonly token: string;
}

interface BareInPage {
  connect(url: string, token: string): Promise<void>;
  publishTone(hertz: number): Promise<void>;
  publishVideo(): Promise<void>;
  heard(): Heard;
  isOut(): boolean;
  comeInInTurn(passes: readonly Pass[], forMs: number): Promise<number>;
}

/** What of LiveKit's client is used here. */
interface RemoteTrack {
  readonly kind: string;
  readonly mediaStreamTrack: MediaStreamTrack;
  attach(): HTMLMediaElement;
}
interface LocalTrack {
  on(event: 'muted', then: () => void): void;
  unmute(): Promise<unknown>;
}
interface BareRoom {
  readonly state: string;
  readonly localParticipant: {
    publishTrack(track: MediaStreamTrack, as: { source: string }): Promise<{ track?: LocalTrack }>;
  };
  on(event: 'trackSubscribed', then: (track: RemoteTrack) => void): BareRoom;
  on(event: 'disconnected', then: () => void): BareRoom;
  connect(url: string, token: string, options: { peerConnectionTimeout: number }): Promise<void>;
  disconnect(): Promise<void>;
}

export function installBareClient(): void {
  const context = new AudioContext({ sampleRate: 48_000 });
  // Of everything that comes in together, in pieces of 21 ms.
  const ear = context.createScriptProcessor(1_024, 1, 1);
  ear.connect(context.destination);
  let [loudMs, lastLoudAt, videos] = [0, 0, 0];
  ear.onaudioprocess = ({ inputBuffer }) => {
    const samples = inputBuffer.getChannelData(0);
    const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // -60 dB: the tones are 40 dB louder, and silence is silent.
    if (energy < 1e-6) return;
    loudMs += (samples.length / context.sampleRate) * 1_000;
    lastLoudAt = Date.now();
  };

  const hasty = { peerConnectionTimeout: 5_000 };
  let room: BareRoom | null = null;
  const newRoom = (): BareRoom => {
    const Made = window.LivekitClient.Room as unknown as new (options: object) => BareRoom;
    // As our page has it: why is said there.
    const made = new Made({ singlePeerConnection: false });
    return made.on('trackSubscribed', (track) => {
      if (track.kind === 'video') return void videos++;
      // Without an element that plays it Chromium decodes nothing.
      const element = track.attach();
      element.muted = true;
      document.body.append(element);
      context.createMediaStreamSource(new MediaStream([track.mediaStreamTrack])).connect(ear);
    });
  };
  const joined = (): BareRoom => {
    if (!room) throw new Error('in no room');
    return room;
  };

  window.bare = {
    async connect(url, token) {
      room = newRoom();
      await room.connect(url, token, hasty);
    },
    async publishTone(hertz) {
      const out = context.createMediaStreamDestination();
      const tone = new OscillatorNode(context, { frequency: hertz });
      tone.connect(new GainNode(context, { gain: 0.5 })).connect(out);
      tone.start();
      const [track] = out.stream.getAudioTracks();
      if (!track) throw new Error('no tone');
      const published = (await joined().localParticipant.publishTrack(track, { source: 'microphone' })).track;
      published?.on('muted', () => setTimeout(() => void published.unmute(), 50));
    },
    async publishVideo() {
      const canvas = document.createElement('canvas');
      const drawing = canvas.getContext('2d');
      setInterval(() => drawing?.fillRect(Math.random() * 100, 0, 10, 10), 50);
      const [track] = canvas.captureStream(15).getVideoTracks();
      if (!track) throw new Error('no video');
      const published = joined().localParticipant.publishTrack(track, { source: 'microphone' });
      await Promise.race([published, new Promise((enough) => setTimeout(enough, 5_000))]);
    },
    heard: () => ({ loudMs, lastLoudAt, videos }),
    isOut: () => room?.state !== 'connected',
    async comeInInTurn(passes, forMs) {
      const end = performance.now() + forMs;
      let times = 0;
      for (; performance.now() < end; times++) {
        const pass = passes[times % passes.length];
        if (!pass) break;
        const visit = newRoom();
        const isOver = new Promise<void>((over) => {
          visit.on('disconnected', () => over());
          setTimeout(over, end - performance.now());
        });
        // Put out before it is quite in, it would wait for a connection that never comes.
        await visit.connect(pass.url, pass.token, { peerConnectionTimeout: 1_000 }).then(
          () => isOver,
          () => undefined,
        );
        void visit.disconnect();
      }
      return times;
    },
  };
}

declare global {
  interface Window {
    bare?: BareInPage;
  }
}
