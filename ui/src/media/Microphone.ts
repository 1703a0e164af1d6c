import { LevelMeter, type Level } from './LevelMeter';
import { micProblem, type MicProblem } from './micProblem';

export interface MicChoice {
  /** Empty: whatever the system prefers. */
  readonly deviceId: string;
  readonly noiseSuppression: boolean;
  readonly thresholdDb: number;
}

export type MicState =
  { readonly at: 'off' | 'asking' | 'on' } | { readonly at: 'problem'; readonly problem: MicProblem };

export interface MicEvents {
  state(state: MicState): void;
  level(level: Level): void;
}

/**
 * One open microphone. The level is measured on the captured track, what is published is a clone of it: so muting the clone
 * does not deafen the meter, and somebody who talks while muted can be told.
 */
export class Microphone {
  state: MicState = { at: 'off' };
  private captured: MediaStreamTrack | null = null;
  private meter: LevelMeter | null = null;
  private opening: Promise<MediaStreamTrack | null> | null = null;
  private run = 0;

  constructor(
    private choice: MicChoice,
    private readonly on: MicEvents,
  ) {}

  /** The captured track, or null with the reason in `state`. */
  open(): Promise<MediaStreamTrack | null> {
    this.opening ??= this.openAnew().finally(() => {
      this.opening = null;
    });
    return this.opening;
  }

  private async openAnew(): Promise<MediaStreamTrack | null> {
    if (this.captured) return this.captured;
    const run = ++this.run;
    this.become({ at: 'asking' });
    try {
      const track = await capture(this.choice);
      if (run !== this.run) {
        track.stop();
        return null;
      }
      // Only the world ends a track (unplugged, permission withdrawn): our own stop fires no event.
      track.onended = () => this.fail('lost');
      this.captured = track;
      this.meter ??= new LevelMeter((level) => this.on.level(level), this.choice.thresholdDb);
      this.become({ at: 'on' });
      // Publishing does not wait for the meter; without it the call works, only without one's own ring.
      this.meter.listen(track).catch((error: unknown) => console.warn('earshot: no level meter', error));
      return track;
    } catch (error) {
      if (run === this.run) this.fail('mediaDevices' in navigator ? micProblem(error) : 'insecure');
      return null;
    }
  }

  close(): void {
    this.run++;
    this.opening = null;
    this.captured?.stop();
    this.captured = null;
    this.meter?.stop();
    this.meter = null;
    this.become({ at: 'off' });
  }

  /** True if the microphone must be opened again to follow the choice. */
  choose(choice: MicChoice): boolean {
    const before = this.choice;
    this.choice = choice;
    this.meter?.setThreshold(choice.thresholdDb);
    const reopen = before.deviceId !== choice.deviceId || before.noiseSuppression !== choice.noiseSuppression;
    if (reopen && this.captured) this.close();
    return reopen;
  }

  private fail(problem: MicProblem): void {
    this.close();
    this.become({ at: 'problem', problem });
  }

  private become(state: MicState): void {
    this.state = state;
    this.on.state(state);
  }
}

/**
 * Asks for exactly what was chosen: what is merely preferred, Chromium passes over for a source that the page has open already, as
 * it has while another microphone is chosen in a call. A remembered device that is not plugged in today gives way to the system's.
 */
async function capture({ deviceId, noiseSuppression }: MicChoice): Promise<MediaStreamTrack> {
  const asChosen = { noiseSuppression: { exact: noiseSuppression } };
  const device = deviceId === '' ? {} : { deviceId: { exact: deviceId } };
  for (const wish of [{ ...asChosen, ...device }, asChosen]) {
    try {
      return await open(wish);
    } catch (error) {
      if (!(error instanceof OverconstrainedError)) throw error;
    }
  }
  return open({ noiseSuppression });
}

async function open(wish: MediaTrackConstraints): Promise<MediaStreamTrack> {
  const audio = { echoCancellation: true, autoGainControl: true, channelCount: 1, ...wish };
  const stream = await navigator.mediaDevices.getUserMedia({ audio });
  const [track] = stream.getAudioTracks();
  if (!track) throw new DOMException('no audio track', 'NotFoundError');
  return track;
}
