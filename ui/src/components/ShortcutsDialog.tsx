import { keyName } from '../settings/keys';
import { usePreferences } from '../settings/preferences';
import { Dialog } from './Dialog';
import { Switch } from './Switch';
import { shortcuts } from './useShortcuts';

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const enabled = usePreferences((state) => state.shortcuts);
  const pushToTalk = usePreferences((state) => state.pushToTalk);
  const talkKey = usePreferences((state) => state.talkKey);
  const held = pushToTalk ? [{ keys: keyName(talkKey), what: 'Hold to talk' }] : [];
  return (
    <Dialog title="Keyboard shortcuts" testId="shortcuts-dialog" onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-3">
        {[...shortcuts, ...held].map(({ keys, what }) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="inline-block min-w-9 rounded-lg border border-line bg-raised px-2.5 py-1 text-center font-sans text-sm font-semibold shadow-[0_2px_0_var(--c-line)]">
                {keys}
              </kbd>
            </dt>
            <dd className="text-soft">{what}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-6 border-t border-line pt-4">
        <Switch
          label="Use keyboard shortcuts"
          hint="Switch off if single keys get in the way of other software."
          checked={enabled}
          onChange={(on) => usePreferences.setState({ shortcuts: on })}
        />
      </div>
    </Dialog>
  );
}
