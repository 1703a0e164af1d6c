import { useState, type ReactNode } from 'react';
import { hashOf, type Page } from '../session/route';
import { useVoiceActions } from '../voice/useVoice';
import { Announcer } from './Announcer';
import { Banner } from './Banner';
import { CallStrip } from './CallStrip';
import { BackIcon } from './icons';
import { rolePages } from './pages';
import { SettingsDialog } from './SettingsDialog';
import { ShortcutsDialog } from './ShortcutsDialog';
import { ThemeSwitch } from './ThemeSwitch';
import { Toasts } from './Toasts';
import { useShortcuts } from './useShortcuts';

interface Props {
  page: Exclude<Page, 'voice'>;
  onLogOut: () => void;
  children: ReactNode;
}

const none: readonly never[] = [];
const openNothing = () => undefined;

/**
 * What is around a page beside voice: the way back, the way to the other page, and the call if one is in one. The page itself
 * scrolls, fills the height, and need not ask for the role: the frame says so in its place if the login has not got it.
 */
export function PageFrame({ page, onLogOut, children }: Props) {
  const { roles } = useVoiceActions().login;
  const [dialog, setDialog] = useState<'settings' | 'shortcuts' | null>(null);
  useShortcuts(none, openNothing, setDialog);
  const here = rolePages.find((it) => it.page === page);
  const allowed = here !== undefined && roles.includes(here.role);
  return (
    <div className="flex h-full flex-col">
      <Banner onLogOut={onLogOut} />
      <header className="flex min-h-14 items-center gap-1 border-b border-line bg-surface px-2 sm:gap-2">
        <a href="#/" className="icon-btn" aria-label="Back to voice" title="Back to voice">
          <BackIcon />
        </a>
        <nav aria-label="Pages" className="flex min-w-0 flex-1 items-center gap-1">
          {rolePages
            .filter((it) => it.page === page || roles.includes(it.role))
            .map(({ page: to, name, Icon }) => (
              <a
                key={to}
                href={hashOf(to)}
                aria-current={to === page ? 'page' : undefined}
                className="flex min-h-9 items-center gap-2 rounded-lg px-3 text-sm font-semibold text-soft transition-colors hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:text-ink"
              >
                <Icon className="size-4" /> {name}
              </a>
            ))}
        </nav>
        <ThemeSwitch />
      </header>
      <main className="flex min-h-0 flex-1 flex-col" data-testid={`${page}-page`}>
        <h1 className="sr-only">{here?.name}</h1>
        {allowed ? children : <RoleMissing name={here?.name ?? page} role={here?.role ?? ''} />}
      </main>
      <CallStrip />
      <Toasts />
      <Announcer />
      {dialog === 'settings' && <SettingsDialog onClose={() => setDialog(null)} onLogOut={onLogOut} />}
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={() => setDialog(null)} />}
    </div>
  );
}

function RoleMissing({ name, role }: { name: string; role: string }) {
  return (
    <div role="alert" data-testid="role-missing" className="m-auto max-w-md p-6 text-center">
      <h2 className="text-xl font-bold">
        {name} needs the role “{role}”
      </h2>
      <p className="mt-2 text-soft">
        Your login does not have it. Log out in the settings and come back as {role}, or ask whoever runs this
        server. The link you followed still works then.
      </p>
      <a href="#/" className="btn btn-quiet mt-5">
        Back to voice
      </a>
    </div>
  );
}
