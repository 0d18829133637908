import type { ProxyEvent } from '../fetch/events.ts';
import { nameOf, type RequestedFile } from '../fetch/requested-file.ts';
import { moduleKey } from '../go/module.ts';
import type { Clock } from '../ports/clock.ts';
import type { HostRecord } from '../record.ts';
import { sum } from '../sum.ts';

/** ModuleStats is about the transfer of a module, all its files together. Times in ms. */
export interface ModuleStats {
  /** `path@version`. */
  readonly module: string;
  /** Requests, including retries. */
  readonly attempts: number;
  /** When the first of its files was requested, after the proxy began. */
  readonly startMs: number;
  /** From then until the last thing that happened to one of its files. */
  readonly durationMs: number;
}

/** ProxyStats is what a module proxy has done so far. */
export interface ProxyStats {
  readonly retries: number;
  readonly hosts: readonly HostRecord[];
  readonly modules: readonly ModuleStats[];
}

interface HostTally extends Omit<Mutable<HostRecord>, 'host' | 'firstByte'> {
  readonly firstBytes: number[];
}

interface ModuleTally {
  attempts: number;
  readonly first: number;
  last: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** ProxyTally adds up events. */
export class ProxyTally {
  readonly #hosts = new Map<string, HostTally>();
  readonly #modules = new Map<string, ModuleTally>();
  readonly #clock: Clock;
  readonly #begun: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#begun = clock.now();
  }

  add(event: ProxyEvent): void {
    const host = 'host' in event ? event.host : event.kind === 'failover' ? event.from : undefined;
    if (host === undefined) return;
    countForHost(tallyIn(this.#hosts, host, newHostTally), event);
    if (!('file' in event) || event.file.module === undefined) return;
    const now = this.#clock.now();
    const begun = () => ({ attempts: 0, first: now, last: now });
    const tally = tallyIn(this.#modules, moduleKey(event.file.module), begun);
    tally.last = now;
    if (event.kind === 'attempt') tally.attempts++;
  }

  stats(): ProxyStats {
    const hosts = Array.from(this.#hosts, ([host, { firstBytes, ...counts }]) => ({
      host,
      ...counts,
      firstByte: Math.round(medianOf(firstBytes)),
    }));
    const modules = Array.from(this.#modules, ([module, { attempts, first, last }]) => ({
      module,
      attempts,
      startMs: first - this.#begun,
      durationMs: last - first,
    }));
    return { retries: sum(hosts.map(({ retries }) => retries)), hosts, modules };
  }
}

function countForHost(tally: HostTally, event: ProxyEvent): void {
  switch (event.kind) {
    case 'attempt':
      tally.attempts++;
      break;
    case 'first-byte':
      tally.firstBytes.push(event.ms);
      break;
    case 'received':
      tally.bytes += event.bytes;
      break;
    case 'resumed':
      tally.resumes++;
      break;
    case 'retry':
      tally.retries++;
      break;
    case 'failover':
      tally.failovers++;
      break;
    case 'breaker':
      tally.breakerChanges++;
  }
}

function newHostTally(): HostTally {
  return { attempts: 0, bytes: 0, retries: 0, resumes: 0, failovers: 0, breakerChanges: 0, firstBytes: [] };
}

function tallyIn<T>(tallies: Map<string, T>, key: string, begin: () => T): T {
  const tally = tallies.get(key) ?? begin();
  tallies.set(key, tally);
  return tally;
}

/** The upper one of two in the middle; 0 of none. */
function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Fetching is a file that has been requested and has not arrived, and the host that was asked last. */
export interface Fetching {
  readonly file: RequestedFile;
  readonly host: string;
}

/** UnderWay lists what is being fetched. What the end of the step interrupts stays in it. */
export class UnderWay {
  readonly #files = new Map<string, Fetching>();

  add(event: ProxyEvent): void {
    if (event.kind === 'attempt') this.#files.set(nameOf(event.file), { file: event.file, host: event.host });
    if (event.kind === 'fetched' || event.kind === 'failed') this.#files.delete(nameOf(event.file));
  }

  list(): readonly Fetching[] {
    return [...this.#files.values()];
  }
}
