import HeartbeatWorker from './heartbeat.worker?worker';

/** Calls `beat` after `firstMs`, then every `everyMs`; the answer stops it. */
export type Heart = (firstMs: number, everyMs: number, beat: () => void) => () => void;

/** Source document, "Presence Sync". The server's hello may say otherwise. */
export const workerHeart: Heart = (firstMs, everyMs, beat) => {
  const worker = new HeartbeatWorker();
  worker.onmessage = beat;
  worker.postMessage({ firstMs, everyMs });
  return () => worker.terminate();
};
