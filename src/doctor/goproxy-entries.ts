import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { errnoOf } from '../errors.ts';
import type { GoproxyEntry } from '../go/goproxy.ts';
import { redactUrls } from '../go/url-credentials.ts';
import type { Mistake } from './facts.ts';

/**
 * sortEntries separates the entries of a GOPROXY list that the go command would use from those it would
 * reject.
 */
export async function sortEntries(
  entries: readonly GoproxyEntry[],
): Promise<{ readonly usable: readonly GoproxyEntry[]; readonly mistaken: readonly Mistake[] }> {
  const mistakes = await Promise.all(
    entries.map((entry) => (entry.kind === 'url' ? mistakeIn(entry.url) : undefined)),
  );
  return {
    usable: entries.filter((_, index) => mistakes[index] === undefined),
    mistaken: mistakes.filter((mistake) => mistake !== undefined),
  };
}

async function mistakeIn(entry: string): Promise<Mistake | undefined> {
  const url = new URL(entry);
  const shown = redactUrls(entry);
  if (url.protocol === 'http:' && (url.username !== '' || url.password !== '')) {
    return {
      code: 'credentials-without-tls',
      message: `GOPROXY entry \`${shown}\` has credentials, but the go command sends credentials only over TLS`,
      hint: 'Use https:// in this entry of `goproxy`, or remove the user and the password.',
    };
  }
  if (url.protocol !== 'file:' || (await isDirectory(fileURLToPath(url)))) return undefined;
  return {
    code: 'mirror-missing',
    message: `GOPROXY entry \`${shown}\`: no such directory`,
    hint: 'First write the mirror with `mirror-directory` on a machine with internet access, or correct the path in `goproxy`.',
  };
}

async function isDirectory(dir: string): Promise<boolean> {
  try {
    return (await stat(dir)).isDirectory();
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return false;
  }
}
