import type { Socket } from './Link';

/** The browser's socket to the server that this page came from. */
export function openSocket(protocols: string[]): Socket {
  const url = new URL('/ws', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url.href, protocols) as unknown as Socket;
}
