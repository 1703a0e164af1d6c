import type { ComponentType } from 'react';
import type { Channel } from '../session/guild';
import { HashIcon } from './icons';

interface Props {
  channels: readonly Channel[];
  openChannelId: string | null;
  onOpen: (channel: Channel) => void;
  /** Whether who is in them is known. */
  known: boolean;
  /** Draws one voice channel with its people: those of now, or those of a moment of the past. */
  Voice: ComponentType<{ channel: Channel; open: boolean; onOpen: () => void }>;
}

/** The guild's text and voice channels, with everybody who is in one. */
export function ChannelsList({ channels, openChannelId, onOpen, known, Voice }: Props) {
  const text = channels.filter((channel) => channel.kind === 'TEXT');
  const voice = channels.filter((channel) => channel.kind === 'VOICE');
  return (
    <div
      role="region"
      aria-label="Channels of this server"
      // A list that scrolls must be reachable by keyboard.
      tabIndex={0}
      data-testid="channels-list"
      data-scrolls
      className="min-h-0 flex-1 overflow-y-auto px-3 pb-4"
    >
      {channels.length === 0 && (
        <p className="px-2 py-6 text-soft">There are no channels here yet, or none that you may see.</p>
      )}
      {text.length > 0 && <Heading>Text</Heading>}
      <ul className="space-y-0.5">
        {text.map((channel) => (
          <li key={channel.id}>
            <button
              type="button"
              data-testid="text-channel"
              data-channel-id={channel.id}
              aria-current={openChannelId === channel.id ? 'page' : undefined}
              className="flex min-h-9 w-full items-center gap-2 rounded-lg px-2 text-left text-soft hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:text-ink"
              onClick={() => onOpen(channel)}
            >
              <HashIcon className="size-4" />
              <span className="truncate">{channel.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {voice.length > 0 && <Heading>Voice</Heading>}
      <ul className="space-y-1" aria-busy={!known}>
        {voice.map((channel) => (
          <Voice
            key={channel.id}
            channel={channel}
            open={openChannelId === channel.id}
            onOpen={() => onOpen(channel)}
          />
        ))}
      </ul>
    </div>
  );
}

function Heading({ children }: { children: string }) {
  return <h3 className="px-2 pt-5 pb-1.5 text-xs font-semibold tracking-wide text-soft">{children}</h3>;
}
