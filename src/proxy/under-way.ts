import type { ProxyEvent } from '../fetch/events.ts';
import { nameOf, type RequestedFile } from '../fetch/requested-file.ts';

/** Fetching is a file that has been asked for and is not there yet, and who was asked last. */
export interface Fetching {
  readonly file: RequestedFile;
  readonly host: string;
}

/** UnderWay keeps account of what is being fetched. What the end of the step breaks off stays in it. */
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
