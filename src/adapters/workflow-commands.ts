import { plainText } from '../text/plain-text.ts';

/**
 * neutralized makes text safe to print in a step: no line of it can be read as a workflow command. GitHub's
 * runner takes `::name::` at the start of a line, after any white space, and `##[name]` anywhere in it
 * (ActionCommand.cs of actions/runner, TryParseV2 and TryParse), and compares by the rules of a culture, which
 * overlook invisible characters; so those go first. A backslash shows where something was defused.
 */
export function neutralized(text: string): string {
  return plainText(text)
    .replaceAll('##[', '##\\[')
    .replace(/^(\s*)::/gm, '$1\\::');
}

/** commandData writes text as the data of a workflow command, which ends at a line break (ActionCommand.cs). */
export function commandData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
