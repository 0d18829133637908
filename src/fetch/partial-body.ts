import type { ByteRange } from '../modcache/module-files.ts';
import type { HttpResponse } from '../ports/http-client.ts';
import { FetchFailure } from './failure.ts';
import type { Spool } from './spool.ts';

/**
 * PartialBody spreads a transfer over several answers of one server: with Range and If-Range where it can be
 * resumed (RFC 9110, 13.1.5 and 14), and from the beginning where it cannot. A body put together from several
 * answers has to be checked as a whole, so without a validator it is resumed only when a hash of the whole is
 * known.
 */
export class PartialBody {
  readonly #spool: Spool;
  readonly #hashKnown: boolean;
  #validator: string | undefined;
  #total: number | undefined;
  #answers = 0;
  /** Whether it cannot be resumed, because the bytes here do not tell where the rest begins. */
  #isWhole = false;
  /** Where the requested range ends, when the bytes behind it are here already. */
  #until: number | undefined;

  constructor(spool: Spool, hashKnown: boolean) {
    this.#spool = spool;
    this.#hashKnown = hashKnown;
  }

  /** Whether the bytes here came in several answers. */
  get isPatched(): boolean {
    return this.#answers > 1;
  }

  /** The headers that request what is missing; none of them for the whole file. */
  headers(): Record<string, string> {
    const { size } = this.#spool;
    if ((size === 0 && this.#until === undefined) || size === this.#total || this.#isWhole) return {};
    const range = `bytes=${size}-${this.#until === undefined ? '' : this.#until - 1}`;
    if (this.#validator !== undefined) return { range, 'if-range': this.#validator };
    return this.#hashKnown ? { range } : {};
  }

  /**
   * Makes the bytes in `range` missing again and returns true, if the body came whole and in one answer;
   * false if it has to be fetched from the beginning.
   */
  async reopen(range: ByteRange): Promise<boolean> {
    if (this.isPatched || !this.#hashKnown || this.#total !== this.#spool.size) return false;
    this.#until = range.until;
    await this.#spool.reopen(range);
    return true;
  }

  /** Prepares for the body of a 200 or 206; true when it resumes. Throws FetchFailure. */
  async begin({ status, headers, uncompressed = false }: HttpResponse): Promise<boolean> {
    if (status === 206 && !uncompressed) return this.#resume(headers);
    await this.reset();
    if (status === 206) throw new FetchFailure({ kind: 'compressed-part' });
    this.#answers = 1;
    this.#isWhole = uncompressed;
    this.#total = lengthOf(headers['content-length']);
    this.#validator = validatorOf(headers);
    return false;
  }

  /** Checks that the body is complete. Throws FetchFailure; the bytes of a truncated one are kept. */
  async end(): Promise<void> {
    const { size } = this.#spool;
    const total = this.#total ?? size;
    if (size === total) return;
    if (size > total) await this.reset();
    throw new FetchFailure({ kind: 'truncated', received: size, total });
  }

  /** Forgets everything. */
  async reset(): Promise<void> {
    this.#answers = 0;
    this.#isWhole = false;
    this.#until = undefined;
    this.#total = undefined;
    this.#validator = undefined;
    await this.#spool.reset();
  }

  async #resume(headers: HttpResponse['headers']): Promise<boolean> {
    const range = /^bytes (?<start>\d+)-(?<end>\d+)\/(?<total>\d+|\*)$/.exec(
      headers['content-range'] ?? '',
    )?.groups;
    const total = lengthOf(range?.['total']) ?? this.#total;
    const fits = this.#total === undefined || this.#total === total;
    const ends = this.#until === undefined || this.#until === Number(range?.['end']) + 1;
    if (Number(range?.['start']) !== this.#spool.size || !fits || !ends) {
      await this.reset();
      throw new FetchFailure({ kind: 'wrong-range' });
    }
    this.#total = total;
    this.#answers++;
    return true;
  }
}

/** A weak ETag does not identify bytes. */
function validatorOf({ etag, 'last-modified': lastModified }: HttpResponse['headers']): string | undefined {
  return etag?.startsWith('"') ? etag : lastModified;
}

function lengthOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
