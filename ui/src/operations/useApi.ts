import { useMemo } from 'react';
import { useVoiceActions } from '../voice/useVoice';
import { HistoryApi } from './api';

/** The history and the health, asked in the name of whoever is logged in. */
export function useApi(): HistoryApi {
  const voice = useVoiceActions();
  return useMemo(() => new HistoryApi((path, asking) => voice.ask(path, asking)), [voice]);
}
