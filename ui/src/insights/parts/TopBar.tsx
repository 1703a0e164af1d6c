import { useEffect, useRef } from 'react';
import type { GuildName } from '../../session/guild';
import type { Part } from '../model/address';
import { useChange, useInsights, useLink } from '../useInsights';
import { RangePicker } from './RangePicker';

/** The pages one chooses from, each with the parts that belong to it. */
const tabs: readonly { part: Part; name: string; within?: Part }[] = [
  { part: 'overview', name: 'Overview' },
  { part: 'channels', name: 'Channels', within: 'channel' },
  { part: 'people', name: 'People', within: 'person' },
  { part: 'calls', name: 'Calls' },
  { part: 'rhythm', name: 'Rhythm' },
  { part: 'quality', name: 'Quality' },
  { part: 'audit', name: 'Audit log' },
];

export function TopBar({ now, guilds }: { now: number; guilds: readonly GuildName[] }) {
  const { address, guildId } = useInsights();
  const link = useLink();
  const change = useChange();
  const list = useRef<HTMLUListElement>(null);
  // On a phone the row of pages is wider than the screen.
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [address.part]);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-3 py-2 sm:px-5">
      <nav aria-label="Insights" className="-mx-1 min-w-0 flex-1 overflow-x-auto max-lg:basis-full">
        <ul ref={list} className="flex gap-1 p-1">
          {tabs.map(({ part, name, within }) => (
            <li key={part}>
              <a
                href={link(part)}
                aria-current={part === address.part ? 'page' : within === address.part ? 'true' : undefined}
                className="flex min-h-9 items-center rounded-lg px-3 text-sm font-semibold whitespace-nowrap text-soft transition-colors hover:bg-hover hover:text-ink aria-[current]:bg-accent-wash aria-[current]:text-accent"
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {guilds.length > 1 && (
        <select
          aria-label="Server"
          className="field min-h-10 w-auto max-w-44 text-sm"
          value={guildId}
          onChange={(event) => change({ guild: event.target.value, filters: {} })}
        >
          {guilds.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <RangePicker now={now} />
    </div>
  );
}
