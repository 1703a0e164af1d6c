import { isMuted } from '../media/audible';
import { useVoice } from './useVoice';
import type { Person } from './voiceState';

/** One's own ring follows one's own microphone at once; everybody else's follows what the server says, while it is heard and they are. */
export function useSpeaking(person: Person): boolean {
  const own = useVoice((state) => state.selfSpeaking);
  const current = useVoice((state) => state.link.at === 'open');
  return person.isSelf ? own : person.speaking && current && !isMuted(person);
}
