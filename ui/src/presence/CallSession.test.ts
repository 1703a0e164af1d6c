import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  FIRST_BACKOFF_MS,
  join,
  leave,
  LOUNGE,
  row,
  ScriptedServer,
  STANDUP,
} from '../../test/scriptedServer';
import { ANSWER_TIMEOUT_MS } from './Commands';
import { ROW_TIMEOUT_MS } from './InFlight';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a stay in a channel', () => {
  it('begins when the row is seen, not when the command is acknowledged', async () => {
    const server = new ScriptedServer();
    await server.watching();
    server.client.join(LOUNGE);
    await server.ack('voice:join');
    expect(server.state.call?.phase).toBe('joining');
    await server.change(join('lounge'));
    expect(server.state.call).toEqual({ ...LOUNGE, phase: 'in' });
    expect(server.sent('voice:join')).toEqual([
      {
        type: 'voice:join',
        id: expect.any(Number) as number,
        ...LOUNGE,
        muted: false,
        deafened: false,
        client: expect.stringMatching(/^0\.1\.0/) as string,
      },
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
    await server.watching();
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
    await server.watching();
    server.client.join(LOUNGE);
    server.client.leave();
    await server.ack('voice:join');
    await server.change(join('lounge'));
    expect(server.sent('voice:leave')).toHaveLength(1);
  });

  it('tells why a join was refused by the gateway', async () => {
    const server = new ScriptedServer();
    await server.watching();
    server.client.join(LOUNGE);
    await server.refuse('voice:join', 'channel-full');
    expect(server.state.call).toBeNull();
    expect(server.state.ended).toMatchObject({ why: 'refused', message: 'Because channel-full.' });
  });

  it('tells why a join was refused by the fold', async () => {
    const server = new ScriptedServer();
    await server.watching();
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
    await server.watching();
    server.client.join(LOUNGE);
    await server.refuse('voice:join', 'log-unavailable', 1_000);
    expect(server.state.ended?.why).toBe('refused');
    await server.change(join('lounge'));
    expect(server.sent('voice:leave')).toHaveLength(1);
  });

  it('gives up a join that nobody answers, and one whose row never comes', async () => {
    for (const acknowledged of [false, true]) {
      const server = new ScriptedServer();
      await server.watching();
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
