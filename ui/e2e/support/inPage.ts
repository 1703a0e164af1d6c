/** What a test puts into the page of a person's browser. */

/** Before anything else of the page. No fake device can be busy, so the browser's answer is given in its place. */
export function holdMicrophone(): void {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = () => Promise.reject(new DOMException('Could not start audio source', 'NotReadableError'));
  window.addEventListener('microphone-freed', () => {
    devices.getUserMedia = open;
  });
}

/** Before anything else of the page. The fake ones of a browser without a screen are allowed without a question. */
export function askForMicrophone(): void {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  const allowed = new Promise((yes) => window.addEventListener('microphone-allowed', yes));
  devices.getUserMedia = (wish) => allowed.then(() => open(wish));
}

export function glimpse(selector: string): Promise<void> {
  return new Promise((seen) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(selector)) return;
      observer.disconnect();
      seen();
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}

export function stallLiveKit(): void {
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    if (!this.url.includes('/rtc')) send.call(this, data);
  };
}
