/** What the number of a close asks of this client (the server's catalogue is `CloseCode`). */
export type AfterClose = 'reconnect' | 'renew-token' | 'stop';

export function afterClose(code: number): AfterClose {
  if (code >= 4100 && code <= 4199) return 'renew-token';
  if (code >= 4200 && code <= 4299) return 'stop';
  // 1012, 4000 to 4099, and everything that networks and proxies make of a lost connection.
  return 'reconnect';
}
