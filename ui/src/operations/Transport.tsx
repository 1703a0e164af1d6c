import { FlagIcon, PauseIcon, PlayIcon, StepBackIcon, StepForwardIcon } from '../components/icons';
import { written } from './address';
import { Choices } from './Choices';
import { useMachine, useShown } from './machine';
import { speeds } from './playback';
import { useStep } from './useStep';
import { timeInWords } from './words';

/** Play, pause, the next and the previous event, how fast, how near, and a mark to compare with. */
export function Transport({ onMark }: { onMark: () => void }) {
  const { playhead, place, change } = useMachine();
  const playing = useShown((shown) => shown.playing);
  const speed = useShown((shown) => shown.speed);
  const step = useStep();
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
      <div role="group" aria-label="Playback" className="flex items-center gap-1">
        <button
          type="button"
          className="icon-btn"
          data-testid="previous-event"
          aria-label="Previous event"
          title="Previous event"
          onClick={() => step(-1)}
        >
          <StepBackIcon />
        </button>
        <button
          type="button"
          className="inline-grid size-10 place-items-center rounded-full bg-accent text-on-accent hover:bg-accent-strong"
          data-testid="play"
          aria-label={playing ? 'Pause' : 'Play'}
          title={playing ? 'Pause (space, on the slider)' : 'Play (space, on the slider)'}
          onClick={() => playhead.toggle()}
        >
          {playing ? <PauseIcon /> : <PlayIcon />}
        </button>
        <button
          type="button"
          className="icon-btn"
          data-testid="next-event"
          aria-label="Next event"
          title="Next event"
          onClick={() => step(1)}
        >
          <StepForwardIcon />
        </button>
      </div>
      <Moment />
      <Choices
        label="Speed"
        options={speeds.map((value) => ({ value, name: `${value}×` }))}
        chosen={speed}
        onChoose={(value) => playhead.setSpeed(value)}
      />
      <Choices
        label="Zoom"
        options={[
          { value: 'day', name: 'Day' },
          { value: 'hour', name: 'Hour' },
        ]}
        chosen={place.zoom}
        onChoose={(zoom) => change({ zoom: zoom === 'day' ? undefined : zoom })}
      />
      <button
        type="button"
        data-testid="mark"
        className="btn btn-quiet min-h-9 px-3"
        title="Remember this moment, to compare another one with it"
        onClick={() => {
          change({ mark: written(playhead.store.getState().at) });
          onMark();
        }}
      >
        <FlagIcon className="size-4" /> Mark
      </button>
      <button type="button" className="btn btn-quiet min-h-9 px-3" onClick={() => playhead.seek(Date.now())}>
        Now
      </button>
    </div>
  );
}

function Moment() {
  const { place } = useMachine();
  const at = useShown((shown) => shown.at);
  return (
    <output
      data-testid="moment"
      data-at={written(at)}
      aria-live="off"
      className="text-lg font-bold tabular-nums"
    >
      {timeInWords(at, place.zone)}
      <span className="text-sm font-normal text-soft">.{String(at % 1000).padStart(3, '0')}</span>
    </output>
  );
}
