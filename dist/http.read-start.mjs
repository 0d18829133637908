import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/resilience/retry.ts
async function retry(options, attempt) {
  const { attempts, pauseAfter, clock, signal } = options;
  for (let number = 1; ; number++) {
    try {
      return await attempt(number);
    } catch (error) {
      signal.throwIfAborted();
      const pause = number < attempts ? pauseAfter(error, number) : void 0;
      if (pause === void 0) throw error;
      await clock.sleep(pause, signal);
    }
  }
}

// src/http/read-start.ts
async function readStart(response, bytesMax, onPiece = () => void 0) {
  const pieces = [];
  let read = 0;
  try {
    for await (const piece of response.body) {
      onPiece();
      pieces.push(piece);
      read += piece.length;
      if (read > bytesMax) break;
    }
  } finally {
    response.discard();
  }
  return { bytes: Buffer.concat(pieces).subarray(0, bytesMax), isWhole: read <= bytesMax };
}

// src/http/retry-after.ts
function retryAfter(value, now) {
  if (value === void 0) return 0;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1e3;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

export {
  retry,
  readStart,
  retryAfter
};
