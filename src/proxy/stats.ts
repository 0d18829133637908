import type { ProxyEvent } from '../fetch/events.ts';
import { nameOf, type RequestedFile } from '../fetch/requested-file.ts';
import { moduleKey } from '../go/module.ts';
import type { Clock } from '../ports/clock.ts';
import type { HostRecord } from '../record.ts';

/** TransferStats counts transfers, with one host or for one module. Times in ms. */
export interface TransferStats {
  /** Requests to upstreams. */
  readonly attempts: number;
  readonly bytes: number;
  /** Median time to first byte; 0 without any answer. */
  readonly firstByte: number;
  readonly retries: number;
  readonly resumes: number;
  /** How often another upstream was asked instead. */
  readonly failovers: number;
}

/** ModuleStats is TransferStats of a module, all its files together. */
export interface ModuleStats extends TransferStats {
  /** `path@version`. */
  readonly module: string;
  /** When the first of its files was requested, in ms after the proxy began. */
  readonly startMs: number;
  /** From then until the last thing that happened to one of its files, in ms. */
  readonly durationMs: number;
}

/** ProxyStats is what a module proxy has done so far. */
export interface ProxyStats {
  /** Requests of the go command. */
  readonly requests: number;
  readonly attempts: number;
  /** Bytes received from upstreams. */
  readonly bytes: number;
  /** Bytes of files that were received whole and verified. */
  readonly usefulBytes: number;
  readonly retries: number;
  readonly resumes: number;
  readonly failovers: number;
  /** Files that were requested from upstreams, but neither placed nor requested by the go command so far. */
  readonly needless: number;
  readonly hosts: readonly HostRecord[];
  readonly modules: readonly ModuleStats[];
}

interface Tally {
  attempts: number;
  bytes: number;
  retries: number;
  resumes: number;
  failovers: number;
  breakerChanges: number;
  readonly firstBytes: number[];
  readonly first: number;
  last: number;
}

/** ProxyTally adds up events. */
export class ProxyTally {
  readonly #hosts = new Map<string, Tally>();
  readonly #modules = new Map<string, Tally>();
  readonly #used = new Set<string>();
  readonly #attempted = new Set<string>();
  readonly #clock: Clock;
  readonly #begun: number;
  #requests = 0;
  #usefulBytes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#begun = clock.now();
  }

  add(event: ProxyEvent): void {
    if (event.kind === 'asked') this.#requests++;
    if (event.kind === 'asked' || event.kind === 'placed') this.#used.add(nameOf(event.file));
    if (event.kind === 'attempt') this.#attempted.add(nameOf(event.file));
    if (event.kind === 'fetched') this.#usefulBytes += event.bytes;
    const now = this.#clock.now();
    for (const tally of this.#talliesOf(event, now)) count(tally, event, now);
  }

  stats(): ProxyStats {
    const hosts = Array.from(this.#hosts, ([host, tally]) => ({
      host,
      breakerChanges: tally.breakerChanges,
      ...transfer(tally),
    }));
    const modules = Array.from(this.#modules, ([module, tally]) => ({
      module,
      startMs: tally.first - this.#begun,
      durationMs: tally.last - tally.first,
      ...transfer(tally),
    }));
    const total = (pick: (stats: TransferStats) => number) =>
      hosts.reduce((sum, stats) => sum + pick(stats), 0);
    return {
      requests: this.#requests,
      attempts: total(({ attempts }) => attempts),
      bytes: total(({ bytes }) => bytes),
      usefulBytes: this.#usefulBytes,
      retries: total(({ retries }) => retries),
      resumes: total(({ resumes }) => resumes),
      failovers: total(({ failovers }) => failovers),
      needless: [...this.#attempted].filter((name) => !this.#used.has(name)).length,
      hosts,
      modules,
    };
  }

  #talliesOf(event: ProxyEvent, now: number): Tally[] {
    const host = 'host' in event ? event.host : event.kind === 'failover' ? event.from : undefined;
    const module = 'file' in event && host !== undefined ? event.file.module : undefined;
    return [
      ...(host === undefined ? [] : [tallyIn(this.#hosts, host, now)]),
      ...(module === undefined ? [] : [tallyIn(this.#modules, moduleKey(module), now)]),
    ];
  }
}

function count(tally: Tally, event: ProxyEvent, now: number): void {
  tally.last = now;
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

function tallyIn(tallies: Map<string, Tally>, key: string, now: number): Tally {
  const tally: Tally = tallies.get(key) ?? {
    attempts: 0,
    bytes: 0,
    retries: 0,
    resumes: 0,
    failovers: 0,
    breakerChanges: 0,
    firstBytes: [],
    first: now,
    last: now,
  };
  tallies.set(key, tally);
  return tally;
}

function transfer({ attempts, bytes, retries, resumes, failovers, firstBytes }: Tally): TransferStats {
  const sorted = firstBytes.toSorted((a, b) => a - b);
  const firstByte = Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
  return { attempts, bytes, firstByte, retries, resumes, failovers };
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
