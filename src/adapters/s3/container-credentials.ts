import { messageOf } from '../../errors.ts';
import { readGivenFile } from '../../given-file.ts';
import { askIssuer, temporaryFrom } from './ask-issuer.ts';
import { type CredentialContext, CredentialsError, type Issuer } from './issuer.ts';

const what = "the container's credential endpoint (AWS_CONTAINER_CREDENTIALS_FULL_URI or _RELATIVE_URI)";

/** ECS, and EKS Pod Identity in both families of addresses. */
const knownHosts: ReadonlySet<string> = new Set(['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]']);

/**
 * containerCredentials gets those of the container this runs in: EKS Pod Identity and ECS. Over http only the addresses
 * that these services have, and loopback, are asked.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html.
 */
export function containerCredentials({ env, clock, localHttp }: CredentialContext): Issuer {
  return {
    identity: 'the role of this container',
    async issue(signal) {
      const url = endpointIn(
        env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'],
        env['AWS_CONTAINER_CREDENTIALS_FULL_URI'],
      );
      const token = await tokenIn(
        env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'],
        env['AWS_CONTAINER_AUTHORIZATION_TOKEN'],
      );
      const headers = token === undefined ? {} : { authorization: token };
      const request = { what, url: url.href, headers, client: localHttp, clock, timeout: 5000 };
      return temporaryFrom(await askIssuer(request, signal), what);
    },
  };
}

function endpointIn(relative: string | undefined, full: string | undefined): URL {
  const text = relative
    ? `http://169.254.170.2${relative.startsWith('/') ? '' : '/'}${relative}`
    : (full ?? '');
  if (!URL.canParse(text)) throw new CredentialsError(`${what} is not a URL`);
  const url = new URL(text);
  const isLocal = knownHosts.has(url.hostname) || isLoopback(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)) return url;
  throw new CredentialsError(
    `${what} is ${url.host}: over http only the container's own addresses are asked`,
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** A file goes before a value: it is renewed while this runs. */
async function tokenIn(file: string | undefined, value: string | undefined): Promise<string | undefined> {
  if (!file) return value || undefined;
  try {
    const token = (await readGivenFile(file)).trim();
    if (!/[\r\n]/.test(token)) return token;
  } catch (error) {
    throw new CredentialsError(`cannot read AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: ${messageOf(error)}`);
  }
  throw new CredentialsError('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE holds more than one line');
}
