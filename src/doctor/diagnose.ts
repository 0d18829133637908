import type { Endpoint, Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { moduleFindings } from './module-findings.ts';
import { replyFinding } from './reply-findings.ts';
import { stageFinding } from './stage-findings.ts';

/** diagnose turns facts into findings, without duplicates. No findings means that no problem was found. */
export function diagnose({ mistakes, endpoints, modules, now }: Facts): Finding[] {
  const findings = [
    ...mistakes.map(({ code, message, hint }) => ({ code, problem: message, changes: [hint] })),
    ...endpoints.flatMap((endpoint) => findingAt(endpoint, now) ?? []),
    ...moduleFindings(modules, endpoints),
  ];
  // Several servers may share a forward proxy, and its problem.
  return [...new Map(findings.map((finding) => [finding.problem, finding])).values()];
}

function findingAt(endpoint: Endpoint, now: number): Finding | undefined {
  const failed = endpoint.stages.flatMap((stage) =>
    stage.fault === undefined ? [] : [{ ...stage, fault: stage.fault }],
  )[0];
  if (failed !== undefined) {
    const finding = stageFinding(endpoint, failed, now);
    const ofDatabase = endpoint.role.kind === 'checksum-database' && endpoint.forwardProxy === undefined;
    return ofDatabase ? { ...finding, code: 'checksum-database' } : finding;
  }
  return endpoint.reply && replyFinding(endpoint, endpoint.reply);
}
