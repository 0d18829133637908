import { formatDuration } from '../text/format.ts';
import type { Endpoint, Reply } from './facts.ts';
import { type Finding, nextChanges, titleOf } from './finding.ts';
import { stageFinding } from './stage-findings.ts';

/** replyFinding returns the problem with the response of a server; undefined if there is none. */
export function replyFinding(endpoint: Endpoint, reply: Reply): Finding | undefined {
  if (isFine(endpoint, reply)) return undefined;
  if (endpoint.role.kind === 'checksum-database') {
    return {
      code: 'checksum-database',
      problem: `${sentence(titleOf(endpoint))} ${said(reply)}.`,
      changes: nextChanges(endpoint),
    };
  }
  switch (reply.kind) {
    case 'timeout':
      return {
        code: 'stall',
        problem: `${endpoint.url} accepts the connection and then ${said(reply)}.`,
        changes: [
          ...nextChanges(endpoint),
          'Wait less for it: `stall-timeout: 5s` (the go command alone waits forever).',
        ],
      };
    case 'broken':
      return brokenFinding(endpoint, reply);
    case 'answered':
      return statusFinding(endpoint, reply);
  }
}

/**
 * "Not found" is a normal response of a module proxy; the front page of a repository host may require a
 * login.
 */
function isFine({ role }: Endpoint, reply: Reply): boolean {
  if (reply.kind !== 'answered') return false;
  if (role.kind === 'repository') return reply.status < 500;
  if (role.kind === 'checksum-database') return reply.status === 200;
  return reply.status === 200 || reply.status === 404 || reply.status === 410;
}

function said(reply: Reply): string {
  switch (reply.kind) {
    case 'answered':
      return `responds with ${reply.status}`;
    case 'timeout':
      return `sends nothing for ${formatDuration(reply.ms)}`;
    case 'broken':
      return `does not respond properly: ${reply.detail}`;
  }
}

function brokenFinding(endpoint: Endpoint, reply: Extract<Reply, { kind: 'broken' }>): Finding {
  if (reply.fromForwardProxy !== undefined && endpoint.forwardProxy !== undefined) {
    const fault = reply.fromForwardProxy === 407 ? 'proxy-login' : 'proxy-refusal';
    return stageFinding(endpoint, { name: 'proxy', ms: 0, fault, detail: reply.detail }, 0);
  }
  return {
    code: 'broken',
    problem: `${endpoint.url} does not respond properly to the request for ${reply.asked}: ${reply.detail}.`,
    changes: nextChanges(endpoint),
  };
}

function statusFinding(endpoint: Endpoint, { status, asked }: Extract<Reply, { kind: 'answered' }>): Finding {
  const { url } = endpoint;
  if (status === 401 || status === 403) {
    return {
      code: 'forbidden',
      problem: `${url} responds with ${status} for ${asked}: ${forbiddenMeaning(endpoint, status)}.`,
      changes: [
        `Give a login with read access, from a secret: \`netrc: machine ${new URL(url).hostname} login USER password PASSWORD\`.`,
        "Or ask the registry's owner to allow the module.",
        ...nextChanges(endpoint),
      ],
    };
  }
  if (status === 429 || status >= 500) {
    return {
      code: 'server-error',
      problem: `${sentence(titleOf(endpoint))} responds with ${status} for ${asked}.`,
      changes: nextChanges(endpoint),
    };
  }
  return {
    code: 'odd-status',
    problem: `${url} responds with ${status} for ${asked}, which no module proxy does.`,
    changes: ['Set `goproxy` to the URL of the module proxy, including the path from its documentation.'],
  };
}

function forbiddenMeaning({ role }: Endpoint, status: number): string {
  const logged = role.kind === 'module-proxy' && role.hasCredentials;
  if (logged) return 'this user has no access';
  return status === 401 ? 'it requires a login' : 'it requires a login, or its policy denies this module';
}

function sentence(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}
