import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScriptedServer } from '../../test/scriptedServer';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

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
    await server.watching();
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
