import { messageOf } from '../../errors.ts';
import { readGivenFile } from '../../given-file.ts';
import { askIssuer, parsedObject } from './ask-issuer.ts';
import { awsEndpoint } from './bucket.ts';
import { type CredentialContext, CredentialsError, type Issuer, type Temporary } from './issuer.ts';
import { childrenOf, rootOf, textIn } from './xml.ts';

const sessionSeconds = 3600;
const timeout = 10_000;

/**
 * oidcRole assumes a role with the OIDC token that GitHub gives to this job.
 * Source: https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws.
 */
export function oidcRole(role: string, context: CredentialContext): Issuer {
  const { env, clock, http, mask } = context;
  const what = "GitHub's OIDC service";
  return {
    identity: `the role ${role} by the OIDC token of this job`,
    async issue(signal) {
      const [url, secret] = [env['ACTIONS_ID_TOKEN_REQUEST_URL'], env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']];
      if (!url || !secret) {
        throw new CredentialsError(
          '`s3-role` needs `permissions: id-token: write` in the job: there is no OIDC token',
        );
      }
      const asked = new URL(url);
      asked.searchParams.set('audience', 'sts.amazonaws.com');
      const headers = { authorization: `bearer ${secret}`, accept: 'application/json' };
      const answer = await askIssuer(
        { what, url: asked.href, headers, client: http, clock, timeout },
        signal,
      );
      const { value } = parsedObject(answer, what);
      if (typeof value !== 'string') throw new CredentialsError(`${what} answered without a token`);
      mask(value);
      return assumeRole(role, value, context, signal);
    },
  };
}

/** webIdentityRole assumes a role with the token of a service account, which is a file (IRSA in EKS). */
export function webIdentityRole(role: string, tokenFile: string, context: CredentialContext): Issuer {
  return {
    identity: `the role ${role} by AWS_WEB_IDENTITY_TOKEN_FILE`,
    async issue(signal) {
      if (role === '')
        throw new CredentialsError('AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not');
      const token = await readGivenFile(tokenFile).catch((error: unknown) => {
        throw new CredentialsError(`cannot read AWS_WEB_IDENTITY_TOKEN_FILE: ${messageOf(error)}`);
      });
      context.mask(token.trim());
      return assumeRole(role, token.trim(), context, signal);
    },
  };
}

/** Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html. */
async function assumeRole(
  role: string,
  token: string,
  { env, clock, http, region }: CredentialContext,
  signal: AbortSignal,
): Promise<Temporary> {
  const what = `AWS STS, asked for the role ${role},`;
  const endpoint =
    env['AWS_ENDPOINT_URL_STS'] ||
    env['AWS_ENDPOINT_URL'] ||
    awsEndpoint(region === 'auto' ? 'us-east-1' : region, 'sts').href;
  const form = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: role,
    RoleSessionName: 'go-mod-download',
    DurationSeconds: String(sessionSeconds),
    WebIdentityToken: token,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/xml' };
  const body = Buffer.from(form.toString());
  const answer = await askIssuer(
    { what, method: 'POST', url: endpoint, headers, body, client: http, clock, timeout },
    signal,
  );
  const result = resultIn(answer);
  if (result === undefined) throw new CredentialsError(`${what} answered without credentials`);
  return result;
}

function resultIn(xml: string): Temporary | undefined {
  const root = rootOf(xml);
  const result = root && childrenOf(root, 'AssumeRoleWithWebIdentityResult')[0];
  const found = result && childrenOf(result, 'Credentials')[0];
  if (found === undefined) return undefined;
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(
    (name) => textIn(found, name),
  );
  const expires = Date.parse(textIn(found, 'Expiration') ?? '');
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expires)) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken, expires };
}
