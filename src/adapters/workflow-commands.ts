import { plainText } from '../text/plain-text.ts';

/**
 * neutralized makes text safe to print in a step: no line of it is a workflow command. GitHub's runner
 * accepts `::name::` at the start of a line, after any white space, and `##[name]` anywhere in it
 * (ActionCommand.cs of actions/runner, TryParseV2 and TryParse). It compares with culture rules that ignore
 * invisible characters, so those are removed first. A backslash marks each change.
 */
export function neutralized(text: string): string {
  return plainText(text)
    .replaceAll('##[', '##\\[')
    .replace(/^([^\S\r\n\u2028\u2029]*)::/gm, '$1\\::');
}

/**
 * commandData writes text as the data of a workflow command, which ends at a line break (ActionCommand.cs).
 */
export function commandData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
