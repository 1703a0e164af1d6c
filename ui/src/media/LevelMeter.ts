import { audioContext, wakeAudio } from './audioContext';
import workletUrl from './level.worklet?worker&url';

export interface Level {
  /** Loudness in dB below full scale, -100 for silence. */
  readonly db: number;
  readonly speaking: boolean;
}

let loaded: Promise<void> | undefined;

/** Listens to one track on the audio thread. Works on muted microphones too, if given a track that is not the published one. */
export class LevelMeter {
  private node: AudioWorkletNode | undefined;
  private source: MediaStreamAudioSourceNode | undefined;
  private stopped = false;

  constructor(
    private readonly on: (level: Level) => void,
    private thresholdDb: number,
  ) {}

  async listen(track: MediaStreamTrack): Promise<void> {
    const context = audioContext();
    loaded ??= context.audioWorklet.addModule(workletUrl);
    await loaded;
    if (this.stopped) return;
    this.source?.disconnect();
    this.source = context.createMediaStreamSource(new MediaStream([track]));
    this.node ??= this.createNode(context);
    this.source.connect(this.node);
    // After a reload nobody has touched the page yet; but one that holds the microphone may run its audio.
    void wakeAudio();
  }

  setThreshold(db: number): void {
    this.thresholdDb = db;
    this.node?.port.postMessage(db);
  }

  stop(): void {
    this.stopped = true;
    this.source?.disconnect();
    this.node?.disconnect();
    this.node?.port.close();
  }

  private createNode(context: AudioContext): AudioWorkletNode {
    const node = new AudioWorkletNode(context, 'level', { numberOfInputs: 1, numberOfOutputs: 0 });
    node.port.onmessage = ({ data }: MessageEvent<Level>) => this.on(data);
    node.port.postMessage(this.thresholdDb);
    return node;
  }
}
