import { useEffect, useRef, useState } from 'react';
import { wakeAudio } from '../media/audioContext';
import { Microphone, type MicState } from '../media/Microphone';
import { micProblemText } from '../media/micProblem';
import { usePreferences } from '../settings/preferences';

const QUIETEST_DB = -80;
const LOUDEST_DB = -10;
const percent = (db: number) =>
  Math.min(100, Math.max(0, ((db - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)) * 100));

/** How loud the chosen microphone is now, against how loud speech must be. The bar moves without React: 20 times a second. */
export function MicMeter({ onOpened }: { onOpened: () => void }) {
  const { micId, noiseSuppression, thresholdDb } = usePreferences();
  const bar = useRef<HTMLDivElement>(null);
  const mic = useRef<Microphone>(null);
  const [state, setState] = useState<MicState>({ at: 'asking' });

  useEffect(() => {
    const { thresholdDb: threshold } = usePreferences.getState();
    const microphone = new Microphone(
      { deviceId: micId, noiseSuppression, thresholdDb: threshold },
      {
        state: setState,
        level: ({ db, speaking }) => {
          if (!bar.current) return;
          bar.current.style.width = `${percent(db)}%`;
          bar.current.dataset['speaking'] = String(speaking);
        },
      },
    );
    mic.current = microphone;
    void wakeAudio();
    void microphone.open().then(onOpened);
    return () => microphone.close();
  }, [micId, noiseSuppression, onOpened]);

  useEffect(() => {
    mic.current?.choose({ deviceId: micId, noiseSuppression, thresholdDb });
  }, [micId, noiseSuppression, thresholdDb]);

  if (state.at === 'problem')
    return (
      <p data-testid="mic-meter-problem" className="my-2 rounded-xl bg-warn-wash p-3 text-sm text-warn">
        {micProblemText[state.problem].title}. {micProblemText[state.problem].message}
      </p>
    );
  return (
    <div className="py-2">
      <div
        data-testid="mic-meter"
        data-state={state.at}
        className="relative h-3 overflow-hidden rounded-full bg-ground ring-1 ring-line"
      >
        <div
          ref={bar}
          className="h-full w-0 rounded-full bg-control transition-[width] duration-75 data-[speaking=true]:bg-speaking"
        />
        <div
          aria-hidden="true"
          className="absolute inset-y-0 w-0.5 bg-ink"
          style={{ left: `${percent(thresholdDb)}%` }}
        />
      </div>
      <label className="mt-2 block text-sm">
        <span className="float-right text-soft">speech begins at {thresholdDb} dB</span>
        Sensitivity
        <input
          type="range"
          className="h-6 w-full"
          data-testid="sensitivity"
          min={QUIETEST_DB}
          max={LOUDEST_DB}
          step="1"
          value={thresholdDb}
          onChange={(event) => usePreferences.setState({ thresholdDb: Number(event.target.value) })}
        />
      </label>
    </div>
  );
}
