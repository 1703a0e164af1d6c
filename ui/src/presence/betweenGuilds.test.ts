import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { join, leave, LOUNGE, row, ScriptedServer } from '../../test/scriptedServer';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Another guild's channel, by the same name: only both ids together say where one is. */
const CREW_LOUNGE = { guildId: 'crew', channelId: 'lounge' };

describe('on the way from one guild to another', () => {
  const joiningCrew = async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    server.client.watch('crew');
    await server.snapshot({}, 'crew');
    server.client.join(CREW_LOUNGE);
    await server.pass(0);
    expect(server.sent('voice:join').at(-1)).toMatchObject(CREW_LOUNGE);
    expect(server.state.call).toEqual({ ...CREW_LOUNGE, phase: 'joining' });
    return server;
  };

  it.each(['before', 'after'])('one is there once the row is, seen %s the departure', async (order) => {
    const server = await joiningCrew();
    await server.ack('voice:join');
    if (order === 'after') await server.change(leave('lounge', 'left'));
    expect(server.state.call?.phase).toBe('joining');
    await server.changeIn('crew', join('lounge'));
    if (order === 'before') await server.change(leave('lounge', 'left'));
    expect(server.state.call).toEqual({ ...CREW_LOUNGE, phase: 'in' });
    expect(server.state.ended).toBeNull();
    expect(server.sent('voice:join')).toHaveLength(2);
    expect(server.sent('voice:leave')).toHaveLength(0);
  });

  it('one stays where one is if the other refuses, and can leave from there', async () => {
    const server = await joiningCrew();
    await server.changeIn('crew', join('lounge', { userId: 'bob' }));
    await server.refuse('voice:join', 'channel-full');
    expect(server.state.call).toEqual({ ...LOUNGE, phase: 'in' });
    expect(server.notices).toMatchObject([{ message: 'Because channel-full.' }]);
    server.client.leave();
    expect(server.sent('voice:leave')).toHaveLength(1);
  });

  it('one is nowhere if the fold refuses, after the departure', async () => {
    const server = await joiningCrew();
    await server.ack('voice:join');
    await server.change(leave('lounge', 'left'));
    await server.say({
      type: 'voice:refused',
      ...CREW_LOUNGE,
      code: 'channel-full',
      message: 'Lounge is full.',
    });
    expect(server.state.call).toBeNull();
    expect(server.state.ended).toEqual({ ...CREW_LOUNGE, why: 'refused', message: 'Lounge is full.' });
  });

  it('the departure from the first is not taken for one from the second', async () => {
    const server = await joiningCrew();
    await server.ack('voice:join');
    await server.changeIn('crew', join('lounge'));
    await server.change(leave('lounge', 'left'));
    await server.snapshot({}, 'crew');
    expect(server.state.call?.phase).toBe('rejoining');
    expect(server.sent('voice:join').at(-1)).toMatchObject({ ...CREW_LOUNGE, continues: 's1' });
  });

  it('a change in the guild that is only looked at does not touch the call', async () => {
    const server = new ScriptedServer();
    await server.seatedInLounge();
    server.client.watch('crew');
    await server.snapshot({ lounge: [row({ userId: 'bob' })] }, 'crew');
    await server.changeIn('crew', { ...leave('lounge', 'left'), userId: 'bob' });
    expect(server.state.call).toEqual({ ...LOUNGE, phase: 'in' });
    expect(server.sent('voice:join')).toHaveLength(1);
  });
});
