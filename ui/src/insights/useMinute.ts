import { useEffect, useState } from 'react';

/** The time to the minute, which is enough for what is asked again every minute. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000 - (now % 60_000));
    return () => clearInterval(timer);
  }, [now]);
  return now;
}
