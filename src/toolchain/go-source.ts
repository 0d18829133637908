import { isSystemError } from '../disk-error.ts';
import { ActionError, errnoOf, messageOf } from '../errors.ts';
import { NotFetched } from '../fetch/not-fetched.ts';
import { describeFailure } from '../fetch/wording.ts';
import type { GoVersion } from './go-version.ts';

/** GoSource is a place that Go can be installed from. All verbs throw NotAvailable, or the signal's reason. */
export interface GoSource {
  /** The name under which the tool cache keeps what comes from here. */
  readonly tool: string;
  /** For the log, such as `the download site`. */
  readonly title: string;
  /** What there is for this platform, in any order. */
  versions(): Promise<readonly GoVersion[]>;
  /**
   * Unpacks a Go into an existing folder, so that the go command is `bin/go` there, after its checksum was found to be
   * right. Throws ActionError of class `checksum` when it is not.
   */
  unpackInto(dir: string, version: GoVersion): Promise<void>;
}

/** NotAvailable is why a source did not give what it was asked for, in one line. */
export class NotAvailable extends Error {
  override readonly name: string = 'NotAvailable';
  /** Whether the source said that there is no such thing; else it could not be asked. */
  readonly absent: boolean;
  /** What has to be changed so that it could be asked, where that is known. */
  readonly refusal: ActionError | undefined;

  constructor(message: string, details: { readonly absent: boolean; readonly refusal?: ActionError }) {
    super(message);
    this.absent = details.absent;
    this.refusal = details.refusal;
  }
}

/** asAvailable settles as `fetching` does, but says NotAvailable in the place of NotFetched; `what` was to be fetched. */
export async function asAvailable<T>(what: string, fetching: Promise<T>): Promise<T> {
  try {
    return await fetching;
  } catch (error) {
    if (!(error instanceof NotFetched) || error.failure.kind === 'mismatch') throw error;
    const reasons = error.tried.map(
      ({ upstream, failure }) => `${upstream.host}: ${describeFailure(failure)}`,
    );
    throw new NotAvailable(`${what}: ${reasons.join('; ')}`, { absent: error.failure.kind === 'absent' });
  }
}

/** asVerified is asAvailable for an archive of Go, and says what it means that its checksum is wrong. */
export async function asVerified<T>(what: string, authority: string, fetching: Promise<T>): Promise<T> {
  try {
    return await asAvailable(what, fetching);
  } catch (error) {
    if (!(error instanceof NotFetched)) throw error;
    throw new ActionError(`${what} is not what ${authority} vouches for, so it was not installed`, {
      code: 'go-checksum-mismatch',
      class: 'checksum',
      hint: 'The bytes were changed where they lie or on their way, the same way each time. Find out where before you use Go from there.',
      cause: error,
    });
  }
}

/** What the disk says of names that an archive should not have: one that is there twice, or as a file and as a folder. */
const nameErrors: ReadonlySet<string> = new Set(['EEXIST', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL']);

/**
 * asUnpacked settles as `unpacking` does, but says NotAvailable where the archive cannot be unpacked. What the disk says
 * stays as it is.
 */
export async function asUnpacked(what: string, unpacking: Promise<void>): Promise<void> {
  try {
    await unpacking;
  } catch (error) {
    if (isSystemError(error) && !nameErrors.has(errnoOf(error) ?? '')) throw error;
    throw new NotAvailable(`${what} is not a usable archive of Go: ${messageOf(error)}`, { absent: false });
  }
}
