import { useEffect, useRef } from 'react';
import { stepFrom } from './eventPages';
import { useMachine } from './machine';
import { useDay, useEventsAround } from './useHistory';

type Way = 1 | -1;

/**
 * To the next or previous event; over the edge of a day without one, to the day beside it. A step that is taken before it is known
 * what lies around the moment is taken when it is.
 */
export function useStep(): (way: Way) => void {
  const { playhead } = useMachine();
  const { entries, span: known, pending } = useEventsAround();
  const { span } = useDay();
  const owed = useRef<Way | null>(null);
  const step = (way: Way) => {
    const { at } = playhead.store.getState();
    const next = known && at >= known.from && at <= known.to ? stepFrom(entries, at, way) : null;
    playhead.pause();
    owed.current = next === null && pending ? way : null;
    if (owed.current === null) playhead.seek(next ?? (way === 1 ? span.to : span.from - 1));
  };
  useEffect(() => {
    if (owed.current !== null && !pending) step(owed.current);
  });
  return step;
}
