import { errnoOf } from '../errors.ts';
import { readGivenBytes } from '../given-file.ts';
import { textOfBytes } from '../http/bytes-in-text.ts';
import { type NetrcEntry, parseNetrc } from '../http/netrc.ts';
import { ok, type Parsed, problem } from '../parsed.ts';
import { type InputContext, resolvePath } from './directories.ts';
import { parseSshKey } from './ssh-key.ts';

// No message quotes the value: it may be a secret that went into the wrong input.

/** parseEncryptionKey reads a key or a passphrase: one line of at least 16 characters. */
export function parseEncryptionKey(text: string): Parsed<string> {
  const example = 'Write for example the output of `openssl rand -base64 32` into a secret.';
  if (/[\p{Cc}\u2028\u2029]/u.test(text) || !text.isWellFormed()) {
    return problem(`The key has several lines, or characters that cannot be shown. ${example}`);
  }
  const { length } = [...text];
  return length >= 16
    ? ok(text)
    : problem(`The key has ${length} characters, and needs at least 16. ${example}`);
}

/** parseHost reads `git.example.com` or `git.example.com:8443`. */
export function parseHost(text: string): Parsed<string> {
  const host = text.toLowerCase();
  if (/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/.test(host) && URL.canParse(`https://${host}`)) {
    return ok(host.replace(/:443$/, ''));
  }
  return problem(
    `A value (not shown, it may be a token) is not a host. Write for example \`git.example.com\`, or \`git.example.com:8443\`.`,
  );
}

/** parseNetrcInput reads the text of a netrc file, or the file at that path, and returns its entries. */
export async function parseNetrcInput(text: string, context: InputContext): Promise<Parsed<NetrcEntry[]>> {
  if (text === '') return ok([]);
  const found = await textOrFile(text, /\bmachine\s/, context);
  const entries = found.kind === 'ok' ? parseNetrc(found.value) : [];
  // A workflow without access to secrets, as in a fork, leaves the password empty: then there is no login.
  if (entries.length > 0 || /\slogin\s+\S+\s+password\s*(?:$|\bmachine\s)/.test(text)) return ok(entries);
  return problem(
    `${found.kind === 'problem' ? found.message : 'It contains no complete entry.'} Write \`machine HOST login USER password PASSWORD\`, one line per host, or the path of such a file.`,
  );
}

/** parseSshKeyInput reads the text of a private key, or the file at that path. */
export async function parseSshKeyInput(
  text: string,
  context: InputContext,
): Promise<Parsed<string | undefined>> {
  if (text === '') return ok(undefined);
  if (/[\r\n ]/.test(text)) return parseSshKey(text);
  const found = await textOrFile(text, /-----BEGIN/, context);
  return found.kind === 'ok' ? parseSshKey(found.value) : parseSshKey(text);
}

/** parseKnownHostsInput reads lines of a known_hosts file, or the file at that path. */
export async function parseKnownHostsInput(
  text: string,
  context: InputContext,
): Promise<Parsed<string | undefined>> {
  if (text === '') return ok(undefined);
  const line = /^(?:@\S+\s+)?[^\s#]+\s+[\w.@-]+\s+[A-Za-z0-9+/]{40,}={0,2}(?:\s|$)/m;
  const found = await textOrFile(text, line, context);
  if (found.kind === 'ok' && line.test(found.value)) return ok(`${found.value.replaceAll('\r', '')}\n`);
  return problem(
    'It contains no host key. Write lines as `ssh-keyscan HOST` prints them, after comparing them with what the server’s owner publishes, or the path of such a file.',
  );
}

/**
 * What has the expected form or several lines is the text itself; anything else must be the path of a file.
 */
async function textOrFile(text: string, looks: RegExp, context: InputContext): Promise<Parsed<string>> {
  if (looks.test(text) || /[\r\n]/.test(text)) return ok(text);
  const resolved = resolvePath(text, context);
  if (resolved.kind === 'problem') return problem('That is not a file.');
  try {
    return ok(textOfBytes(await readGivenBytes(resolved.value)));
  } catch (error) {
    return problem(`The file does not exist or cannot be read (${errnoOf(error) ?? 'unknown reason'}).`);
  }
}
