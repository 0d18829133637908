import { askIssuer, temporaryFrom } from './ask-issuer.ts';
import { type CredentialContext, CredentialsError, type Issuer } from './issuer.ts';

const what = 'the instance metadata service (IMDSv2)';

/** In ms. Elsewhere than in EC2 nothing answers there. */
const timeout = 1000;

/**
 * instanceCredentials gets those of the instance profile of the EC2 instance this runs on, by sessions only (IMDSv2).
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html.
 */
export function instanceCredentials({ env, clock, localHttp }: CredentialContext): Issuer {
  const base = env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] || 'http://169.254.169.254';
  const ask = (method: 'GET' | 'PUT', path: string, headers: Record<string, string>, signal: AbortSignal) =>
    askIssuer(
      { what, method, url: new URL(path, base).href, headers, client: localHttp, clock, timeout },
      signal,
    );
  return {
    identity: 'the instance profile',
    async issue(signal) {
      if (/^true$/i.test(env['AWS_EC2_METADATA_DISABLED'] ?? '')) throw new CredentialsError(noneFound);
      try {
        const session = { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' };
        const token = await ask('PUT', '/latest/api/token', session, signal);
        const headers = { 'x-aws-ec2-metadata-token': token.trim() };
        const path = '/latest/meta-data/iam/security-credentials/';
        const role = (await ask('GET', path, headers, signal)).trim();
        return temporaryFrom(await ask('GET', path + encodeURIComponent(role), headers, signal), what);
      } catch (error) {
        if (!(error instanceof CredentialsError)) throw error;
        throw new CredentialsError(`${noneFound}; ${error.message}`, { cause: error });
      }
    },
  };
}

const noneFound =
  'no credentials were found: set `s3-role`, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, for this step';
