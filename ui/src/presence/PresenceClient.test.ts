import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ALICE, HEARTBEAT_MS, LOUNGE, row, ScriptedServer, STANDUP } from '../../test/scriptedServer';
import { ANSWER_TIMEOUT_MS } from './Commands';
import { ROW_TIMEOUT_MS } from './InFlight';
import { ANSWER_MS, LoginLost } from './Link';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** The first try comes within it. */
const FIRST_BACKOFF_MS = 1_000;
const join = (channelId: string, over = {}) => ({ type: 'voice:join', channelId, ...row(over) });
const leave = (channelId: string, reason: string) => ({
  type: 'voice:leave',
  channelId,
  userId: ALICE,
  reason,
});

describe('the connection', () => {
  it('offers the protocol and the token, and nothing in the address', () => {
    const server = new ScriptedServer();
    expect(server.socket.protocols).toEqual(['earshot.v1', 'bearer.token-1']);
  });

  it('brings a new token after any handshake that failed', async () => {
    const server = new ScriptedServer();
    await server.close(1006);
    await server.pass(FIRST_BACKOFF_MS);
    expect(server.renewals).toBe(1);
    expect(server.sockets).toHaveLength(2);
  });

  it.each([1012, 1006, 4000, 4099])(
    'comes back after a close with %i, with the token it has',
    async (code) => {
      const server = new ScriptedServer();
      await server.accept();
      await server.close(code);
      expect(server.state.link).toMatchObject({ at: 'waiting' });
      await server.pass(FIRST_BACKOFF_MS);
      expect(server.sockets).toHaveLength(2);
      expect(server.renewals).toBe(0);
    },
  );

  it.each([4100, 4199])('gets a new token first after a close with %i', async (code) => {
    const server = new ScriptedServer();
    await server.accept();
    server.renew = () => Promise.resolve('token-new');
    await server.close(code, 'Your login has expired.');
    await server.pass(FIRST_BACKOFF_MS);
    expect(server.socket.protocols).toContain('bearer.token-new');
  });

  it.each([4200, 4299])('stops after a close with %i and tells why', async (code) => {
    const server = new ScriptedServer();
    await server.accept();
    await server.close(code, 'You are connected elsewhere.');
    await server.pass(3_600_000);
    expect(server.sockets).toHaveLength(1);
    expect(server.state.link).toEqual({ at: 'stopped', code, why: 'You are connected elsewhere.' });
  });

  it('stops when the login itself is over', async () => {
    const server = new ScriptedServer();
    server.renew = () => Promise.reject(new LoginLost('Log in again.'));
    await server.close(1006);
    await server.pass(FIRST_BACKOFF_MS);
    expect(server.state.link).toMatchObject({ at: 'stopped', why: 'Log in again.' });
  });

  it('keeps trying while the server that gives tokens is away', async () => {
    const server = new ScriptedServer();
    server.renew = () => Promise.reject(new TypeError('fetch failed'));
    await server.close(1006);
    await server.pass(120_000);
    expect(server.sockets).toHaveLength(1);
    server.renew = () => Promise.resolve('token-2');
    await server.pass(15_000);
    expect(server.sockets[1]?.protocols).toContain('bearer.token-2');
  });

  it('spreads the first tries over a second, so that not everyone returns at once', async () => {
    const waits: number[] = [];
    for (const random of [0, 0.5, 0.999]) {
      const server = new ScriptedServer({ random });
      await server.accept();
      const lostAt = Date.now();
      await server.close(1012);
      const { link } = server.state;
      waits.push(link.at === 'waiting' ? link.retryAt - lostAt : -1);
    }
    expect(waits).toEqual([100, 550, 999]);
  });

  it('takes a socket for dead on which nothing answers a heartbeat', async () => {
    const server = new ScriptedServer({ random: 0 });
    server.answersHeartbeats = false;
    await server.accept();
    await server.pass(0);
    expect(server.sent('voice:heartbeat')).toHaveLength(1);
    const first = server.socket;
    await server.pass(ANSWER_MS);
    expect(first.closedByClient).toBe(true);
    expect(server.state.link.at).toBe('waiting');
  });

  it('does not sit out the backoff when the network is back', async () => {
    const server = new ScriptedServer({ random: 0.999 });
    await server.accept();
    await server.close(1006);
    server.client.checkNow();
    expect(server.sockets).toHaveLength(2);
  });
});

describe('the heartbeat', () => {
  it('comes first after a random part of its period, then every period, with the version that was seen', async () => {
    const server = new ScriptedServer({ random: 0.4 });
    server.client.watch('demo');
    await server.accept();
    await server.snapshot();
    expect(server.firstBeatMs).toBe(0.4 * HEARTBEAT_MS);
    await server.pass(server.firstBeatMs);
    expect(server.sent('voice:heartbeat')).toEqual([
      { type: 'voice:heartbeat', guildId: 'demo', version: 10 },
    ]);
  });

  it('finds a hole when the answer names a version that never came', async () => {
    const server = new ScriptedServer();
    server.client.watch('demo');
    await server.accept();
    await server.snapshot();
    await server.say({ type: 'voice:heartbeat', guildId: 'demo', version: 12 });
    expect(server.sent('subscribe').at(-1)).toMatchObject({ epoch: 'e', version: 10 });
  });
});

describe('the feed', () => {
  it('subscribes again with what it has when frames are missing, and only once', async () => {
    const server = new ScriptedServer();
    server.client.watch('demo');
    await server.accept();
    await server.snapshot();
    server.skipVersions(3);
    await server.change(join('lounge', { userId: 'bob' }));
    await server.change(join('lounge', { userId: 'carol' }));
    expect(server.sent('subscribe')).toHaveLength(2);
    expect(server.sent('subscribe').at(-1)).toMatchObject({ guildId: 'demo', epoch: 'e', version: 10 });
  });

  it('subscribes on a new socket with what it has', async () => {
    const server = new ScriptedServer();
    server.client.watch('demo');
    await server.accept();
    await server.snapshot({ lounge: [row({ userId: 'bob' })] });
    await server.close(1006);
    expect(server.state.views['demo']?.channels['lounge']).toHaveLength(1);
    await server.pass(FIRST_BACKOFF_MS);
    await server.accept('s2');
    expect(server.sent('subscribe')).toMatchObject([{ epoch: 'e', version: 10 }]);
  });
});

describe('a stay in a channel', () => {
  it('begins when the row is seen, not when the command is acknowledged', async () => {
    const server = new ScriptedServer();
    server.client.watch('demo');
    await server.accept();
    await server.snapshot();
    server.client.join(LOUNGE);
    await server.ack('voice:join');
    expect(server.state.call?.phase).toBe('joining');
    await server.change(join('lounge'));
    expect(server.state.call).toEqual({ ...LOUNGE, phase: 'in' });
    expect(server.sent('voice:join')).toEqual([
      { type: 'voice:join', id: expect.any(Number) as number, ...LOUNGE, muted: false, deafened: false },
    ]);
  });

  it('ends when the person leaves, and others see it at once', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    server.client.leave();
    await server.ack('voice:leave');
    expect(server.state.call?.phase).toBe('leaving');
    await server.change(leave('lounge', 'left'));
    expect(server.state.call).toBeNull();
    expect(server.state.ended).toBeNull();
    expect(server.sent('voice:leave')).toHaveLength(1);
  });

  it('joins again when somebody leaves and thinks better of it before the leave is seen', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    server.client.leave();
    server.client.join(LOUNGE);
    await server.ack('voice:leave');
    await server.change(leave('lounge', 'left'));
    expect(server.sent('voice:join')).toHaveLength(2);
    expect(server.state.ended).toBeNull();
  });

  it('ends up in the last of many channels clicked quickly, one command at a time', async () => {
    const server = new ScriptedServer();
    server.client.watch('demo');
    await server.accept();
    await server.snapshot();
    server.client.join(LOUNGE);
    server.client.join(STANDUP);
    server.client.join(LOUNGE);
    server.client.join(STANDUP);
    expect(server.sent('voice:join')).toHaveLength(1);
    await server.ack('voice:join');
    await server.change(join('lounge'));
    expect(server.sent('voice:join').map((frame) => frame.channelId)).toEqual(['lounge', 'standup']);
    await server.ack('voice:join');
    await server.change({ type: 'voice:move', fromChannelId: 'lounge', ...row(), channelId: 'standup' });
    expect(server.state.call).toEqual({ ...STANDUP, phase: 'in' });
    expect(server.sent('voice:join')).toHaveLength(2);
  });

  it('leaves at once when the person leaves before the join is through', async () => {
    const server = new ScriptedServer();
    server.client.watch('demo');
    await server.accept();
    await server.snapshot();
    server.client.join(LOUNGE);
    server.client.leave();
    await server.ack('voice:join');
    await server.change(join('lounge'));
    expect(server.sent('voice:leave')).toHaveLength(1);
  });

  it('tells why a join was refused by the gateway', async () => {
    const server = new ScriptedServer();
    server.client.watch('demo');
    await server.accept();
    await server.snapshot();
    server.client.join(LOUNGE);
    await server.refuse('voice:join', 'channel-full');
    expect(server.state.call).toBeNull();
    expect(server.state.ended).toMatchObject({ why: 'refused', message: 'Because channel-full.' });
  });

  it('tells why a join was refused by the fold', async () => {
    const server = new ScriptedServer();
    server.client.watch('demo');
    await server.accept();
    await server.snapshot();
    server.client.join(LOUNGE);
    await server.ack('voice:join');
    await server.say({ type: 'voice:refused', ...LOUNGE, code: 'channel-full', message: 'Lounge is full.' });
    expect(server.state.ended).toMatchObject({ why: 'refused', message: 'Lounge is full.' });
  });

  it('keeps somebody where they are when the next channel is full', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    server.client.join(STANDUP);
    await server.refuse('voice:join', 'channel-full');
    expect(server.state.call).toEqual({ ...LOUNGE, phase: 'in' });
    expect(server.sent('voice:leave')).toHaveLength(0);
    expect(server.notices).toMatchObject([{ message: 'Because channel-full.' }]);
  });

  it('leaves a seat that appears unasked after an outcome nobody knew', async () => {
    const server = new ScriptedServer();
    server.client.watch('demo');
    await server.accept();
    await server.snapshot();
    server.client.join(LOUNGE);
    await server.refuse('voice:join', 'log-unavailable', 1_000);
    expect(server.state.ended?.why).toBe('refused');
    await server.change(join('lounge'));
    expect(server.sent('voice:leave')).toHaveLength(1);
  });

  it('gives up a join that nobody answers, and one whose row never comes', async () => {
    for (const acknowledged of [false, true]) {
      const server = new ScriptedServer();
      server.client.watch('demo');
      await server.accept();
      await server.snapshot();
      server.client.join(LOUNGE);
      if (acknowledged) await server.ack('voice:join');
      await server.pass((acknowledged ? ROW_TIMEOUT_MS : ANSWER_TIMEOUT_MS) - 1);
      expect(server.state.call?.phase).toBe('joining');
      await server.pass(1);
      expect(server.state.ended?.why).toBe('refused');
    }
  });

  it('follows a moderator who moves the person', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    await server.change({ type: 'voice:move', fromChannelId: 'lounge', ...row(), channelId: 'standup' });
    expect(server.state.call).toEqual({ ...STANDUP, phase: 'in' });
    expect(server.notices).toMatchObject([{ code: 'moved' }]);
  });

  it.each(['removed', 'closed', 'hidden', 'moved-hidden'])(
    'does not come back when it was %s',
    async (reason) => {
      const server = new ScriptedServer();
      await server.seatedInLounge();
      await server.change(leave('lounge', reason));
      await server.pass(120_000);
      expect(server.state.call).toBeNull();
      expect(server.state.ended?.message).toBeTruthy();
      expect(server.sent('voice:join')).toHaveLength(1);
    },
  );

  it('rejoins by itself after an expiry, saying which session it continues', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    await server.change(leave('lounge', 'expired'));
    expect(server.state.call?.phase).toBe('rejoining');
    expect(server.sent('voice:join').at(-1)).toMatchObject({ ...LOUNGE, continues: 's1' });
  });

  it('tries an automatic rejoin again when the log is away', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    await server.change(leave('lounge', 'expired'));
    await server.refuse('voice:join', 'log-unavailable', 2_000);
    expect(server.state.call?.phase).toBe('rejoining');
    await server.pass(2_000);
    expect(server.sent('voice:join')).toHaveLength(3);
  });
});

describe('somebody who joins from somewhere else', () => {
  it('replaces this page, which does not come back by itself, not even on a new socket', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    await server.say({ type: 'voice:replaced', ...LOUNGE, by: 's9' });
    await server.change(join('lounge', { sessionId: 's9' }));
    expect(server.state.call).toBeNull();
    expect(server.state.ended).toEqual({ ...LOUNGE, why: 'replaced', message: expect.any(String) as string });
    await server.close(1006);
    await server.pass(FIRST_BACKOFF_MS);
    await server.accept('s2');
    await server.snapshot({ lounge: [row({ sessionId: 's9' })] });
    await server.pass(120_000);
    const spoken = server.sockets.flatMap((socket) => socket.sent.map((frame) => frame.type));
    expect(spoken.filter((type) => type === 'voice:join')).toHaveLength(1);
    expect(spoken).not.toContain('voice:leave');
    expect(spoken).not.toContain('resume');
  });

  it('is noticed in a snapshot too, if the word of it was lost', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    await server.change(join('lounge', { sessionId: 's9' }));
    expect(server.state.ended?.why).toBe('replaced');
  });

  it('can be replaced in turn when the person asks', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    await server.say({ type: 'voice:replaced', ...LOUNGE, by: 's9' });
    await server.change(join('lounge', { sessionId: 's9' }));
    server.client.join(LOUNGE);
    expect(server.sent('voice:join').at(-1)).not.toHaveProperty('continues');
    await server.ack('voice:join');
    await server.change(join('lounge'));
    expect(server.state.call?.phase).toBe('in');
  });
});

describe('a session whose socket was lost', () => {
  const lostInLounge = async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    await server.close(1006);
    expect(server.state.call?.phase).toBe('rejoining');
    await server.pass(FIRST_BACKOFF_MS);
    await server.accept('s2');
    return server;
  };

  it('is resumed on the new one with its secret, without a join', async () => {
    const server = await lostInLounge();
    expect(server.sent('resume')).toMatchObject([{ sessionId: 's1', secret: 'secret-of-s1' }]);
    await server.hello('s1');
    await server.ack('resume');
    await server.snapshot({ lounge: [row()] });
    expect(server.state.sessionId).toBe('s1');
    expect(server.state.call).toEqual({ ...LOUNGE, phase: 'in' });
    expect(server.sent('voice:join')).toHaveLength(0);
  });

  it('rejoins as the new session, continuing the old one, if it can no longer be resumed', async () => {
    const server = await lostInLounge();
    await server.refuse('resume', 'session-ended');
    await server.snapshot();
    expect(server.sent('voice:join')).toMatchObject([{ ...LOUNGE, continues: 's1' }]);
    await server.ack('voice:join');
    await server.change(join('lounge', { sessionId: 's2' }));
    expect(server.state).toMatchObject({ sessionId: 's2', call: { phase: 'in' } });
  });

  it('stays out if the fold refuses the rejoin because of a newer session', async () => {
    const server = await lostInLounge();
    await server.refuse('resume', 'session-ended');
    await server.snapshot({ lounge: [row({ sessionId: 's9' })] });
    await server.ack('voice:join');
    await server.say({
      type: 'voice:refused',
      ...LOUNGE,
      code: 'replaced',
      message: 'You joined elsewhere.',
    });
    await server.pass(120_000);
    expect(server.state.ended?.why).toBe('replaced');
    expect(server.sent('voice:join')).toHaveLength(1);
  });

  it('tries to resume again while the log is away', async () => {
    const server = await lostInLounge();
    await server.refuse('resume', 'log-unavailable', 1_000);
    await server.pass(1_000);
    expect(server.sent('resume')).toHaveLength(2);
    expect(server.sent('voice:join')).toHaveLength(0);
  });

  it('is resumed only to leave, if the person left meanwhile', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    await server.close(1006);
    server.client.leave();
    await server.pass(FIRST_BACKOFF_MS);
    await server.accept('s2');
    await server.ack('resume');
    await server.snapshot({ lounge: [row()] });
    expect(server.sent('voice:leave')).toHaveLength(1);
  });

  it('needs no resume if it never had a seat', async () => {
    const server = new ScriptedServer();
    server.client.watch('demo');
    await server.accept();
    await server.snapshot();
    await server.close(1006);
    await server.pass(FIRST_BACKOFF_MS);
    await server.accept('s2');
    expect(server.sent('resume')).toHaveLength(0);
    expect(server.state.sessionId).toBe('s2');
  });

  it('finds a seat that a join got although its answer was lost', async () => {
    const server = new ScriptedServer();
    server.client.watch('demo');
    await server.accept();
    await server.snapshot();
    server.client.join(LOUNGE);
    await server.close(1006);
    await server.pass(FIRST_BACKOFF_MS);
    await server.accept('s2');
    await server.ack('resume');
    await server.snapshot({ lounge: [row()] });
    expect(server.state.call?.phase).toBe('in');
  });

  it('is taken over by the next page after a reload', async () => {
    const server = new ScriptedServer({ saved: { ...LOUNGE, sessionId: 's1', secret: 'secret-of-s1' } });
    await server.accept('s2');
    await server.ack('resume');
    await server.snapshot({ lounge: [row()] });
    expect(server.state).toMatchObject({ sessionId: 's1', call: { ...LOUNGE, phase: 'in' } });
    expect(server.client.savedSession).toEqual({ ...LOUNGE, sessionId: 's1', secret: 'secret-of-s1' });
  });
});

describe('what others see of us', () => {
  it('becomes the newest wish, however many there were on the way', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    server.client.setOwn({ muted: true, deafened: false });
    server.client.setOwn({ muted: false, deafened: false });
    server.client.setOwn({ muted: true, deafened: true });
    await server.ack('voice:state');
    await server.ack('voice:state');
    expect(server.sent('voice:state').map(({ muted, deafened }) => ({ muted, deafened }))).toEqual([
      { muted: true, deafened: false },
      { muted: true, deafened: true },
    ]);
  });

  it('is sent again when the log is back', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    server.client.setOwn({ muted: true, deafened: false });
    await server.refuse('voice:state', 'log-unavailable', 3_000);
    await server.pass(3_000);
    expect(server.sent('voice:state')).toHaveLength(2);
  });

  it('is what the person chose while the socket was away', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    await server.close(1006);
    server.client.setOwn({ muted: true, deafened: false });
    await server.pass(FIRST_BACKOFF_MS);
    await server.accept('s2');
    await server.ack('resume');
    await server.snapshot({ lounge: [row()] });
    expect(server.sent('voice:state')).toMatchObject([{ muted: true }]);
  });

  it('includes how the audio is, only when that has changed', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    server.client.setAudio('on');
    await server.ack('voice:state');
    server.client.setOwn({ muted: true, deafened: false });
    expect(server.sent('voice:state')[0]).toMatchObject({ audio: 'on' });
    expect(server.sent('voice:state')[1]).not.toHaveProperty('audio');
  });
});

describe('speaking', () => {
  const talk = (server: ScriptedServer) => server.sent('voice:speaking').map((frame) => frame.speaking);

  it('is told at once, at most every 250 ms, and repeated every 2 s while it lasts', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    server.client.setSpeaking(true);
    expect(talk(server)).toEqual([true]);
    server.client.setSpeaking(false);
    server.client.setSpeaking(true);
    server.client.setSpeaking(false);
    await server.pass(249);
    expect(talk(server)).toEqual([true]);
    await server.pass(1);
    expect(talk(server)).toEqual([true, false]);
    await server.pass(250);
    server.client.setSpeaking(true);
    await server.pass(4_000);
    expect(talk(server)).toEqual([true, false, true, true, true]);
  });

  it('is nobody’s business outside a call', async () => {
    const server = new ScriptedServer();
    server.client.watch('demo');
    await server.accept();
    await server.snapshot();
    server.client.setSpeaking(true);
    await server.pass(10_000);
    expect(talk(server)).toEqual([]);
  });

  it('stops with the call', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    server.client.setSpeaking(true);
    server.client.leave();
    await server.pass(10_000);
    expect(talk(server)).toEqual([true]);
  });
});
