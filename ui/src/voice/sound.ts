import { play, type Sound } from '../media/sounds';
import { usePreferences } from '../settings/preferences';

/** Plays, unless the person wants no sounds. */
export function sound(what: Sound): void {
  if (usePreferences.getState().sounds) play(what);
}
