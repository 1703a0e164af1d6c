/**
 * What a change of the call's state says of what was done or happened, as names for the breadcrumbs and as problems worth telling.
 * Names only: no channel, no person, no text. Pure.
 */
import type { VoiceStore } from '../voice/voiceStore';

type Watched = Pick<VoiceStore, 'link' | 'call' | 'media' | 'selfMuted' | 'selfDeafened' | 'ended'>;

export function stepsBetween(before: Watched, now: Watched): string[] {
  const steps: string[] = [];
  const when = (changed: boolean, name: string) => {
    if (changed) steps.push(name);
  };
  when(now.link.at !== before.link.at, `link-${now.link.at}`);
  when(now.call?.phase !== before.call?.phase, `call-${now.call?.phase ?? 'none'}`);
  when(isElsewhere(before, now), 'call-another-channel');
  when(now.ended !== null && now.ended !== before.ended, `call-ended-${now.ended?.why ?? ''}`);
  when(now.media.phase.at !== before.media.phase.at, `audio-${now.media.phase.at}`);
  when(now.media.mic.at !== before.media.mic.at, `microphone-${now.media.mic.at}`);
  when(now.selfMuted !== before.selfMuted, now.selfMuted ? 'muted' : 'unmuted');
  when(now.selfDeafened !== before.selfDeafened, now.selfDeafened ? 'deafened' : 'undeafened');
  return steps;
}

/** Why nobody can be heard, or oneself cannot, in a sentence; null if that did not just begin. */
export function mediaProblem(before: Watched, now: Watched): string | null {
  const { phase, mic } = now.media;
  if (mic.at === 'problem' && before.media.mic.at !== 'problem') return `The microphone: ${mic.problem}`;
  if (phase.at === before.media.phase.at) return null;
  if (phase.at === 'reconnecting') return 'The audio connection was interrupted';
  return phase.at === 'ended' ? `The audio ended: ${phase.end}` : null;
}

function isElsewhere({ call: from }: Watched, { call: to }: Watched): boolean {
  return from !== null && to !== null && (from.channelId !== to.channelId || from.guildId !== to.guildId);
}
