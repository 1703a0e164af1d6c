import { hashOf } from '../session/route';
import { useVoiceActions } from '../voice/useVoice';
import { rolePages } from './pages';

/** The ways from voice to the pages that this login has the role for; nothing for everybody else. */
export function PageLinks() {
  const { roles } = useVoiceActions().login;
  const open = rolePages.filter(({ role }) => roles.includes(role));
  if (open.length === 0) return null;
  return (
    <ul aria-label="Pages" data-testid="page-links" className="flex gap-2 border-b border-line px-3 py-2">
      {open.map(({ page, name, Icon }) => (
        <li key={page} className="min-w-0 flex-1">
          <a
            href={hashOf(page)}
            className="flex min-h-9 items-center justify-center gap-2 rounded-lg bg-hover px-2 text-sm font-semibold text-soft transition-colors hover:bg-line hover:text-ink"
          >
            <Icon className="size-4" /> {name}
          </a>
        </li>
      ))}
    </ul>
  );
}
