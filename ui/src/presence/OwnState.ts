import type { Audio } from '../protocol/frames';
import type { Notice, OwnAudio } from './call';
import type { Commands } from './Commands';
import type { Clock } from './clock';

type Own = OwnAudio & { readonly audio: Audio };

/**
 * Brings what others see of us (muted, deafened, audio) to what we want them to see. Only the newest wish matters: wishes made
 * while a command is on its way become one command after it.
 */
export class OwnState {
  wanted: OwnAudio = { muted: false, deafened: false };
  running = false;
  private audio: Audio = 'connecting';
  private shown: Own | null = null;
  private busy = false;
  private run = 0;

  constructor(
    private readonly clock: Clock,
    private readonly commands: Commands,
    private readonly tell: (notice: Notice) => void,
  ) {}

  want(own: OwnAudio): void {
    this.wanted = { muted: own.muted, deafened: own.deafened };
    this.sync();
  }

  wantAudio(audio: Audio): void {
    this.audio = audio;
    this.sync();
  }

  /** We are seated, and others see us so. */
  resumeFrom(seen: Own): void {
    this.shown = { muted: seen.muted, deafened: seen.deafened, audio: seen.audio };
    this.running = true;
    this.busy = false;
    this.run++;
    this.sync();
  }

  pause(): void {
    this.running = false;
    this.busy = false;
    this.run++;
  }

  private sync(): void {
    const { shown, run } = this;
    const next: Own = { ...this.wanted, audio: this.audio };
    if (!this.running || this.busy || !shown || same(shown, next)) return;
    this.busy = true;
    const audio = next.audio === shown.audio ? {} : { audio: next.audio };
    void this.commands.send({ type: 'voice:state', ...this.wanted, ...audio }).then((outcome) => {
      if (run !== this.run) return;
      if (outcome.ok || !outcome.unknown) {
        // A refusal is told once and not repeated until the person wants something else.
        if (!outcome.ok) this.tell(outcome);
        this.shown = next;
        this.busy = false;
        return this.sync();
      }
      this.clock.after(outcome.retryAfterMs, () => {
        if (run !== this.run) return;
        this.busy = false;
        this.sync();
      });
    });
  }
}

const same = (a: Own, b: Own) => a.muted === b.muted && a.deafened === b.deafened && a.audio === b.audio;
