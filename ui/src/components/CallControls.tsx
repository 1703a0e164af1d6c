import { usePreferences } from '../settings/preferences';
import { keyName } from '../settings/keys';
import { useVoice, useVoiceActions } from '../voice/useVoice';
import { HangUpIcon, HeadphonesIcon, DeafIcon, MicIcon, MicOffIcon } from './icons';

/** The switches of the call one is in, within reach of a thumb. */
export function CallControls() {
  const voice = useVoiceActions();
  const muted = useVoice((state) => state.selfMuted);
  const deafened = useVoice((state) => state.selfDeafened);
  const pushToTalk = usePreferences((state) => state.pushToTalk);
  const talkKey = usePreferences((state) => state.talkKey);
  const round = 'inline-grid size-12 place-items-center rounded-full transition-colors';
  const on = `${round} bg-hover text-ink hover:bg-line`;
  const off = `${round} bg-danger-wash text-danger hover:brightness-110`;
  return (
    <div
      role="group"
      aria-label="Call"
      data-testid="call-controls"
      className="flex flex-wrap items-center justify-center gap-3"
    >
      <button
        type="button"
        aria-label="Mute microphone"
        aria-pressed={muted}
        title={muted ? 'Unmute (M)' : 'Mute (M)'}
        className={muted ? off : on}
        onClick={() => voice.toggleMute()}
      >
        {muted ? <MicOffIcon className="size-6" /> : <MicIcon className="size-6" />}
      </button>
      <button
        type="button"
        aria-label="Deafen all"
        aria-pressed={deafened}
        title={deafened ? 'Undeafen (D)' : 'Deafen (D)'}
        className={deafened ? off : on}
        onClick={() => voice.toggleDeafen()}
      >
        {deafened ? <DeafIcon className="size-6" /> : <HeadphonesIcon className="size-6" />}
      </button>
      {pushToTalk && <TalkButton label={keyName(talkKey)} />}
      <button
        type="button"
        aria-label="Leave call"
        title="Leave (H)"
        data-testid="hang-up"
        className={`${round} w-16 bg-danger-fill text-white hover:brightness-110`}
        onClick={() => voice.leave()}
      >
        <HangUpIcon className="size-6" />
      </button>
    </div>
  );
}

/** Push-to-talk where there is no keyboard. */
function TalkButton({ label }: { label: string }) {
  const voice = useVoiceActions();
  const release = () => voice.holdToTalk(false);
  return (
    <button
      type="button"
      data-testid="hold-to-talk"
      className="btn btn-quiet min-h-12 touch-none rounded-full select-none active:bg-accent active:text-on-accent"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        voice.holdToTalk(true);
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onLostPointerCapture={release}
    >
      <MicIcon /> Hold to talk <kbd className="text-xs font-normal opacity-75">{label}</kbd>
    </button>
  );
}
