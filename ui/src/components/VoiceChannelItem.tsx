import type { ReactNode, Ref } from 'react';
import type { Channel } from '../session/guild';
import { WaveIcon } from './icons';

interface Props {
  channel: Channel;
  open: boolean;
  onOpen: () => void;
  /** How many people are in it. */
  count: number;
  /** Their rows, all of them or those in sight. */
  people: ReactNode;
  list?: Ref<HTMLUListElement>;
  /** Left free for the rows that are not drawn, in px. */
  room?: { readonly above: number; readonly below: number };
  /** One is in it, or on the way. */
  mine?: boolean;
  /** What tests look for beside the channel's id. */
  data?: Readonly<Record<`data-${string}`, string | boolean>>;
  /** The way in or out. */
  action?: ReactNode;
  note?: string | null;
}

/** One voice channel: its name and who is in it, now or at a moment of the past. */
export function VoiceChannelItem(props: Props) {
  const { channel, open, onOpen, count, people, list, room, mine, data, action, note } = props;
  return (
    <li
      data-testid="voice-channel"
      data-channel-id={channel.id}
      {...data}
      className={`group rounded-xl ${mine ? 'bg-accent-wash/60' : ''}`}
    >
      <div className="flex min-h-10 items-center gap-1 rounded-xl pr-1 hover:bg-hover">
        <button
          type="button"
          aria-current={open ? 'page' : undefined}
          className={`flex min-h-10 min-w-0 flex-1 items-center gap-2 rounded-lg px-2 text-left hover:text-ink aria-[current]:text-ink ${mine ? 'font-semibold text-ink' : 'text-soft'}`}
          onClick={onOpen}
        >
          <WaveIcon className={`size-4 ${mine ? 'text-accent' : ''}`} />
          <span className="truncate">{channel.name}</span>
          {count > 0 && (
            <span className="ml-auto pl-1 text-xs font-normal text-soft tabular-nums">
              {count}
              {channel.capacity ? `/${channel.capacity}` : ''}
              <span className="sr-only">{count === 1 ? ' person' : ' people'}</span>
            </span>
          )}
        </button>
        {action}
      </div>
      {note != null && <p className="animate-breathe px-8 pb-1.5 text-xs text-soft">{note}</p>}
      {count > 0 && (
        <ul
          ref={list}
          aria-label={`In ${channel.name}`}
          className="mb-1.5"
          style={room && { paddingTop: room.above, paddingBottom: room.below }}
        >
          {people}
        </ul>
      )}
    </li>
  );
}
