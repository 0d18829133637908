import type { Clock } from '../../ports/clock.ts';
import type { Env } from '../../ports/env.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { Credentials } from './sign.ts';

/** Temporary are credentials that end; `expires` in ms since the epoch. */
export interface Temporary extends Credentials {
  readonly expires: number;
}

/** CredentialsError is why a source has given no credentials. Its message is one sentence, without a secret. */
export class CredentialsError extends Error {
  override readonly name: string = 'CredentialsError';
}

/** CredentialContext is what the sources of credentials need of the world. */
export interface CredentialContext {
  readonly env: Env;
  readonly clock: Clock;
  /** A client as all requests use it. */
  readonly http: () => Promise<HttpClient>;
  /** A client that uses no forward proxy: for the addresses of the machine itself. */
  readonly localHttp: () => Promise<HttpClient>;
  /** Of the bucket; the tokens of a role come from there. */
  readonly region: string;
  readonly mask: (secret: string) => void;
}

/** Issuer gives temporary credentials of one identity. */
export interface Issuer {
  readonly identity: string;
  /** Throws CredentialsError or the signal's reason. */
  issue(signal: AbortSignal): Promise<Temporary>;
}
