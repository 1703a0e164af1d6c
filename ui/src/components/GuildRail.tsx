import type { GuildName } from '../session/guild';
import { useVoice } from '../voice/useVoice';
import { WaveIcon } from './icons';
import { initials } from './initials';

interface Props {
  guilds: readonly GuildName[];
  shownId: string | undefined;
  onShow: (guildId: string) => void;
}

/** The guilds one is a member of, which people call servers, and in which of them one's call is. */
export function GuildRail({ guilds, shownId, onShow }: Props) {
  const callIn = useVoice(({ call }) => (call && call.phase !== 'leaving' ? call.guildId : null));
  return (
    <nav
      aria-label="Servers"
      data-testid="guilds"
      className="shrink-0 overflow-y-auto border-r border-line bg-ground px-2.5 py-3"
    >
      <ul className="space-y-2">
        {guilds.map(({ id, name }) => (
          <li key={id}>
            <button
              type="button"
              data-testid="guild"
              data-guild-id={id}
              data-call={callIn === id}
              aria-current={id === shownId ? 'page' : undefined}
              aria-label={callIn === id ? `${name}, your call is here` : name}
              title={name}
              className="relative grid size-11 place-items-center rounded-2xl bg-hover text-sm font-bold text-soft transition-colors hover:bg-line hover:text-ink aria-[current]:bg-accent aria-[current]:text-on-accent"
              onClick={() => onShow(id)}
            >
              {initials(name)}
              {callIn === id && (
                <span className="absolute -right-1 -bottom-1 grid size-5 place-items-center rounded-full border-2 border-ground bg-accent text-on-accent">
                  <WaveIcon className="size-3" />
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
