import { useCallback, useEffect, useState } from 'react';

interface Device {
  id: string;
  label: string;
}

/** Microphones and speakers as the browser lists them; names appear once the microphone was allowed. */
export function useDevices() {
  const [all, setAll] = useState<readonly MediaDeviceInfo[]>([]);
  const refresh = useCallback(() => {
    // Absent on pages that are neither HTTPS nor localhost.
    if (!('mediaDevices' in navigator)) return;
    navigator.mediaDevices.enumerateDevices().then(setAll, () => setAll([]));
  }, []);
  useEffect(() => {
    refresh();
    if (!('mediaDevices' in navigator)) return undefined;
    navigator.mediaDevices.addEventListener('devicechange', refresh);
    return () => navigator.mediaDevices.removeEventListener('devicechange', refresh);
  }, [refresh]);
  const devices = (kind: MediaDeviceKind): Device[] =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default')
      .map((device, index) => ({ id: device.deviceId, label: device.label || `Device ${index + 1}` }));
  return [devices, refresh] as const;
}
