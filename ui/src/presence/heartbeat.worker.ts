/** Beats for the page: the timers of a worker keep running when the page is hidden, those of the page do not. */
let timer: ReturnType<typeof setTimeout> | undefined;

self.onmessage = ({ data }: MessageEvent<{ firstMs: number; everyMs: number } | 'stop'>) => {
  clearTimeout(timer);
  if (data === 'stop') return;
  const beat = () => {
    self.postMessage('beat');
    timer = setTimeout(beat, data.everyMs);
  };
  timer = setTimeout(beat, data.firstMs);
};
