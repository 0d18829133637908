import { isSystemError } from '../disk-error.ts';
import { ActionError, errnoOf, messageOf } from '../errors.ts';
import { NotFetched } from '../fetch/not-fetched.ts';
import { describeFailure } from '../fetch/wording.ts';
import type { GoVersion } from './go-version.ts';

/**
 * GoSource is a server that Go can be installed from. All verbs throw NotAvailable, or the signal's reason.
 */
export interface GoSource {
  /** The name under which the tool cache keeps a Go from this source. */
  readonly tool: string;
  /** For the log, such as `the download site`. */
  readonly title: string;
  /** The versions for this platform, in any order. */
  versions(): Promise<readonly GoVersion[]>;
  /**
   * Verifies the checksum of a Go and unpacks it into an existing folder, where the go command is then
   * `bin/go`. Throws ActionError of class `checksum` for a wrong checksum.
   */
  unpackInto(dir: string, version: GoVersion): Promise<void>;
}

/** NotAvailable is why a source did not give a file, on one line. */
export class NotAvailable extends Error {
  override readonly name: string = 'NotAvailable';
  /** Whether the source says that there is no such file; otherwise it could not be reached. */
  readonly absent: boolean;
  /** What has to be changed, if that is known. */
  readonly refusal: ActionError | undefined;

  constructor(message: string, details: { readonly absent: boolean; readonly refusal?: ActionError }) {
    super(message);
    this.absent = details.absent;
    this.refusal = details.refusal;
  }
}

/** asAvailable settles as `fetching` does, but with NotAvailable instead of NotFetched; `what` is fetched. */
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

/** asVerified is asAvailable for an archive of Go; a wrong checksum is an ActionError. */
export async function asVerified<T>(what: string, authority: string, fetching: Promise<T>): Promise<T> {
  try {
    return await asAvailable(what, fetching);
  } catch (error) {
    if (!(error instanceof NotFetched)) throw error;
    throw new ActionError(`${what} does not match ${authority}, so it was not installed`, {
      code: 'go-checksum-mismatch',
      class: 'checksum',
      hint: 'The file was changed on the server or on its way, in the same way each time. Find out where before you use Go from this server.',
      cause: error,
    });
  }
}

/**
 * What the disk says of names that an archive should not have: one that is there twice, or as a file and as a
 * folder.
 */
const nameErrors: ReadonlySet<string> = new Set(['EEXIST', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL']);

/**
 * asUnpacked settles as `unpacking` does, but says NotAvailable where the archive cannot be unpacked. What
 * the disk says stays as it is.
 */
export async function asUnpacked(what: string, unpacking: Promise<void>): Promise<void> {
  try {
    await unpacking;
  } catch (error) {
    if (isSystemError(error) && !nameErrors.has(errnoOf(error) ?? '')) throw error;
    throw new NotAvailable(`${what} is not a usable archive of Go: ${messageOf(error)}`, { absent: false });
  }
}
