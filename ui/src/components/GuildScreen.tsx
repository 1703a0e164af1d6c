import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { fetchGuild, fetchGuilds, type Channel } from '../session/guild';
import { useShownGuild } from '../session/shownGuild';
import { useVoice, useVoiceActions } from '../voice/useVoice';
import { Announcer } from './Announcer';
import { Banner } from './Banner';
import { ChannelsList } from './ChannelsList';
import { GuildRail } from './GuildRail';
import { BackIcon, EarIcon, HashIcon, KeyboardIcon, WaveIcon } from './icons';
import { LiveVoiceChannel } from './LiveVoiceChannel';
import { Logo } from './Logo';
import { PageLinks } from './PageLinks';
import { SelfFooter } from './SelfFooter';
import { SettingsDialog } from './SettingsDialog';
import { ShortcutsDialog } from './ShortcutsDialog';
import { TextPane } from './TextPane';
import { ThemeSwitch } from './ThemeSwitch';
import { Toasts } from './Toasts';
import { useShortcuts } from './useShortcuts';
import { VoicePane } from './VoicePane';

/**
 * The page of whoever is logged in: the guild's channels on the left, the open channel on the right; on a phone one at a time.
 * Whoever is in several guilds chooses between them on the far left.
 */
export function GuildScreen({ avatarUrl, onLogOut }: { avatarUrl: string | null; onLogOut: () => void }) {
  const voice = useVoiceActions();
  // Nobody tells a browser that it was let into a guild, so it asks.
  const guilds = useQuery({
    queryKey: ['guilds'],
    queryFn: () => fetchGuilds(voice.token()),
    refetchInterval: 60_000,
  });
  const shownBefore = useShownGuild(({ guildId }) => guildId);
  const guildId = (guilds.data?.find(({ id }) => id === shownBefore) ?? guilds.data?.[0])?.id;
  const guild = useQuery({
    queryKey: ['guild', guildId],
    queryFn: () => fetchGuild(voice.token(), guildId ?? ''),
    enabled: guildId !== undefined,
  });
  const [openId, setOpenId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'settings' | 'shortcuts' | null>(null);
  const current = useVoice((state) => state.currentChannelId);
  const known = useVoice((state) => state.known);
  const channels = guild.data?.channels ?? [];
  const open = channels.find((channel) => channel.id === openId);

  useEffect(() => {
    if (guildId === undefined) return;
    useShownGuild.setState({ guildId });
    voice.show(guildId, Object.fromEntries((guild.data?.channels ?? []).map(({ id, name }) => [id, name])));
  }, [voice, guildId, guild.data]);
  useShortcuts(channels, setOpenId, setDialog);

  const show = (chosen: string) => {
    setOpenId(null);
    useShownGuild.setState({ guildId: chosen });
  };
  // What was loaded stays when asking again fails: there may be a call in it.
  const problem = guild.data ? null : (guilds.error ?? guild.error);
  return (
    <div className="flex h-full flex-col">
      <Banner onLogOut={onLogOut} />
      <main className="flex min-h-0 flex-1">
        <h1 className="sr-only">Earshot</h1>
        <div className={`w-full shrink-0 md:flex md:w-auto ${open ? 'hidden' : 'flex'}`}>
          {guilds.data && guilds.data.length > 1 && (
            <GuildRail guilds={guilds.data} shownId={guildId} onShow={show} />
          )}
          <nav
            aria-label="Channels"
            className="flex min-w-0 flex-1 flex-col border-line bg-surface md:w-80 md:flex-none md:border-r"
          >
            <header className="flex min-h-14 items-center gap-2.5 border-b border-line pr-2 pl-4">
              <Logo className="size-7" />
              <h2 className="min-w-0 flex-1 truncate text-base font-bold">{guild.data?.name ?? 'Earshot'}</h2>
              <button
                type="button"
                className="icon-btn"
                aria-label="Keyboard shortcuts"
                title="Keyboard shortcuts (?)"
                onClick={() => setDialog('shortcuts')}
              >
                <KeyboardIcon />
              </button>
              <ThemeSwitch />
            </header>
            <PageLinks />
            {problem ? (
              <Problem
                message={problem.message}
                onRetry={() => void Promise.all([guilds.refetch(), guild.refetch()])}
              />
            ) : guild.isPending ? (
              <Skeleton />
            ) : (
              <ChannelsList
                channels={channels}
                openChannelId={openId}
                onOpen={(it) => setOpenId(it.id)}
                known={known}
                Voice={LiveVoiceChannel}
              />
            )}
            <SelfFooter avatarUrl={avatarUrl} onSettings={() => setDialog('settings')} />
          </nav>
        </div>
        <div className={`min-w-0 flex-1 flex-col md:flex ${open ? 'flex' : 'hidden'}`}>
          {open ? (
            <>
              <PaneHeader channel={open} joined={current === open.id} onBack={() => setOpenId(null)} />
              {open.kind === 'TEXT' ? <TextPane channel={open} /> : <VoicePane channel={open} />}
            </>
          ) : (
            <Welcome />
          )}
        </div>
      </main>
      <Toasts />
      <Announcer />
      {dialog === 'settings' && <SettingsDialog onClose={() => setDialog(null)} onLogOut={onLogOut} />}
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={() => setDialog(null)} />}
    </div>
  );
}

function PaneHeader({ channel, joined, onBack }: { channel: Channel; joined: boolean; onBack: () => void }) {
  return (
    <header className="flex min-h-14 items-center gap-2 border-b border-line bg-surface px-4">
      <button
        type="button"
        className="icon-btn -ml-2 md:hidden"
        aria-label="Back to channels"
        onClick={onBack}
      >
        <BackIcon />
      </button>
      <span className={joined ? 'text-accent' : 'text-soft'}>
        {channel.kind === 'TEXT' ? <HashIcon /> : <WaveIcon />}
      </span>
      <h2 className="truncate font-semibold">{channel.name}</h2>
      {joined && (
        <span className="rounded-full bg-accent-wash px-2.5 py-0.5 text-xs text-accent">You are here</span>
      )}
    </header>
  );
}

function Welcome() {
  return (
    <div className="grid flex-1 place-content-center justify-items-center p-6 text-center">
      <span className="grid size-24 place-items-center rounded-full bg-accent-wash text-accent">
        <EarIcon className="size-11" />
      </span>
      <h2 className="mt-6 text-xl font-bold">Come within earshot</h2>
      <p className="mt-1 max-w-sm text-soft">
        Choose a voice channel on the left. You see who is talking before you join, and they see you when you
        do.
      </p>
    </div>
  );
}

function Skeleton() {
  return (
    <div data-testid="channels-loading" className="flex-1 space-y-2 p-4" aria-busy="true">
      <p className="sr-only">Loading channels…</p>
      {[60, 45, 72, 50].map((width) => (
        <div key={width} className="h-9 animate-breathe rounded-lg bg-hover" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}

function Problem({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <div role="alert" data-testid="channels-problem" className="flex-1 p-5">
      <h2 className="font-semibold">The channels could not be loaded</h2>
      <p className="mt-1 text-soft">{message}</p>
      <button type="button" className="btn btn-quiet mt-4" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
