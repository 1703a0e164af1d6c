import { useVoice } from '../voice/useVoice';
import { useStatus } from './ConnectionStatus';

/** Says to screen readers what others see and hear: comings, goings, and the state of the connection. */
export function Announcer() {
  const announcement = useVoice((state) => state.announcement);
  const { text } = useStatus();
  return (
    <div className="sr-only">
      <p aria-live="polite" data-testid="announcer">
        {announcement}
      </p>
      <p aria-live="polite">{text}</p>
    </div>
  );
}
