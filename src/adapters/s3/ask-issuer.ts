import { messageOf } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient, HttpRequest } from '../../ports/http-client.ts';
import { withDeadline } from '../../resilience/deadline.ts';
import { retry } from '../../resilience/retry.ts';
import { CredentialsError, type Temporary } from './issuer.ts';
import { readText } from './read-text.ts';
import { childrenOf, rootOf, textIn } from './xml.ts';

/** IssuerRequest is a request to what gives out credentials or tokens. */
export interface IssuerRequest extends Omit<HttpRequest, 'signal' | 'redirects'> {
  /** What is asked, for errors: `the container's credential endpoint`. */
  readonly what: string;
  readonly client: () => Promise<HttpClient>;
  readonly clock: Clock;
  /** In ms, for one attempt. */
  readonly timeout: number;
}

const bodyMax = 65_536;
const attempts = 3;
const pauseMs = 500;

/**
 * askIssuer returns the text of a successful answer; what fails for a passing reason is tried three times. No redirect is
 * followed, so that nothing secret leaves for another host. Throws CredentialsError, which does not repeat the answer: it may
 * hold a secret; or the signal's reason.
 */
export async function askIssuer(request: IssuerRequest, signal: AbortSignal): Promise<string> {
  const { clock, what } = request;
  const pauseAfter = (error: unknown) => (error instanceof Passing ? pauseMs : undefined);
  try {
    return await retry({ attempts, pauseAfter, clock, signal }, () => askOnce(request, signal));
  } catch (error) {
    if (signal.aborted || error instanceof CredentialsError) throw error;
    throw new CredentialsError(`${what} cannot be reached: ${messageOf(error)}`, { cause: error });
  }
}

/** Passing is a failure that can be over a moment later. */
class Passing extends CredentialsError {}

async function askOnce(request: IssuerRequest, parent: AbortSignal): Promise<string> {
  const { what, client, clock, timeout, ...sent } = request;
  return withDeadline({ ms: timeout, clock, parent }, async (signal) => {
    const http = await client();
    const response = await http.send({ ...sent, redirects: 'return', signal });
    const text = await readText(response, { bytesMax: bodyMax, stallTimeout: timeout, clock, signal });
    if (text === undefined) throw new CredentialsError(`${what} sent more than ${bodyMax} bytes`);
    const { status } = response;
    if (status === 200) return text;
    const Failed = status === 429 || status >= 500 ? Passing : CredentialsError;
    throw new Failed(`${what} answered HTTP ${status}${errorCodeIn(text)}`);
  });
}

/** The code of an error in XML, as STS has it; the message beside it is left out. */
function errorCodeIn(text: string): string {
  const root = rootOf(text);
  const error = root && (childrenOf(root, 'Error')[0] ?? root);
  const code = error && textIn(error, 'Code');
  return code !== undefined && /^[A-Za-z]{1,64}$/.test(code) ? ` (${code})` : '';
}

/** temporaryFrom reads credentials from JSON, as the container and instance endpoints have them. Throws CredentialsError. */
export function temporaryFrom(text: string, what: string): Temporary {
  const parsed = parsedObject(text, what);
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = parsed;
  const expires = typeof Expiration === 'string' ? Date.parse(Expiration) : Number.NaN;
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string' || Number.isNaN(expires)) {
    throw new CredentialsError(`${what} answered without credentials`);
  }
  const sessionToken = typeof Token === 'string' ? { sessionToken: Token } : {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...sessionToken, expires };
}

/** parsedObject reads a JSON object. Throws CredentialsError. */
export function parsedObject(text: string, what: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return { ...parsed };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CredentialsError(`${what} did not answer with a JSON object`);
}
