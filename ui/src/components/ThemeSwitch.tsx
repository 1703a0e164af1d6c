import { usePreferences } from '../settings/preferences';
import { useDarkNow } from '../settings/theme';
import { MoonIcon, SunIcon } from './icons';

export function ThemeSwitch() {
  const dark = useDarkNow();
  return (
    <button
      type="button"
      className="icon-btn"
      data-testid="theme-switch"
      aria-label={dark ? 'Switch to light colours' : 'Switch to dark colours'}
      title={dark ? 'Light colours' : 'Dark colours'}
      onClick={() => usePreferences.setState({ theme: dark ? 'light' : 'dark' })}
    >
      {dark ? <SunIcon /> : <MoonIcon />}
    </button>
  );
}
