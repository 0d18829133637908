import type { StepName, StepRecord } from '../record.ts';
import type { Ports } from './run.ts';

/**
 * How often a step that prints nothing else says that it is still at work, in ms. That the reader of our output has gone is
 * noticed only by what is written to it.
 */
const signOfLifeMs = 10_000;

/** StepTimer runs each step in a group of the log and records when it ran. */
export class StepTimer {
  readonly #ports: Pick<Ports, 'clock' | 'runner'>;
  readonly #start: number;
  readonly #records: StepRecord[] = [];

  constructor(ports: Pick<Ports, 'clock' | 'runner'>) {
    this.#ports = ports;
    this.#start = ports.clock.now();
  }

  /** The steps that have ended, in order. */
  get records(): readonly StepRecord[] {
    return this.#records;
  }

  /** How long a step took, in ms; 0 for one that did not run. */
  msOf(name: StepName): number {
    return this.#records.find((record) => record.name === name)?.durationMs ?? 0;
  }

  async run<T>(name: StepName, body: () => Promise<T>): Promise<T> {
    const { clock, runner } = this.#ports;
    const start = clock.now();
    const ended = new AbortController();
    void this.#tellOfLife(titles[name], start, ended.signal);
    try {
      return await runner.log.group(titles[name], body);
    } finally {
      ended.abort();
      this.#records.push({ name, startMs: start - this.#start, durationMs: clock.now() - start });
    }
  }

  async #tellOfLife(title: string, start: number, ended: AbortSignal): Promise<void> {
    const { clock, runner } = this.#ports;
    try {
      for (;;) {
        await clock.sleep(signOfLifeMs, ended);
        runner.progress(`${title}: ${Math.round((clock.now() - start) / 1000)} s so far`);
      }
    } catch (error) {
      if (!ended.aborted) throw error;
    }
  }
}

const titles: Readonly<Record<StepName, string>> = {
  go: 'Set up Go',
  plan: 'Plan',
  restore: 'Restore from cache',
  download: 'Download missing modules',
  save: 'Save cache',
  mirror: 'Write offline mirror',
};
