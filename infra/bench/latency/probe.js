/**
 * Runs in each page before the product's own scripts and writes down when things happened, in milliseconds of the machine's
 * clock, which all pages share. It changes nothing: it looks at the page, the captured microphone and the decoded audio.
 */
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const bench = { clicks: [], rows: [], spoke: [], heard: [], peers: [] };
  window.__bench = bench;

  document.addEventListener(
    "click",
    (event) => {
      const at = performance.timeOrigin + event.timeStamp;
      bench.clicks.push({ at, on: event.target.closest("[data-testid]")?.dataset.testid });
    },
    true,
  );

  // "Visible" is when the row stands in the document with the new state; the next frame paints it.
  let known = new Map();
  const look = () => {
    const at = now();
    const rows = new Map();
    for (const row of document.querySelectorAll("[data-testid=participant]")) {
      const { muted, speaking } = row.dataset;
      rows.set(row.querySelector("bdi")?.textContent, `${muted} ${speaking}`);
    }
    for (const [name, state] of rows) {
      if (known.get(name) === state) continue;
      const [muted, speaking] = state.split(" ");
      const came = !known.has(name);
      bench.rows.push({ at, name, present: true, came, muted: muted === "true", speaking: speaking === "true" });
    }
    for (const name of known.keys()) if (!rows.has(name)) bench.rows.push({ at, name, present: false });
    known = rows;
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });

  const Peer = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Peer {
    constructor(...settings) {
      super(...settings);
      bench.peers.push(this);
    }
  };

  // Says when sound begins after `quietMs` of silence; on the audio thread, in blocks of 2.7 ms.
  const ONSET = `
    registerProcessor("onset", class extends AudioWorkletProcessor {
      constructor({ processorOptions }) {
        super();
        this.needed = processorOptions.quietMs / 1000 * sampleRate;
        this.quiet = this.needed;
      }
      process([[samples]]) {
        if (!samples) return true;
        let peak = 0;
        for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
        if (peak < 0.01) this.quiet += samples.length;
        else {
          if (this.quiet >= this.needed) this.port.postMessage(Date.now());
          this.quiet = 0;
        }
        return true;
      }
    });`;
  let audio;
  const context = () =>
    (audio ??= (async () => {
      const created = new AudioContext({ sampleRate: 48_000 });
      await created.audioWorklet.addModule(URL.createObjectURL(new Blob([ONSET], { type: "text/javascript" })));
      return created;
    })());
  /** One ear for what a page captures, one for each person it hears: the last track's, or the probe would slow down what it measures. */
  const ears = new Map();
  const listen = async (ear, track, quietMs, on) => {
    const created = await context();
    ears.get(ear)?.();
    const node = new AudioWorkletNode(created, "onset", { numberOfOutputs: 0, processorOptions: { quietMs } });
    node.port.onmessage = ({ data }) => on(data);
    const source = created.createMediaStreamSource(new MediaStream([track]));
    source.connect(node);
    ears.set(ear, () => source.disconnect());
  };

  let captured;
  const capture = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wish) => {
    const stream = await capture(wish);
    for (const track of stream.getAudioTracks()) {
      captured?.stop();
      captured = track.clone();
      void listen("microphone", captured, 1000, (at) => bench.spoke.push({ at }));
    }
    return stream;
  };

  const listened = new WeakSet();
  bench.listenToOthers = async () => {
    await context();
    setInterval(() => {
      for (const { userId, track } of window.__earshot?.remoteAudio() ?? []) {
        if (listened.has(track)) continue;
        listened.add(track);
        void listen(userId, track, 0, (at) => bench.heard.push({ at, userId, track: track.id }));
      }
    }, 10);
  };

  /** Bytes of audio sent so far, without headers. */
  bench.audioBytesSent = async () => {
    let bytes = 0;
    for (const peer of bench.peers)
      for (const stat of (await peer.getStats()).values())
        if (stat.type === "outbound-rtp" && stat.kind === "audio") bytes += stat.bytesSent;
    return bytes;
  };
})();
