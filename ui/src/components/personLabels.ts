import type { Person } from '../voice/voiceState';

/** Everything a person's row shows by colour or icon, in words. */
export function labelsOf(person: Person, speaking: boolean): string[] {
  return [
    person.isSelf ? 'you' : '',
    person.connection === 'reconnecting' ? 'reconnecting' : '',
    person.serverMuted ? 'muted by a moderator' : person.muted ? 'muted' : '',
    person.serverDeafened ? 'deafened by a moderator' : person.deafened ? 'deafened' : '',
    person.audio === 'listen-only' ? 'listening only' : '',
    person.audio === 'connecting' ? 'audio connecting' : '',
    person.audio === 'off' ? 'without audio' : '',
    speaking ? 'speaking' : '',
  ].filter((label) => label !== '');
}

/** The one state that most needs a visible word. */
export function noteOf(person: Person): string | null {
  if (person.connection === 'reconnecting') return 'Reconnecting…';
  if (person.audio === 'listen-only') return 'Listening only';
  if (person.audio === 'connecting') return 'Audio connecting…';
  if (person.audio === 'off') return 'Without audio';
  return null;
}

/** What tests and styles look for. */
export function dataOf(person: Person) {
  return {
    'data-user-id': person.userId,
    'data-self': person.isSelf,
    'data-muted': person.muted || person.serverMuted,
    'data-deafened': person.deafened || person.serverDeafened,
    'data-connection': person.connection,
    'data-audio': person.audio,
  };
}
