/** AdaptiveTimeoutOptions bounds a timeout, in ms. */
export interface AdaptiveTimeoutOptions {
  /** Lower bound. */
  readonly least: number;
  /** Used until something has been measured. */
  readonly unmeasured: number;
  /** Upper bound. */
  readonly most: number;
}

const samplesMax = 200;
const multiple = 4;

/**
 * AdaptiveTimeout derives timeouts from a server's times to first byte: four times their 95th percentile.
 * Deriving a timeout from measurements is TCP's idea (RFC 6298).
 */
export class AdaptiveTimeout {
  readonly #options: AdaptiveTimeoutOptions;
  readonly #samples: number[] = [];

  constructor(options: AdaptiveTimeoutOptions) {
    this.#options = options;
  }

  /** Adds the time to a first byte, in ms after the request. */
  measured(ms: number): void {
    this.#samples.push(ms);
    if (this.#samples.length > samplesMax) this.#samples.shift();
  }

  /** How long to wait for a first byte, in ms. It doubles each time the same request has timed out. */
  forFirstByte(abandoned: number): number {
    const normal = this.#percentile();
    return this.#within(normal === undefined ? this.#options.unmeasured : multiple * normal, abandoned);
  }

  /** How long a body may pause, in ms. */
  forBody(abandoned: number): number {
    return this.#within(multiple * (this.#percentile() ?? 0), abandoned);
  }

  #within(ms: number, abandoned: number): number {
    return Math.min(this.#options.most, Math.max(this.#options.least, ms) * 2 ** abandoned);
  }

  #percentile(): number | undefined {
    const sorted = this.#samples.toSorted((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * 0.95) - 1];
  }
}
