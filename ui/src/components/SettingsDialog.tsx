import { useState } from 'react';
import { keyName } from '../settings/keys';
import { usePreferences, type Preferences, type Theme } from '../settings/preferences';
import { useVoiceActions } from '../voice/useVoice';
import { Dialog } from './Dialog';
import { LeaveIcon } from './icons';
import { MicMeter } from './MicMeter';
import { Switch } from './Switch';
import { useDevices } from './useDevices';

export function SettingsDialog({ onClose, onLogOut }: { onClose: () => void; onLogOut: () => void }) {
  const { username } = useVoiceActions().login;
  const now = usePreferences();
  const set = (choice: Partial<Preferences>) => usePreferences.setState(choice);
  const [devices, refresh] = useDevices();
  return (
    <Dialog title="Settings" testId="settings-dialog" onClose={onClose}>
      <Section title="Microphone">
        <Choice
          label="Microphone"
          testId="mic-picker"
          value={now.micId}
          options={devices('audioinput')}
          onChange={(micId) => set({ micId })}
        />
        <MicMeter onOpened={refresh} />
        <Switch
          label="Noise suppression"
          hint="Keeps fans and keyboards out. Switch off for music."
          testId="noise-suppression"
          checked={now.noiseSuppression}
          onChange={(noiseSuppression) => set({ noiseSuppression })}
        />
        <Switch
          label="Push-to-talk"
          hint="Your microphone is open only while you hold a key."
          testId="push-to-talk"
          checked={now.pushToTalk}
          onChange={(pushToTalk) => set({ pushToTalk })}
        />
        {now.pushToTalk && <TalkKey value={now.talkKey} onChange={(talkKey) => set({ talkKey })} />}
      </Section>
      <Section title="Sound">
        <Choice
          label="Speaker"
          testId="speaker-picker"
          value={now.speakerId}
          options={devices('audiooutput')}
          onChange={(speakerId) => set({ speakerId })}
        />
        <Switch
          label="Join and leave sounds"
          testId="sounds"
          checked={now.sounds}
          onChange={(sounds) => set({ sounds })}
        />
      </Section>
      <Section title="Look">
        <Choice
          label="Colours"
          testId="theme-picker"
          value={now.theme}
          options={[
            { id: 'dark', label: 'Dark' },
            { id: 'light', label: 'Light' },
          ]}
          empty={{ id: 'system', label: 'As the system has it' }}
          onChange={(theme) => set({ theme: theme as Theme })}
        />
      </Section>
      <Section title="Account">
        <div className="flex flex-wrap items-center justify-between gap-3 py-2">
          <p>
            Logged in as <bdi className="font-semibold">{username}</bdi>
          </p>
          <button type="button" data-testid="log-out" className="btn btn-quiet" onClick={onLogOut}>
            <LeaveIcon /> Log out
          </button>
        </div>
      </Section>
    </Dialog>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="border-b border-line pb-5 not-first:pt-5 first:pt-0 last:border-0 last:pb-0">
      <h3 className="mb-2 text-sm font-semibold text-accent">{title}</h3>
      {children}
    </section>
  );
}

interface ChoiceProps {
  label: string;
  testId: string;
  value: string;
  options: readonly { id: string; label: string }[];
  empty?: { id: string; label: string };
  onChange: (id: string) => void;
}

const SYSTEM = { id: '', label: 'System default' };

function Choice({ label, testId, value, options, empty = SYSTEM, onChange }: ChoiceProps) {
  const remembered = value !== empty.id && !options.some((option) => option.id === value);
  return (
    <label className="block py-2">
      <span className="mb-1 block font-medium">{label}</span>
      <select
        className="field"
        data-testid={testId}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value={empty.id}>{empty.label}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
        {remembered && <option value={value}>The one chosen before (not plugged in)</option>}
      </select>
    </label>
  );
}

function TalkKey({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const [listening, setListening] = useState(false);
  return (
    <div className="flex items-center gap-4 py-2">
      <span className="flex-1 font-medium">Key to hold</span>
      <button
        type="button"
        data-testid="talk-key"
        aria-label={listening ? 'Press the key to use' : `Key to hold: ${keyName(value)}. Change`}
        className="btn btn-quiet min-w-32"
        onClick={() => setListening(true)}
        onBlur={() => setListening(false)}
        onKeyDown={(event) => {
          if (!listening || event.code === 'Tab') return;
          event.preventDefault();
          event.stopPropagation();
          if (event.code !== 'Escape') onChange(event.code);
          setListening(false);
        }}
      >
        {listening ? 'Press a key…' : keyName(value)}
      </button>
    </div>
  );
}
