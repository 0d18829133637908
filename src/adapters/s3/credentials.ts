import type { S3Inputs } from '../../inputs/inputs.ts';
import type { Env } from '../../ports/env.ts';
import { containerCredentials } from './container-credentials.ts';
import { instanceCredentials } from './instance-credentials.ts';
import { type CredentialContext, CredentialsError, type Issuer, type Temporary } from './issuer.ts';
import type { Credentials } from './sign.ts';
import { oidcRole, webIdentityRole } from './web-identity.ts';

/** CredentialSource gives the credentials of one identity. */
export interface CredentialSource {
  /** Who requests are signed as, for the log. */
  readonly identity: string;
  /** Throws CredentialsError or the signal's reason. */
  credentials(signal: AbortSignal): Promise<Credentials>;
  /** Has others than `expired` given next; false where there can be no others. */
  renew(expired: Credentials): boolean;
}

/**
 * credentialSource chooses who requests are signed as: the first of these that is set up. Where it fails there are no
 * credentials: never those of another, perhaps broader identity.
 *
 * 1. the inputs: an access key, or a role for the OIDC token of this job
 * 2. AWS_ACCESS_KEY_ID in the environment, with its session token
 * 3. AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN (a service account in EKS)
 * 4. AWS_CONTAINER_CREDENTIALS_… (EKS Pod Identity, ECS)
 * 5. the instance profile (IMDSv2)
 *
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html.
 */
export function credentialSource(inputs: S3Inputs, context: CredentialContext): CredentialSource {
  const { env } = context;
  if (inputs.accessKey !== undefined) return fixed(inputs.accessKey, 'of the inputs', context);
  if (inputs.role !== undefined) return renewed(oidcRole(inputs.role, context), context);
  const ofEnvironment = accessKeyIn(env);
  if (ofEnvironment === 'half') return renewed(halfAccessKey, context);
  if (ofEnvironment !== undefined) return fixed(ofEnvironment, 'of the environment', context);
  const [role, tokenFile] = [env['AWS_ROLE_ARN'], env['AWS_WEB_IDENTITY_TOKEN_FILE']];
  if (tokenFile) return renewed(webIdentityRole(role ?? '', tokenFile, context), context);
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: full, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative } = env;
  if (full || relative) return renewed(containerCredentials(context), context);
  return renewed(instanceCredentials(context), context);
}

function accessKeyIn(env: Env): Credentials | 'half' | undefined {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  if (!accessKeyId && !secretAccessKey) return undefined;
  // Half a key is a mistake: what is set up beside it may be a broader identity.
  if (!accessKeyId || !secretAccessKey) return 'half';
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

function fixed(credentials: Credentials, origin: string, { mask }: CredentialContext): CredentialSource {
  maskAll(credentials, mask);
  return {
    identity: `the access key …${credentials.accessKeyId.slice(-4)} ${origin}`,
    credentials: () => Promise.resolve(credentials),
    renew: () => false,
  };
}

const halfAccessKey: Issuer = {
  identity: 'the access key of the environment',
  issue: async () => {
    throw new CredentialsError(
      'of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY only one is set; set both, or neither',
    );
  },
};

/** In ms: so long before their end, new credentials are fetched; for short-lived ones, after half of their life. */
const earlyMs = 300_000;

function renewed(issuer: Issuer, { clock, mask }: CredentialContext): CredentialSource {
  let known: { readonly credentials: Temporary; readonly renewAt: number } | undefined;
  let pending: Promise<Temporary> | undefined;
  const issue = async (signal: AbortSignal) => {
    try {
      const credentials = await issuer.issue(signal);
      maskAll(credentials, mask);
      const { expires } = credentials;
      known = { credentials, renewAt: expires - Math.min(earlyMs, (expires - clock.now()) / 2) };
      return credentials;
    } finally {
      pending = undefined;
    }
  };
  return {
    identity: issuer.identity,
    async credentials(signal) {
      if (known !== undefined && clock.now() < known.renewAt) return known.credentials;
      // Requests that need new ones at the same time share them.
      pending ??= issue(signal);
      return pending;
    },
    renew(expired) {
      if (known?.credentials === expired) known = undefined;
      return true;
    },
  };
}

function maskAll({ secretAccessKey, sessionToken }: Credentials, mask: (secret: string) => void): void {
  mask(secretAccessKey);
  if (sessionToken !== undefined) mask(sessionToken);
}
