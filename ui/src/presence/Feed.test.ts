import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FIRST_BACKOFF_MS, join, row, ScriptedServer } from '../../test/scriptedServer';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the feed', () => {
  it('subscribes again with what it has when frames are missing, and only once', async () => {
    const server = new ScriptedServer();
    await server.watching();
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
