import { describe, expect, it } from 'vitest';
import { ALICE, LOUNGE, row, STANDUP } from '../../test/scriptedServer';
import type { Channel } from './call';
import { OwnSeat } from './OwnSeat';
import type { GuildView } from './presence';

const CREW_LOUNGE = { guildId: 'crew', channelId: 'lounge' };

/** Alice's page, which speaks for session s1. */
const alice = (saved: Channel | null = null) => {
  const views = new Map<string, GuildView>();
  const session = { now: { id: 's1', secret: '' }, ready: true };
  const parts = { userId: ALICE, session, liveView: (guildId: string) => views.get(guildId) ?? null };
  return {
    session,
    sits: ({ guildId, channelId }: Channel, sessionId = 's1') =>
      views.set(guildId, {
        guildId,
        epoch: 'e',
        version: 1,
        channels: { [channelId]: [row({ sessionId })] },
      }),
    seat: new OwnSeat(parts, saved),
  };
};

describe('our seat', () => {
  it('is found where it was, also on the way to another guild', () => {
    const { seat, sits } = alice(LOUNGE);
    sits(LOUNGE);
    expect(seat.find(CREW_LOUNGE)).toMatchObject(LOUNGE);
    sits(CREW_LOUNGE);
    expect(seat.find(CREW_LOUNGE)).toMatchObject(CREW_LOUNGE);
  });

  it('is found in the guild where it was asked for, also when nobody wants it any more', () => {
    const { seat, sits } = alice();
    sits(LOUNGE);
    expect(seat.find(null)).toBeNull();
    seat.askedIn('demo');
    expect(seat.find(null)).toMatchObject(LOUNGE);
  });

  it('is not the seat of another session of the same person', () => {
    const { seat, sits } = alice(LOUNGE);
    sits(LOUNGE, 's9');
    expect(seat.find(LOUNGE)).toBeNull();
  });

  it('is not known until our session is settled on the new socket', () => {
    const { seat, sits, session } = alice(LOUNGE);
    sits(LOUNGE);
    session.ready = false;
    expect(seat.find(LOUNGE)).toBeNull();
    expect(seat.isKnownIn('demo')).toBe(false);
  });

  it('may not be left once it was abandoned, until the person asks for one again', () => {
    const { seat } = alice(LOUNGE);
    expect(seat.mayBeLeft).toBe(true);
    seat.abandon();
    expect(seat.mayBeLeft).toBe(false);
    expect(seat.at).toBeNull();
    seat.askedIn('demo');
    expect(seat.mayBeLeft).toBe(true);
  });
});

describe('a seat that is gone', () => {
  it('went for the reason that was told of us, and of nobody else', () => {
    const { seat } = alice(LOUNGE);
    seat.userLeft(ALICE, 'removed');
    seat.userLeft('bob', 'left');
    expect(seat.gone(LOUNGE)).toBe('removed');
    expect(seat.at).toBeNull();
  });

  it('went for a reason that nobody knows if none was told since it was settled', () => {
    const { seat } = alice(LOUNGE);
    seat.userLeft(ALICE, 'expired');
    seat.settled();
    expect(seat.gone(LOUNGE)).toBeNull();
  });

  it('was taken if another session of the same person sits in the guild', () => {
    const { seat, sits } = alice(LOUNGE);
    seat.userLeft(ALICE, 'expired');
    sits(STANDUP, 's9');
    expect(seat.gone(LOUNGE)).toBe('taken');
  });
});
