/**
 * lowSpeed makes a trickle count as a stall: it calls `progress` only after each `bytes` bytes. Under a
 * watchdog of T seconds, that requires `bytes` in any T seconds (curl's CURLOPT_LOW_SPEED_LIMIT and _TIME).
 */
export function lowSpeed(bytes: number, progress: () => void): (received: number) => void {
  let since = 0;
  return (received) => {
    since += received;
    if (since < bytes) return;
    since = 0;
    progress();
  };
}
