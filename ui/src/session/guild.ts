import { request } from './http';

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'TEXT' | 'VOICE';
  /** Seats of a voice channel; 0 or null: no limit. */
  readonly capacity: number | null;
}
export interface GuildName {
  readonly id: string;
  readonly name: string;
}
export interface Guild extends GuildName {
  readonly channels: readonly Channel[];
  readonly permissions: readonly string[];
}

export const fetchGuilds = (token: string) => request<readonly GuildName[]>('/api/guilds', { token });

export const fetchGuild = (token: string, guildId: string) =>
  request<Guild>(`/api/guilds/${encodeURIComponent(guildId)}`, { token });
