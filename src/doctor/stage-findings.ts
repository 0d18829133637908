import { redactUrls } from '../go/url-credentials.ts';
import type { Certificate, Stage, StageFault } from '../ports/prober.ts';
import type { Endpoint } from './facts.ts';
import { type Finding, nextChanges, titleOf } from './finding.ts';

/** FailedStage is the stage at which the connection to a server failed. */
export type FailedStage = Stage & { readonly fault: StageFault };

/** stageFinding says why a server cannot be reached, and what to change. `now` in ms since the epoch. */
export function stageFinding(endpoint: Endpoint, stage: FailedStage, now: number): Finding {
  const { forwardProxy } = endpoint;
  // Before TLS, the stages are about the forward proxy.
  if (forwardProxy !== undefined && stage.name !== 'tls') return proxyFinding(endpoint, forwardProxy, stage);
  const found = stage.name === 'tls' ? certificateFinding(endpoint, stage, now) : undefined;
  return found ?? connectionFinding(endpoint, stage);
}

function connectionFinding(endpoint: Endpoint, { fault: seen, detail, name }: FailedStage): Finding {
  const { host, hostname } = new URL(endpoint.url);
  const title = titleOf(endpoint);
  const viaProxy = 'If this network requires a forward proxy: `https-proxy: http://proxy.example.com:3128`.';
  // Any failed lookup means that the name was not found.
  const fault = name === 'dns' ? 'no-such-host' : seen;
  switch (fault) {
    case 'no-such-host':
      return {
        code: 'no-such-host',
        problem: `${sentence(title)} cannot be found: DNS has no address for ${hostname} (${detail}).`,
        changes: [
          `Correct the name ${hostname} ${whereNamed(endpoint)}.`,
          viaProxy,
          ...nextChanges(endpoint),
        ],
      };
    case 'refused':
      return {
        code: 'refused',
        problem: `${sentence(title)} refuses the connection: nothing listens on ${host}.`,
        changes: [
          `Start it, or correct the port ${whereNamed(endpoint)}.`,
          viaProxy,
          ...nextChanges(endpoint),
        ],
      };
    case 'timeout':
      return {
        code: 'stall',
        problem: `${sentence(title)} does not respond: ${detail} (${name.toUpperCase()}).`,
        changes: [viaProxy, ...nextChanges(endpoint)],
      };
    default:
      return {
        code: fault,
        problem: `${sentence(title)} cannot be reached: ${detail}.`,
        changes: [viaProxy, ...nextChanges(endpoint)],
      };
  }
}

function proxyFinding(endpoint: Endpoint, forwardProxy: string, { fault, detail }: FailedStage): Finding {
  const { protocol, hostname } = new URL(endpoint.url);
  const input = protocol === 'https:' ? 'https-proxy' : 'http-proxy';
  const shown = redactUrls(forwardProxy);
  const around = `If ${hostname} can be reached without it: \`no-proxy: ${hostname}\`.`;
  if (fault === 'proxy-login') {
    const url = new URL(forwardProxy);
    return {
      code: 'proxy-login',
      problem: `The forward proxy ${shown} requires a (different) user and password (407).`,
      changes: [`Set them, from a secret: \`${input}: ${url.protocol}//USER:PASSWORD@${url.host}\`.`, around],
    };
  }
  if (fault === 'proxy-refusal') {
    return {
      code: 'proxy-refusal',
      problem: `The forward proxy ${shown} refuses to connect to ${hostname}: ${detail}.`,
      changes: [`Have ${hostname} allowed on the proxy.`, around, ...nextChanges(endpoint)],
    };
  }
  return {
    code: 'proxy-unreachable',
    problem: `The forward proxy ${shown} cannot be reached: ${detail}.`,
    changes: [
      `Correct \`${input}\` (or ${input === 'https-proxy' ? 'HTTPS_PROXY' : 'HTTP_PROXY'} in the environment).`,
      around,
    ],
  };
}

function certificateFinding(
  endpoint: Endpoint,
  { fault, detail, certificate }: FailedStage,
  now: number,
): Finding | undefined {
  const title = sentence(titleOf(endpoint));
  const { host, hostname } = new URL(endpoint.url);
  if (fault === 'no-tls') {
    return {
      code: 'no-tls',
      problem: `${title} does not speak TLS on this port.`,
      changes: [`Correct the port, or write \`http://${host}\` ${whereNamed(endpoint)} if it has no TLS.`],
    };
  }
  if (certificate === undefined) return undefined;
  const { issuer, subject, validTo, validFrom, names } = certificate;
  switch (fault) {
    case 'unknown-ca':
      return {
        code: 'unknown-ca',
        problem: `${title} presents a certificate for ${subject} that is not trusted here; its issuer is ${issuer} (${detail}).`,
        changes: [
          `If that issuer is your organization's, trust it: \`ca-file: FILE\`, with the certificate of ${issuer} in PEM form.`,
          "For later steps as well, add it to the system's trust store or set SSL_CERT_FILE (read on Windows and macOS by Go 1.27 and newer).",
        ],
      };
    case 'expired':
      return {
        code: 'expired',
        problem: `${title} presents a certificate that expired on ${day(validTo)}; the date on this machine is ${day(now)}.`,
        changes: [
          `Ask the operator of ${hostname} to renew it; if ${day(now)} is wrong, set the clock of this machine.`,
          ...nextChanges(endpoint),
        ],
      };
    case 'not-yet-valid':
      return {
        code: 'not-yet-valid',
        problem: `${title} presents a certificate that is not valid before ${day(validFrom)}; the date on this machine is ${day(now)}.`,
        changes: [
          `Set the clock of this machine, or ask the operator of ${hostname} to correct the certificate.`,
        ],
      };
    case 'wrong-name':
      return {
        code: 'wrong-name',
        problem: `${title} presents a certificate for other names: ${shownNames(certificate)}.`,
        changes: [`Write ${names[0] ?? 'one of its names'} instead of ${hostname} ${whereNamed(endpoint)}.`],
      };
    default:
      return undefined;
  }
}

function shownNames({ names, subject }: Certificate): string {
  return names.length === 0 ? subject : names.slice(0, 5).join(', ');
}

/** Where the name of a server is configured. */
function whereNamed({ role }: Endpoint): string {
  switch (role.kind) {
    case 'module-proxy':
      return 'in `goproxy`';
    case 'checksum-database':
      return role.through === 'itself' ? 'in `gosumdb`' : 'in `goproxy`';
    case 'repository':
      return 'in go.mod';
  }
}

function sentence(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
