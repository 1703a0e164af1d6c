import { useVoice } from '../voice/useVoice';
import { connectionStatus, type Status } from './connectionText';

const dots: Readonly<Record<Status['state'], string>> = {
  on: 'bg-speaking',
  idle: 'bg-speaking',
  'listen-only': 'bg-warn',
  connecting: 'bg-warn animate-breathe',
  joining: 'bg-warn animate-breathe',
  reconnecting: 'bg-warn animate-breathe',
  'no-audio': 'bg-warn',
  stopped: 'bg-danger',
};

export function ConnectionStatus() {
  const { state, text, why } = useStatus();
  return (
    <span
      data-testid="connection-status"
      data-state={state}
      title={why ?? undefined}
      className="flex items-center gap-1.5 text-xs text-soft"
    >
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${dots[state]}`} />
      <span className="truncate">{text}</span>
    </span>
  );
}

export function useStatus(): Status {
  const link = useVoice((state) => state.link);
  const call = useVoice((state) => state.call);
  const media = useVoice((state) => state.media);
  return connectionStatus(link, call, media);
}
