/** AdaptiveTimeoutOptions bounds how long a server may be silent, in ms. */
export interface AdaptiveTimeoutOptions {
  /** Never less than this. */
  readonly least: number;
  /** For as long as nothing has been measured. */
  readonly unmeasured: number;
  /** Never more than this. */
  readonly most: number;
}

const samplesMax = 200;
const multiple = 4;

/**
 * AdaptiveTimeout learns from the first bytes of a server how long silence is normal there: four times the 95th percentile.
 * The idea of deriving the timeout from what was measured is TCP's (RFC 6298).
 */
export class AdaptiveTimeout {
  readonly #options: AdaptiveTimeoutOptions;
  readonly #samples: number[] = [];

  constructor(options: AdaptiveTimeoutOptions) {
    this.#options = options;
  }

  /** To be told of each first byte, in ms after the request. */
  measured(ms: number): void {
    this.#samples.push(ms);
    if (this.#samples.length > samplesMax) this.#samples.shift();
  }

  /** How long to wait for a first byte, in ms; twice as long with each time that the same request was abandoned. */
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
