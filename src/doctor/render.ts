import { describeSetting } from '../plan/go-settings.ts';
import type { Stage } from '../ports/prober.ts';
import { formatBytes, formatCount, formatDuration } from '../text/format.ts';
import { leadsToNext } from './endpoints.ts';
import type { Endpoint, Facts, Reply } from './facts.ts';
import { type Finding, titleOf } from './finding.ts';

/** renderExamination shows all facts, and then what to change. The text may still contain secrets. */
export function renderExamination(facts: Facts, findings: readonly Finding[]): string {
  const blocks = [
    goBlock(facts),
    ...facts.endpoints.map(endpointBlock),
    ...(facts.modules.length === 0 ? [] : [modulesLine(facts)]),
    ...(findings.length === 0 ? ['No problems found.'] : [findingsBlock(findings)]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function goBlock({ goVersion, settings }: Facts): string {
  const version = goVersion === undefined ? 'Go: not found' : `Go: ${goVersion}`;
  return [version, ...settings.map((setting) => `  ${describeSetting(setting)}`)].join('\n');
}

function endpointBlock(endpoint: Endpoint): string {
  const { stages, reply, forwardProxy } = endpoint;
  const title = titleOf(endpoint);
  return [
    title.charAt(0).toUpperCase() + title.slice(1),
    ...(forwardProxy === undefined ? [] : [`  through the forward proxy ${forwardProxy}`]),
    ...stages.map(stageLine),
    ...(reply === undefined ? [] : replyLines(reply)),
    ...meaning(endpoint).map((text) => row('go', text)),
  ].join('\n');
}

function stageLine({ name, ms, fault, detail, certificate }: Stage): string {
  const shown = [
    fault === undefined ? detail : `FAILED (${fault}): ${detail}`,
    ...(certificate === undefined
      ? []
      : [
          `certificate of ${certificate.subject}, by ${certificate.issuer}, until ${new Date(certificate.validTo).toISOString().slice(0, 10)}`,
        ]),
    formatDuration(ms),
  ];
  return row(name === 'proxy' ? 'proxy' : name.toUpperCase(), shown.join(', '));
}

function replyLines(reply: Reply): string[] {
  if (reply.kind === 'timeout')
    return [
      row(
        'HTTP',
        `FAILED (timeout): no response for ${formatDuration(reply.ms)} to the request for ${reply.asked}`,
      ),
    ];
  if (reply.kind === 'broken') return [row('HTTP', `FAILED (broken): ${reply.detail}`)];
  const { status, asked, firstByte, speed } = reply;
  const rate = speed && speed.bytes / (Math.max(1, speed.ms) / 1000);
  return [
    row('HTTP', `${status} for ${asked}, first byte after ${formatDuration(firstByte)}`),
    ...(speed === undefined || rate === undefined
      ? []
      : [
          row('speed', `${formatBytes(speed.bytes)} in ${formatDuration(speed.ms)} (${formatBytes(rate)}/s)`),
        ]),
  ];
}

/** What the go command would do with the response. */
function meaning({ role, reply }: Endpoint): string[] {
  if (role.kind !== 'module-proxy') return [];
  if (reply?.kind === 'answered' && reply.status === 200) return ['accepts this response'];
  const { next, separator } = role;
  if (!leadsToNext(reply, separator) || next === undefined || next === 'off') {
    const why =
      separator === ',' && next !== undefined ? ' (after `,`, only 404 and 410 lead to the next entry)' : '';
    return [`would stop here with an error${why}`];
  }
  return [`would fall back to ${next}`];
}

function modulesLine({ modules }: Facts): string {
  const known = modules.filter(({ answer }) => answer === 'known').length;
  return `Requested ${formatCount(modules.length, 'module')} from go.mod, one per owner: ${known} found.`;
}

function findingsBlock(findings: readonly Finding[]): string {
  const title = `${formatCount(findings.length, 'problem')} found:`;
  const items = findings.map(({ problem, changes }, index) =>
    [`  ${index + 1}. ${problem}`, ...changes.map((change) => `     - ${change}`)].join('\n'),
  );
  return [
    title,
    ...items,
    '',
    'Set inputs as `name: value` under `with:` in a workflow, and as `--name value` on the command line.',
  ].join('\n');
}

function row(name: string, text: string): string {
  return `  ${name.padEnd(6)} ${text}`;
}
