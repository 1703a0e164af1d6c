import { createContext, use, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { HistoryApi, PastState } from './api';
import type { Looked } from './LatestWins';
import type { Past } from './Past';
import type { Playhead, Shown } from './Playhead';
import type { Place } from './address';

/** What the parts of the time machine share. */
export interface Machine {
  readonly api: HistoryApi;
  readonly guild: string;
  readonly place: Place;
  readonly playhead: Playhead;
  readonly past: Past;
  /** Writes into the address bar; undefined takes a word out of it. */
  readonly change: (words: Readonly<Record<string, string | undefined>>) => void;
}
export const MachineContext = createContext<Machine | null>(null);

export function useMachine(): Machine {
  const machine = use(MachineContext);
  if (!machine) throw new Error('useMachine needs a MachineContext around it');
  return machine;
}

/** One part of what the playhead shows; renders again only when that part changes. */
export function useShown<T>(select: (shown: Shown) => T): T {
  return useStore(useMachine().playhead.store, select);
}

export function usePast<T>(select: (looked: Looked<PastState>) => T): T {
  return useStore(useMachine().past.store, select);
}

/** The moment once it rests: for what need not follow the hand, such as a comparison. */
export function useRestedMoment(): number {
  const at = useShown(({ looked }) => looked);
  const [rested, setRested] = useState(at);
  useEffect(() => {
    const timer = setTimeout(() => setRested(at), 250);
    return () => clearTimeout(timer);
  }, [at]);
  return rested;
}

/** The time, again after so many milliseconds. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
