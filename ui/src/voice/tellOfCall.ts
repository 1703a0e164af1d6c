import type { StoreApi } from 'zustand/vanilla';
import type { VoiceClient } from '../media/VoiceClient';
import { systemClock } from '../presence/clock';
import type { PresenceClient } from '../presence/PresenceClient';
import { breadcrumbs, errors } from '../telemetry/page';
import { mediaProblem, stepsBetween } from '../telemetry/steps';
import { Telemetry } from '../telemetry/Telemetry';
import type { VoiceStore } from './voiceStore';

/** Follows the call: breadcrumbs of its steps, errors of its audio, samples of its quality. The answer ends it. */
export function tellOfCall(
  store: StoreApi<VoiceStore>,
  media: Pick<VoiceClient, 'readStats'>,
  presence: Pick<PresenceClient, 'tellTelemetry'>,
): () => void {
  const telemetry = new Telemetry({
    clock: systemClock,
    errors,
    read: () => media.readStats(),
    send: (samples, told) => presence.tellTelemetry(samples, told),
    show: (quality) => store.setState({ quality }),
  });
  const unsubscribe = store.subscribe((now, before) => {
    for (const step of stepsBetween(before, now)) breadcrumbs.drop(step);
    const problem = mediaProblem(before, now);
    if (problem) errors.report('media', problem);
    if (now.link !== before.link || now.media !== before.media)
      telemetry.follow({ hasAudio: now.media.phase.at === 'on', isOpen: now.link.at === 'open' });
  });
  return () => {
    unsubscribe();
    telemetry.stop();
  };
}
