import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** S3Call is a request as the service sees it. */
export interface S3Call {
  readonly method: string;
  /** As the client meant it: with a forward proxy or the host of a bucket, the same. */
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly operation: 'list' | 'get' | 'put' | 'begin' | 'part' | 'complete' | 'abort';
  readonly key: string;
}

/** S3Fault is what the service does in place of answering a call. */
export type S3Fault =
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: string;
      readonly region?: string;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'silence' }
  /** The answer breaks off after so many bytes of its body. */
  | { readonly kind: 'break'; readonly after: number }
  | { readonly kind: 'html' };

/** FakeS3 is a bucket `modules` in memory. It checks no signature: versitygw does, in the tests of real servers. */
export interface FakeS3 extends AsyncDisposable {
  readonly url: string;
  readonly calls: readonly S3Call[];
  /** By key, oldest first. */
  readonly objects: Map<string, { readonly bytes: Buffer; readonly stored: number }>;
  /** Parts of uploads that were begun, and neither completed nor aborted. */
  readonly uploads: ReadonlyMap<string, ReadonlyMap<number, Buffer>>;
  /** Asked before each call; undefined: the call is answered. */
  fault: (call: S3Call) => S3Fault | undefined;
  /** How many objects a page of a listing has. */
  pageSize: number;
}

/** fakeS3 starts a service. It also takes the requests that a client sends to an HTTP forward proxy. */
export async function fakeS3(bucket = 'modules'): Promise<FakeS3> {
  const calls: S3Call[] = [];
  const objects: FakeS3['objects'] = new Map();
  const uploads = new Map<string, Map<number, Buffer>>();
  const fake = { fault: (_: S3Call): S3Fault | undefined => undefined, pageSize: 1000 };
  let stored = Date.parse('2026-01-01T00:00:00Z');
  const add = (key: string, bytes: Buffer) => {
    stored += 1000;
    objects.set(key, { bytes, stored });
  };

  const server = createServer((request, response) => void serve(request, response));
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    const call = callOf(request, bucket);
    calls.push(call);
    const fault = fake.fault(call);
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'error')
      return sendError(response, fault.status, fault.code, fault.headers, fault.region);
    if (fault?.kind === 'html')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
    if (fault?.kind === 'break') response.breakAfter = fault.after;
    const hash = call.headers['x-amz-content-sha256'];
    if (hash !== undefined && hash !== createHash('sha256').update(body).digest('hex'))
      return sendError(response, 400, 'XAmzContentSHA256Mismatch');
    operations[call.operation](call, body, response);
  };

  const operations: Record<
    S3Call['operation'],
    (call: S3Call, body: Buffer, response: ServerResponse) => void
  > = {
    list({ url }, _, response) {
      const prefix = url.searchParams.get('prefix') ?? '';
      const names = [...objects.keys()].filter((name) => name.startsWith(prefix)).sort();
      const from = Number(url.searchParams.get('continuation-token') ?? '0');
      const page = names.slice(from, from + fake.pageSize);
      const nameOf = url.searchParams.get('encoding-type') === 'url' ? encodeURIComponent : escaped;
      const contents = page.map((name) => {
        const { bytes, stored } = objects.get(name) ?? { bytes: Buffer.of(), stored: 0 };
        return `<Contents><Key>${nameOf(name)}</Key><LastModified>${new Date(stored).toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`;
      });
      const more = from + page.length < names.length;
      const next = more ? `<NextContinuationToken>${from + page.length}</NextContinuationToken>` : '';
      const encoding = nameOf === escaped ? '' : '<EncodingType>url</EncodingType>';
      sendXml(
        response,
        'ListBucketResult',
        `${encoding}<IsTruncated>${more}</IsTruncated>${next}${contents.join('')}`,
      );
    },
    get({ key, headers }, _, response) {
      const object = objects.get(key);
      if (object === undefined) return sendError(response, 404, 'NoSuchKey');
      const etag = etagOf(object.bytes);
      if (headers['if-match'] !== undefined && headers['if-match'] !== etag)
        return sendError(response, 412, 'PreconditionFailed');
      sendObject(response, object.bytes, etag, headers.range);
    },
    put({ key, headers }, body, response) {
      if (headers['if-none-match'] === '*' && objects.has(key))
        return sendError(response, 412, 'PreconditionFailed');
      add(key, body);
      response.writeHead(200, { etag: etagOf(body) }).end();
    },
    begin(_, __, response) {
      const id = `upload ${uploads.size + 1}&<>`;
      uploads.set(id, new Map());
      sendXml(response, 'InitiateMultipartUploadResult', `<UploadId>${escaped(id)}</UploadId>`);
    },
    part({ url }, body, response) {
      const parts = uploads.get(url.searchParams.get('uploadId') ?? '');
      if (parts === undefined) return sendError(response, 404, 'NoSuchUpload');
      parts.set(Number(url.searchParams.get('partNumber')), body);
      response.writeHead(200, { etag: etagOf(body) }).end();
    },
    complete({ url, key, headers }, body, response) {
      const id = url.searchParams.get('uploadId') ?? '';
      const parts = uploads.get(id);
      if (parts === undefined) return sendError(response, 404, 'NoSuchUpload');
      if (headers['if-none-match'] === '*' && objects.has(key))
        return sendError(response, 412, 'PreconditionFailed');
      const ordered = [...parts.entries()].sort(([a], [b]) => a - b).map(([, part]) => part);
      const named = ordered.map((part) => escaped(etagOf(part)));
      if (
        !named.every((etag, index) =>
          body.includes(`<PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag>`),
        )
      )
        return sendError(response, 400, 'InvalidPart');
      uploads.delete(id);
      add(key, Buffer.concat(ordered));
      sendXml(response, 'CompleteMultipartUploadResult', '');
    },
    abort({ url }, _, response) {
      uploads.delete(url.searchParams.get('uploadId') ?? '');
      response.writeHead(204).end();
    },
  };

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(fake, {
    url: `http://127.0.0.1:${port}`,
    calls,
    objects,
    uploads,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

declare module 'node:http' {
  interface ServerResponse {
    breakAfter?: number;
  }
}

function callOf(request: IncomingMessage, bucket: string): S3Call {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const inHost = url.hostname.startsWith(`${bucket}.`);
  const path = decodeURIComponent(url.pathname.slice(1));
  const key = inHost ? path : path.slice(bucket.length + 1);
  const { method = 'GET' } = request;
  return {
    method,
    url,
    headers: request.headers,
    operation: operationOf(method, key, url.searchParams),
    key,
  };
}

function operationOf(method: string, key: string, query: URLSearchParams): S3Call['operation'] {
  if (method === 'GET') return key === '' ? 'list' : 'get';
  if (method === 'DELETE') return 'abort';
  if (method === 'PUT') return query.has('partNumber') ? 'part' : 'put';
  return query.has('uploads') ? 'begin' : 'complete';
}

function sendObject(response: ServerResponse, whole: Buffer, etag: string, header: string | undefined): void {
  const range = /^bytes=(\d+)-(\d+)$/.exec(header ?? '');
  const [from, to] = range === null ? [0, whole.length - 1] : [Number(range[1]), Number(range[2])];
  const bytes = whole.subarray(from, to + 1);
  const ranged = { 'content-range': `bytes ${from}-${from + bytes.length - 1}/${whole.length}` };
  const status = range === null ? 200 : 206;
  response.writeHead(status, { etag, 'content-length': bytes.length, ...(range !== null && ranged) });
  endOrBreak(response, bytes);
}

function endOrBreak(response: ServerResponse, bytes: Buffer): void {
  if (response.breakAfter === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, response.breakAfter), () => response.destroy());
}

function sendXml(response: ServerResponse, root: string, body: string): void {
  const document = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${body}</${root}>`;
  const headers = { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(document) };
  response.writeHead(200, headers);
  endOrBreak(response, Buffer.from(document));
}

function sendError(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
  region?: string,
): void {
  const where = region === undefined ? '' : `<Region>${region}</Region>`;
  const document = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>said by the service</Message>${where}</Error>`;
  response.writeHead(status, { 'content-type': 'application/xml', ...headers }).end(document);
}

const etags = new WeakMap<Buffer, string>();

/** Computed once for each object: it is part of every answer about a range of it. */
function etagOf(bytes: Buffer): string {
  const known = etags.get(bytes) ?? `"${createHash('md5').update(bytes).digest('hex')}"`;
  etags.set(bytes, known);
  return known;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
