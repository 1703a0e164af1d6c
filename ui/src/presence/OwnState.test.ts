import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FIRST_BACKOFF_MS, row, ScriptedServer } from '../../test/scriptedServer';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

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
