import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FIRST_BACKOFF_MS, HEARTBEAT_MS, row, ScriptedServer } from '../../test/scriptedServer';
import { ANSWER_MS, LoginLost, UNANSWERED } from './Link';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

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

  it.each([1012, 1006, 4000, 4002, 4099])(
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

  it('takes a server for dead that goes on talking but answers no heartbeat any more', async () => {
    const server = new ScriptedServer({ random: 0 });
    await server.watching();
    server.answersHeartbeats = false;
    const first = server.socket;
    // Two beats without an answer; the third is due 15 s later.
    for (let s = 0; s < 60 && !first.closedByClient; s += 5) {
      await server.change({ type: 'voice:join', channelId: 'lounge', ...row() });
      await server.pass(5_000);
    }
    expect(first.closedByClient).toBe(true);
    expect(first.sent.filter((frame) => frame.type === 'voice:heartbeat')).toHaveLength(1 + UNANSWERED);
    expect(server.state.link).toMatchObject({ at: 'waiting', why: 'The server stopped answering.' });
  });

  it('does not blame the server for the time that the page itself stood still', async () => {
    const server = new ScriptedServer({ random: 0 });
    server.answersHeartbeats = false;
    await server.accept();
    await server.pass(0);
    expect(server.sent('voice:heartbeat')).toHaveLength(1);
    // Frozen: a minute goes by, then the timer fires before the answer that has long been there is read.
    vi.setSystemTime(Date.now() + 60_000);
    await server.pass(ANSWER_MS);
    expect(server.state.link.at).toBe('open');
    await server.say({ type: 'voice:heartbeat' });
    server.answersHeartbeats = true;
    await server.pass(60_000);
    expect(server.sockets).toHaveLength(1);
  });

  it('gives up a server that stays silent after the page stood still', async () => {
    const server = new ScriptedServer({ random: 0 });
    server.answersHeartbeats = false;
    await server.accept();
    await server.pass(0);
    vi.setSystemTime(Date.now() + 60_000);
    // The next beat is due before the second chance is over, and begins one of its own.
    await server.pass(HEARTBEAT_MS + ANSWER_MS);
    expect(server.sockets[0]?.closedByClient).toBe(true);
  });

  it('counts the beats that a page catches up with as one', async () => {
    const server = new ScriptedServer({ random: 0 });
    server.answersHeartbeats = false;
    await server.accept();
    for (let i = 0; i < 10; i++) server.client.checkNow();
    expect(server.socket.closedByClient).toBe(false);
    server.answersHeartbeats = true;
    await server.say({ type: 'voice:heartbeat' });
    await server.pass(60_000);
    expect(server.sockets).toHaveLength(1);
  });

  it('beats in no channel and without a guild too, or the server would close an idle socket', async () => {
    const server = new ScriptedServer({ random: 0.5 });
    await server.accept();
    await server.pass(60_000);
    expect(server.sent('voice:heartbeat').length).toBeGreaterThanOrEqual(3);
    expect(server.state.call).toBeNull();
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
    await server.watching();
    expect(server.firstBeatMs).toBe(0.4 * HEARTBEAT_MS);
    await server.pass(server.firstBeatMs);
    expect(server.sent('voice:heartbeat')).toEqual([
      { type: 'voice:heartbeat', guildId: 'demo', version: 10 },
    ]);
  });

  it('finds a hole when the answer names a version that never came', async () => {
    const server = new ScriptedServer();
    await server.watching();
    await server.say({ type: 'voice:heartbeat', guildId: 'demo', version: 12 });
    expect(server.sent('subscribe').at(-1)).toMatchObject({ epoch: 'e', version: 10 });
  });
});
