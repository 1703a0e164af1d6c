import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Channels, ServerFrame, UserList } from '../protocol/frames';
import { apply, fromSnapshot, seatOf, type GuildView } from './presence';

interface Scenario {
  name: string;
  given: UserList | null;
  when: ServerFrame[];
  then: 'hole' | { epoch: string; version: number; channels: Channels };
}

const folder = new URL('../../../voice-events/golden/wire/scenarios/', import.meta.url);
const scenarios = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario,
);

/** Plays the frames as PresenceClient does: only a snapshot of the watched guild ends a hole. */
function play({ given, when }: Scenario): GuildView | 'hole' {
  let view: GuildView | 'hole' = given ? fromSnapshot(given) : 'hole';
  for (const frame of when) {
    if (frame.type === 'voice:userlist') {
      if (given === null || frame.guildId === given.guildId) view = fromSnapshot(frame);
    } else if (frame.type === 'voice:changes' && view !== 'hole') view = apply(view, frame);
  }
  return view;
}

const inAnyOrder = (channels: Channels) =>
  Object.fromEntries(
    Object.entries(channels)
      .filter(([, people]) => people.length > 0)
      .map(([id, people]) => [id, [...people].sort((a, b) => a.userId.localeCompare(b.userId))]),
  );

describe('the client twin, by the golden scenarios', () => {
  it('finds the scenarios', () => expect(scenarios.length).toBeGreaterThanOrEqual(26));

  it.each(scenarios.map((s) => [s.name, s] as const))('%s', (_, scenario) => {
    const got = play(scenario);
    if (scenario.then === 'hole' || got === 'hole') return expect(got).toBe(scenario.then);
    const { epoch, version, channels } = got;
    expect({ epoch, version, channels: inAnyOrder(channels) }).toEqual({
      ...scenario.then,
      channels: inAnyOrder(scenario.then.channels),
    });
    return undefined;
  });
});

describe('the view', () => {
  const view: GuildView = { guildId: 'demo', epoch: 'e', version: 5, channels: {} };

  it('keeps its identity when a frame holds nothing new, so that nothing renders', () => {
    expect(apply(view, { type: 'voice:changes', guildId: 'demo', from: 1, version: 5, changes: [] })).toBe(
      view,
    );
  });

  it('never changes a channel that a change does not touch', () => {
    const given = scenarios.find((s) => s.given?.channels['standup'])?.given;
    if (!given) throw new Error('no scenario with two channels');
    const before = fromSnapshot(given);
    const after = apply(before, {
      type: 'voice:changes',
      guildId: 'demo',
      from: before.version,
      version: before.version + 1,
      changes: [{ type: 'voice:leave', channelId: 'lounge', userId: 'alice', reason: 'left' }],
    });
    expect(after === 'hole' ? after : after.channels['standup']).toBe(before.channels['standup']);
  });

  it('tells where a user sits', () => {
    const lounge = scenarios.find((s) => s.given?.channels['lounge'])?.given;
    expect(seatOf(lounge ? fromSnapshot(lounge) : null, 'alice')?.channelId).toBe('lounge');
    expect(seatOf(view, 'alice')).toBeNull();
  });
});
