import type { FetchFailure } from './failure.ts';
import { describeReason } from './failure-reason.ts';
import type { NotFetched } from './not-fetched.ts';
import { nameOf } from './requested-file.ts';

/** Describe says in words for people what happened. Nothing depends on what it says. */
export type Describe = (failure: FetchFailure) => string;

/** describeFailure is why an upstream did not give a file, on one line, without the names of either. */
export const describeFailure: Describe = ({ reason, givenUp }) =>
  `${describeReason(reason)}${givenUp ? '; giving up on this host' : ''}`;

/** describeNotFetched has a line for the file and one for each upstream that was tried. */
export function describeNotFetched({ file, tried }: NotFetched, describe: Describe): string {
  const lines = tried.map(({ upstream, failure }) => {
    const often = failure.attempts > 1 ? ` (${failure.attempts} attempts)` : '';
    return `${upstream.host}: ${describe(failure)}${often}`;
  });
  return [`${nameOf(file)} could not be fetched`, ...lines].join('\n');
}
