import { ok, type Parsed, problem } from '../parsed.ts';
import type { S3Inputs } from './inputs.ts';

/** parseBucket reads the name of a bucket, which becomes a part of a host or of a path. */
export function parseBucket(text: string): Parsed<string> {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/.test(text) && !text.includes('..')) return ok(text);
  return problem(
    `\`${text}\` is not the name of a bucket. Write only the name, for example \`my-go-modules\`.`,
  );
}

/** parseEndpoint reads the URL of a service, which has no credentials. The value is not repeated. */
export function parseEndpoint(text: string): Parsed<string> {
  const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  const example = 'Write for example `https://s3.example.com`.';
  if (!URL.canParse(url)) return problem(`It is not a URL. ${example}`);
  const { username, password, search, hash } = new URL(url);
  if (username !== '' || password !== '') {
    return problem(
      `It holds a user or a password. Use \`s3-access-key-id\` and \`s3-secret-access-key\`. ${example}`,
    );
  }
  if (search !== '' || hash !== '') return problem(`It has more than a host and a path. ${example}`);
  return ok(url);
}

/** parseRegion reads the name of a region. */
export function parseRegion(text: string): Parsed<string> {
  if (/^[a-z0-9-]{1,64}$/.test(text)) return ok(text);
  return problem(`\`${text}\` is not a region. Write for example \`eu-central-1\`.`);
}

/**
 * parseObjectPrefix reads what stands before the names of all objects; a slash at its ends does not matter.
 */
export function parseObjectPrefix(text: string): Parsed<string> {
  const isPrintable = /^[\x20-\x7e]{1,512}$/.test(text);
  if (isPrintable && !text.split('/').some((part) => part === '.' || part === '..')) return ok(text);
  return problem(
    'It is not up to 512 printable characters without `.` and `..` between slashes. Write for example `go-modules`.',
  );
}

/** parseRole reads the ARN of an IAM role. */
export function parseRole(text: string): Parsed<string> {
  if (/^arn:[a-z-]+:iam::\w*:role\/[\w+=,.@/-]+$/.test(text)) return ok(text);
  return problem(
    `\`${text}\` is not the ARN of a role. Write for example \`arn:aws:iam::123456789012:role/go-modules\`.`,
  );
}

/** parseAccessKey puts an access key together. Its values are not repeated. */
export function parseAccessKey(id: string, secret: string, token: string): Parsed<S3Inputs['accessKey']> {
  if (!id && !secret && !token) return ok(undefined);
  if (!id || !secret) {
    return problem('`s3-access-key-id` and `s3-secret-access-key` go together. Give both, or neither.');
  }
  return ok({ accessKeyId: id, secretAccessKey: secret, ...(token && { sessionToken: token }) });
}
