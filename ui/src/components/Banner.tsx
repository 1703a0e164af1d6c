import type { ReactNode } from 'react';
import { useVoice, useVoiceActions } from '../voice/useVoice';
import { useStatus } from './ConnectionStatus';
import { AlertIcon, InfoIcon } from './icons';

/** What is not as it should be, why, and what the person can do about it. One at a time, the most serious first. */
export function Banner({ onLogOut }: { onLogOut: () => void }) {
  const voice = useVoiceActions();
  const status = useStatus();
  const link = useVoice((state) => state.link);
  const media = useVoice((state) => state.media);
  const inCall = useVoice((state) => state.call?.phase === 'in');
  if (link.at === 'stopped')
    return (
      <Bar tone="danger" state="stopped" text={`Disconnected. ${link.why}`}>
        {link.code === 0 ? (
          <Action onClick={onLogOut}>Log in again</Action>
        ) : (
          <Action onClick={() => voice.reconnect()}>Connect here</Action>
        )}
      </Bar>
    );
  if (link.at === 'waiting')
    return (
      <Bar
        tone="warn"
        state="reconnecting"
        text={`${link.why} Reconnecting by itself; what you see may be old.`}
      >
        <Action onClick={() => voice.checkNow()}>Try now</Action>
      </Bar>
    );
  if (!inCall) return null;
  if (!media.canPlay && media.phase.at === 'on')
    return (
      <Bar tone="accent" state="click-to-hear" text="Your browser waits for a click before it plays sound.">
        <button
          type="button"
          data-testid="click-to-hear"
          className="btn btn-primary min-h-9"
          onClick={() => void voice.startAudio()}
        >
          Click to hear
        </button>
      </Bar>
    );
  if (media.phase.at === 'ended')
    return (
      <Bar tone="warn" state={`audio-${media.phase.end}`} text={media.phase.why}>
        <Action onClick={() => voice.retryAudio()}>Use audio here</Action>
      </Bar>
    );
  if (media.phase.at === 'waiting')
    return (
      <Bar
        tone="warn"
        state="no-audio"
        text={`No audio yet: ${media.phase.why} It comes on by itself when it is ready.`}
      />
    );
  if (status.state === 'reconnecting' && status.why !== null)
    return (
      <Bar tone="warn" state="audio-reconnecting" text={`${status.why} Reconnecting audio by itself.`} />
    );
  if (media.mic.at === 'problem')
    return (
      <Bar
        tone="warn"
        state={`mic-${media.mic.problem}`}
        text="You can listen, but nobody hears you: no microphone."
      >
        <Action onClick={() => voice.retryAudio()}>Try the microphone again</Action>
      </Bar>
    );
  return null;
}

const tones = {
  accent: 'bg-accent-wash text-ink',
  warn: 'bg-warn-wash text-warn',
  danger: 'bg-danger-wash text-danger',
} as const;

interface BarProps {
  tone: keyof typeof tones;
  state: string;
  text: string;
  children?: ReactNode;
}

function Bar({ tone, state, text, children }: BarProps) {
  return (
    <div
      role="status"
      data-testid="banner"
      data-state={state}
      className={`flex animate-rise flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5 text-sm ${tones[tone]}`}
    >
      {tone === 'accent' ? <InfoIcon /> : <AlertIcon />}
      <p className="min-w-48 flex-1">{text}</p>
      {children}
    </div>
  );
}

function Action({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      className="min-h-8 rounded-lg px-2 font-semibold underline underline-offset-4 hover:no-underline"
      onClick={onClick}
    >
      {children}
    </button>
  );
}
