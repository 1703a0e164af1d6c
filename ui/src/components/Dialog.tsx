import { useEffect, useRef, type ReactNode } from 'react';
import { CloseIcon } from './icons';

interface Props {
  title: string;
  testId: string;
  onClose: () => void;
  children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus inside, gives it back, and closes on Escape. */
export function Dialog({ title, testId, onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  return (
    <dialog
      ref={ref}
      data-testid={testId}
      aria-label={title}
      onClose={onClose}
      className="m-auto max-h-[min(44rem,92dvh)] w-[min(32rem,calc(100vw-1.5rem))] overflow-y-auto rounded-3xl border border-line bg-surface text-ink shadow-(--shadow)"
    >
      <header className="sticky top-0 z-10 flex items-center justify-between border-b border-line bg-surface py-3 pr-3 pl-6">
        <h2 className="text-lg font-bold">{title}</h2>
        <button type="button" className="icon-btn" aria-label="Close" onClick={() => ref.current?.close()}>
          <CloseIcon />
        </button>
      </header>
      <div className="p-6">{children}</div>
    </dialog>
  );
}
