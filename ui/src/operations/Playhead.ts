import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  atSpeed,
  hasArrived,
  lookedAt,
  lookedAtNext,
  momentOf,
  pause,
  play,
  seek,
  type Playback,
  type Speed,
} from './playback';
import { spanOf, type Zoom } from './timeline';
import type { Span } from './zone';

export interface Shown {
  readonly at: number;
  /** The moment whose state is asked for. */
  readonly looked: number;
  /** The day or hour that the slider shows; the same object while it is the same. */
  readonly span: Span;
  readonly playing: boolean;
  readonly speed: Speed;
}

/** Real time, and a call at every frame that the browser draws. */
export interface Frames {
  now(): number;
  /** The answer ends it. */
  each(frame: () => void): () => void;
}

/** Which moment is shown: brings the playback's arithmetic, the slider's span and the browser's frames together. */
export class Playhead {
  readonly store: StoreApi<Shown>;
  private playback: Playback;
  private stopFrames: (() => void) | null = null;

  constructor(
    private readonly frames: Frames,
    at: number,
    private zoom: Zoom,
    private zone: string,
  ) {
    this.playback = seek({ at, since: null, speed: 60 }, at, frames.now());
    this.store = createStore<Shown>(() => ({
      at: this.playback.at,
      looked: this.playback.at,
      span: spanOf(this.playback.at, zoom, zone),
      playing: false,
      speed: this.playback.speed,
    }));
  }

  play(): void {
    this.become(play(this.playback, this.frames.now()));
  }

  pause(): void {
    this.become(pause(this.playback, this.frames.now()));
  }

  toggle(): void {
    if (this.playback.since === null) this.play();
    else this.pause();
  }

  seek(at: number): void {
    this.become(seek(this.playback, at, this.frames.now()));
  }

  setSpeed(speed: Speed): void {
    this.become(atSpeed(this.playback, speed, this.frames.now()));
  }

  show(zoom: Zoom, zone: string): void {
    if (zoom === this.zoom && zone === this.zone) return;
    this.zoom = zoom;
    this.zone = zone;
    this.store.setState({ span: spanOf(this.store.getState().at, zoom, zone) });
  }

  /** The moments that will be looked at next, so that they can be there before. */
  next(count: number): number[] {
    return lookedAtNext(this.playback, this.frames.now(), count);
  }

  stop(): void {
    this.pause();
  }

  private become(playback: Playback): void {
    this.playback = playback;
    this.tick();
    if (playback.since === null) {
      this.stopFrames?.();
      this.stopFrames = null;
    } else this.stopFrames ??= this.frames.each(() => this.tick());
  }

  private tick(): void {
    const now = this.frames.now();
    if (hasArrived(this.playback, now)) return this.become(pause(this.playback, now));
    const at = momentOf(this.playback, now);
    const { span } = this.store.getState();
    this.store.setState({
      at,
      looked: lookedAt(this.playback, now),
      span: at >= span.from && at < span.to ? span : spanOf(at, this.zoom, this.zone),
      playing: this.playback.since !== null,
      speed: this.playback.speed,
    });
  }
}

export const browserFrames: Frames = {
  now: () => Date.now(),
  each: (frame) => {
    let handle = 0;
    const run = () => {
      handle = requestAnimationFrame(run);
      frame();
    };
    handle = requestAnimationFrame(run);
    return () => cancelAnimationFrame(handle);
  },
};
