import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FIRST_BACKOFF_MS, join, LOUNGE, row, ScriptedServer } from '../../test/scriptedServer';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

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
    await server.watching();
    await server.close(1006);
    await server.pass(FIRST_BACKOFF_MS);
    await server.accept('s2');
    expect(server.sent('resume')).toHaveLength(0);
    expect(server.state.sessionId).toBe('s2');
  });

  it('finds a seat that a join got although its answer was lost', async () => {
    const server = new ScriptedServer();
    await server.watching();
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
