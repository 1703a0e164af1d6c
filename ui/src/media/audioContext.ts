let context: AudioContext | undefined;

/** The page's one AudioContext. It may be suspended until the person touches the page; see `wakeAudio`. */
export function audioContext(): AudioContext {
  context ??= new AudioContext({ latencyHint: 'interactive' });
  return context;
}

/** To be called from a click or a key: browsers let a page make sound only then. */
export async function wakeAudio(): Promise<void> {
  if (context?.state === 'suspended') await context.resume();
}
