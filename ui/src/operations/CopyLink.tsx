import { useState } from 'react';
import { Dialog } from '../components/Dialog';
import { CheckIcon, LinkIcon } from '../components/icons';
import { hashOf, useRoute } from '../session/route';
import { written } from './address';
import { useMachine } from './machine';

/** The link to this moment, with everything that is open. Where the browser does not let a page copy, it is shown to be copied. */
export function CopyLink() {
  const { guild, playhead } = useMachine();
  const { query } = useRoute();
  const [copied, setCopied] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const copy = async () => {
    const { at } = playhead.store.getState();
    const here = new URL(hashOf('operations', '', { guild, ...query, at: written(at) }), location.href).href;
    try {
      await navigator.clipboard.writeText(here);
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    } catch {
      setLink(here);
    }
  };
  return (
    <>
      <button
        type="button"
        data-testid="copy-link"
        className="btn btn-quiet min-h-9 px-3"
        onClick={() => void copy()}
      >
        {copied ? <CheckIcon className="size-4" /> : <LinkIcon className="size-4" />}
        <span aria-live="polite" className="sr-only sm:not-sr-only">
          {copied ? 'Copied' : 'Copy link'}
        </span>
      </button>
      {link !== null && (
        <Dialog title="Link to this moment" testId="link-dialog" onClose={() => setLink(null)}>
          <label className="block">
            <span className="mb-2 block text-sm text-soft">Your browser does not let this page copy it.</span>
            <input readOnly className="field" value={link} onFocus={({ target }) => target.select()} />
          </label>
        </Dialog>
      )}
    </>
  );
}
