import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { credentialSource } from '../../../src/adapters/s3/credentials.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { S3Inputs } from '../../../src/inputs/inputs.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { noS3Inputs, openHttp } from './test-client.ts';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** endpoint answers each path with a text, or with a status; it stands for STS, GitHub's OIDC service, IMDS and containers. */
async function endpoint(answers: Readonly<Record<string, string | number>>) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers, body: await text(request) });
    const answer = answers[`${method} ${url}`] ?? 404;
    if (typeof answer === 'string') response.end(answer);
    else
      response
        .writeHead(answer, { location: '/elsewhere' })
        .end('<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
const document = (id: string, expires = inAnHour) =>
  JSON.stringify({
    AccessKeyId: id,
    SecretAccessKey: `secret of ${id}`,
    Token: `token of ${id}`,
    Expiration: expires,
  });
const assumed = (id: string) =>
  `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>secret of ${id}</SecretAccessKey><SessionToken>token of ${id}</SessionToken><Expiration>${inAnHour}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
const role = 'arn:aws:iam::123456789012:role/go-modules';

/** credentialsFor asks the source that inputs and environment choose, as often as told. */
async function credentialsFor(env: Record<string, string>, inputs: Partial<S3Inputs> = {}, times = 1) {
  const http = await openHttp();
  const masked: string[] = [];
  const source = credentialSource(
    { ...noS3Inputs, ...inputs },
    {
      env,
      clock: systemClock,
      http: async () => http,
      localHttp: async () => http,
      region: 'eu-central-1',
      mask: (secret) => masked.push(secret),
    },
  );
  try {
    const found = [];
    for (let time = 0; time < times; time++)
      found.push(await source.credentials(new AbortController().signal));
    return { identity: source.identity, found: found.map((one) => one?.accessKeyId), masked };
  } finally {
    await http.close();
  }
}

const fixedEnv = {
  AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT',
  AWS_SECRET_ACCESS_KEY: 'es',
  AWS_SESSION_TOKEN: 'et',
};

describe('the source of credentials', () => {
  test('is the access key of the inputs before everything', async () => {
    const accessKey = { accessKeyId: 'AKIAINPUTS', secretAccessKey: 'is', sessionToken: 'it' };
    const { identity, found, masked } = await credentialsFor(fixedEnv, { accessKey, role });
    expect({ identity, found }).toEqual({
      identity: 'the access key …PUTS of the inputs',
      found: ['AKIAINPUTS'],
    });
    expect(masked).toEqual(['is', 'it']);
  });

  test('is the environment, with its session token', async () => {
    const { identity, found, masked } = await credentialsFor({
      ...fixedEnv,
      AWS_ROLE_ARN: role,
      AWS_WEB_IDENTITY_TOKEN_FILE: '/no',
    });
    expect({ identity, found }).toEqual({
      identity: 'the access key …MENT of the environment',
      found: ['AKIAENVIRONMENT'],
    });
    expect(masked).toEqual(['es', 'et']);
  });

  test('is the role of the inputs, by the OIDC token of the job', async () => {
    await using service = await endpoint({
      'GET /token?api-version=2&audience=sts.amazonaws.com': JSON.stringify({ value: 'the oidc token' }),
      'POST /': assumed('AKIAROLE'),
    });
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${service.url}/token?api-version=2`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request token',
      AWS_ENDPOINT_URL_STS: service.url,
    };
    const { identity, found, masked } = await credentialsFor(env, { role }, 3);
    expect(identity).toBe(`the role ${role} by the OIDC token of this job`);
    expect(found).toEqual(['AKIAROLE', 'AKIAROLE', 'AKIAROLE']);
    expect(masked).toEqual(['the oidc token', 'secret of AKIAROLE', 'token of AKIAROLE']);
    expect(service.asked.map(({ headers }) => headers.authorization)).toEqual([
      'bearer request token',
      undefined,
    ]);
    expect(Object.fromEntries(new URLSearchParams(service.asked[1]?.body))).toMatchObject({
      Action: 'AssumeRoleWithWebIdentity',
      RoleArn: role,
      WebIdentityToken: 'the oidc token',
    });
  });

  test('is the token file of a service account', async () => {
    await using service = await endpoint({ 'POST /': assumed('AKIAIRSA') });
    await using dir = await tempDir({ token: 'the account token\n' });
    const env = {
      AWS_ROLE_ARN: role,
      AWS_WEB_IDENTITY_TOKEN_FILE: path.join(dir.path, 'token'),
      AWS_ENDPOINT_URL_STS: service.url,
    };
    expect((await credentialsFor(env)).found).toEqual(['AKIAIRSA']);
    expect(new URLSearchParams(service.asked[0]?.body).get('WebIdentityToken')).toBe('the account token');
  });

  test('is the container, with its token from a file', async () => {
    await using service = await endpoint({ 'GET /v1/credentials': document('AKIAPOD') });
    await using dir = await tempDir({ token: 'pod token' });
    const env = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: path.join(dir.path, 'token'),
    };
    expect((await credentialsFor(env)).found).toEqual(['AKIAPOD']);
    expect(service.asked[0]?.headers.authorization).toBe('pod token');
  });

  test('is the instance profile, by a session', async () => {
    const path = '/latest/meta-data/iam/security-credentials/';
    await using service = await endpoint({
      'PUT /latest/api/token': 'imds session',
      [`GET ${path}`]: 'my-profile\n',
      [`GET ${path}my-profile`]: document('AKIAINSTANCE'),
    });
    const { identity, found } = await credentialsFor({ AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url });
    expect({ identity, found }).toEqual({ identity: 'the instance profile', found: ['AKIAINSTANCE'] });
    expect(service.asked.map(({ headers }) => headers['x-aws-ec2-metadata-token'])).toEqual([
      undefined,
      'imds session',
      'imds session',
    ]);
  });

  test('is asked again before its credentials end', async () => {
    const soon = new Date(Date.now() - 1000).toISOString();
    await using service = await endpoint({ 'GET /': document('AKIASHORT', soon) });
    await credentialsFor({ AWS_CONTAINER_CREDENTIALS_FULL_URI: service.url }, {}, 2);
    expect(service.asked).toHaveLength(2);
  });
});

describe('a source that fails is the end: no other identity is tried, and nothing that was answered is repeated', () => {
  const instance = { ...fixedEnv };
  test.each<{
    name: string;
    env: Record<string, string>;
    inputs?: Partial<S3Inputs>;
    message: RegExp;
    answers?: Record<string, string | number>;
  }>([
    {
      name: 'a job without the permission for a token',
      env: instance,
      inputs: { role },
      message: /permissions: id-token: write/,
    },
    {
      name: 'an OIDC service that refuses',
      env: { ...instance, ACTIONS_ID_TOKEN_REQUEST_URL: 'URL/token', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't' },
      inputs: { role },
      message: /GitHub's OIDC service answered HTTP 403/,
      answers: { 'GET /token?audience=sts.amazonaws.com': 403 },
    },
    {
      name: 'a role that this job may not assume',
      env: {
        ACTIONS_ID_TOKEN_REQUEST_URL: 'URL/token',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't',
        AWS_ENDPOINT_URL_STS: 'URL',
      },
      inputs: { role },
      message: /AWS STS, asked for the role arn:\S+ answered HTTP 403 \(AccessDenied\)/,
      answers: { 'GET /token?audience=sts.amazonaws.com': '{"value":"oidc"}', 'POST /': 403 },
    },
    {
      name: 'STS without credentials in its answer',
      env: {
        ACTIONS_ID_TOKEN_REQUEST_URL: 'URL/token',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't',
        AWS_ENDPOINT_URL_STS: 'URL',
      },
      inputs: { role },
      message: /answered without credentials/,
      answers: { 'GET /token?audience=sts.amazonaws.com': '{"value":"oidc"}', 'POST /': '<html>' },
    },
    {
      name: 'an access key without its secret',
      env: { AWS_ACCESS_KEY_ID: 'AKIAHALF', AWS_EC2_METADATA_SERVICE_ENDPOINT: 'URL' },
      message: /of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY only one is set/,
    },
    {
      name: 'a token file without a role',
      env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/no' },
      message: /AWS_ROLE_ARN is not/,
    },
    {
      name: 'a token file that is not there',
      env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/no', AWS_ROLE_ARN: role },
      message: /cannot read AWS_WEB_IDENTITY_TOKEN_FILE/,
    },
    {
      name: 'a container endpoint elsewhere',
      env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://evil.example.com/' },
      message: /over http only the container's own addresses/,
    },
    {
      name: 'a container endpoint that redirects',
      env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'URL/c' },
      message: /answered HTTP 302/,
      answers: { 'GET /c': 302 },
    },
    {
      name: 'a container endpoint with nonsense',
      env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'URL/c' },
      message: /did not answer with a JSON object/,
      answers: { 'GET /c': 'leak me' },
    },
    {
      name: 'an instance without a profile',
      env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'URL' },
      message: /no credentials were found: set `s3-role`.*HTTP 404/,
      answers: { 'PUT /latest/api/token': 's' },
    },
    {
      name: 'metadata that is turned off',
      env: { AWS_EC2_METADATA_DISABLED: 'true' },
      message: /no credentials were found/,
    },
  ])('$name', async ({ env, inputs, message, answers = {} }) => {
    await using service = await endpoint(answers);
    const named = Object.fromEntries(
      Object.entries(env).map(([name, value]) => [name, value.replace(/^URL/, service.url)]),
    );
    const failed = await credentialsFor(named, inputs).catch(String);
    expect(failed).toMatch(message);
    expect(failed).not.toMatch(/leak me/);
  });
});
