import { useVoice, useVoiceActions } from '../voice/useVoice';
import { AlertIcon, CloseIcon, InfoIcon } from './icons';

const tones = { info: 'text-accent', warning: 'text-warn', error: 'text-danger' } as const;

export function Toasts() {
  const voice = useVoiceActions();
  const toasts = useVoice((state) => state.toasts);
  return (
    <section
      aria-label="Notices"
      className="pointer-events-none fixed inset-x-3 bottom-24 z-50 flex flex-col items-end gap-2 md:right-5 md:left-auto md:w-96"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          role={toast.tone === 'info' ? 'status' : 'alert'}
          data-testid="toast"
          data-code={toast.code}
          className="pointer-events-auto flex w-full animate-rise items-start gap-3 rounded-2xl border border-line bg-raised p-3.5 shadow-(--shadow)"
        >
          <span className={tones[toast.tone]}>{toast.tone === 'info' ? <InfoIcon /> : <AlertIcon />}</span>
          <div className="min-w-0 flex-1 text-sm">
            <p className="font-semibold">{toast.title}</p>
            <p className="mt-0.5 text-soft">{toast.message}</p>
          </div>
          <button
            type="button"
            className="icon-btn -m-1 size-8"
            aria-label="Dismiss"
            onClick={() => voice.dismissToast(toast.id)}
          >
            <CloseIcon className="size-4" />
          </button>
        </div>
      ))}
    </section>
  );
}
