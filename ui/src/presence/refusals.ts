import type { Refused } from '../protocol/frames';
import { sameChannel, type Channel } from './call';

/** A refusal that names no channel is about the one thing that was asked. */
export function isAbout({ guildId, channelId }: Refused, channel: Channel | null): boolean {
  if (guildId === undefined || channelId === undefined) return true;
  return channel !== null && sameChannel({ guildId, channelId }, channel);
}

/** A rejoin that comes after a newer session of the same person is refused with the code `replaced`. */
export function whyRefused(code: string): 'replaced' | 'refused' {
  return code === 'replaced' ? 'replaced' : 'refused';
}
