import { useSyncExternalStore } from 'react';
import { usePreferences } from './preferences';

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

function isDark(): boolean {
  const { theme } = usePreferences.getState();
  return theme === 'system' ? systemDark.matches : theme === 'dark';
}

function listen(changed: () => void): () => void {
  systemDark.addEventListener('change', changed);
  const stop = usePreferences.subscribe(changed);
  return () => {
    systemDark.removeEventListener('change', changed);
    stop();
  };
}

/** Puts the person's choice, or else the system's, on the page; before the first render, so that nothing flashes. */
export function followTheme(): void {
  const apply = () => {
    document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
  };
  apply();
  listen(apply);
}

export const useDarkNow = () => useSyncExternalStore(listen, isDark);
