import { useMachine } from './machine';
import { stepFrom } from './eventPages';
import { useDay, useEventsAround } from './useHistory';

/** To the next or previous event; over the edge of a day without one, to the day beside it. */
export function useStep(): (way: 1 | -1) => void {
  const { playhead } = useMachine();
  const { entries } = useEventsAround();
  const { span } = useDay();
  return (way) => {
    const { at } = playhead.store.getState();
    const edge = way === 1 ? span.to : span.from - 1;
    playhead.pause();
    playhead.seek(stepFrom(entries, at, way) ?? edge);
  };
}
