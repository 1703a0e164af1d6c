import { describe, expect, it } from 'vitest';
import { Playhead, type Frames } from './Playhead';

const NOON = Date.parse('2026-11-25T12:00:00Z');

class Film implements Frames {
  time = NOON;
  private frame: (() => void) | null = null;
  now = () => this.time;
  each = (frame: () => void) => {
    this.frame = frame;
    return () => (this.frame = null);
  };
  get rolls() {
    return this.frame !== null;
  }
  forward(ms: number) {
    this.time += ms;
    this.frame?.();
  }
}

describe('the playhead', () => {
  const at = NOON - 3_600_000;

  it('moves while it plays, and asks the browser for frames only then', () => {
    const film = new Film();
    const head = new Playhead(film, at, 'day', 'UTC');
    expect(film.rolls).toBe(false);
    head.play();
    film.forward(1_000);
    expect(head.store.getState()).toMatchObject({ at: at + 60_000, playing: true });
    head.toggle();
    expect([film.rolls, head.store.getState().playing]).toEqual([false, false]);
  });

  it('stops by itself when it has come to the present', () => {
    const film = new Film();
    const head = new Playhead(film, NOON - 60_000, 'day', 'UTC');
    head.play();
    film.forward(2_000);
    expect(head.store.getState()).toMatchObject({ at: NOON + 2_000, playing: false });
    expect(film.rolls).toBe(false);
  });

  it('turns the page of the slider at midnight, and keeps the span while it is the same', () => {
    const head = new Playhead(new Film(), at, 'day', 'UTC');
    const { span } = head.store.getState();
    head.seek(at - 1);
    expect(head.store.getState().span).toBe(span);
    head.seek(span.from - 1);
    expect(head.store.getState().span).toEqual({ from: span.from - 86_400_000, to: span.from });
    head.show('hour', 'UTC');
    expect(head.store.getState().span.to).toBe(span.from);
  });

  it('does not start later than the present', () => {
    expect(new Playhead(new Film(), NOON + 5, 'day', 'UTC').store.getState().at).toBe(NOON);
  });
});
