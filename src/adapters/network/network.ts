import path from 'node:path';
import { errnoOf } from '../../errors.ts';
import { readGivenBytes, unreadable } from '../../given-file.ts';
import { textOfBytes } from '../../http/bytes-in-text.ts';
import { basicAuthorization } from '../../http/credentials.ts';
import { parseNetrc } from '../../http/netrc.ts';
import type { Env } from '../../ports/env.ts';
import type { Network } from '../../ports/http-client.ts';

/** Confidence keeps secrets out of what is told. */
export interface Confidence {
  /** Told each secret before it is used. */
  readonly mask: (secret: string) => void;
  /** Takes what was masked out of a text. */
  readonly redact: (text: string) => string;
}

/**
 * networkOf is the network as a machine with this environment reaches it. What it is made of is loaded when
 * it is used.
 */
export function networkOf(env: Env, platform: NodeJS.Platform, { mask, redact }: Confidence): Network {
  const ownNetrc = async () => {
    const text = await readNetrc(env, platform);
    for (const { login, password } of parseNetrc(text)) {
      mask(password);
      mask(basicAuthorization(login, password).replace(/^Basic /, ''));
    }
    return text;
  };
  return {
    async open(settings) {
      const { openClient } = await import('./open-client.ts');
      const own = settings.goauth === 'off' ? '' : await ownNetrc();
      return openClient(settings, own, redact);
    },
    async certificates(files, paths) {
      const { trustedCertificates } = await import('./certificates.ts');
      return trustedCertificates(files, paths);
    },
    netrc: ownNetrc,
  };
}

/**
 * The text of the netrc file that the go command would read (cmd/go/internal/auth, netrcPath), with all its
 * bytes (`textOfBytes`); empty without one.
 */
async function readNetrc(env: Env, platform: NodeJS.Platform): Promise<string> {
  const home = platform === 'win32' ? env['USERPROFILE'] : env['HOME'];
  const names = platform === 'win32' ? ['_netrc', '.netrc'] : ['.netrc'];
  const files = env['NETRC']
    ? [env['NETRC']]
    : names.flatMap((name) => (home ? [path.join(home, name)] : []));
  for (const file of files) {
    try {
      return textOfBytes(await readGivenBytes(file));
    } catch (error) {
      // Without credentials, the response of the server says what is missing.
      if (!unreadable.has(errnoOf(error) ?? '')) throw error;
    }
  }
  return '';
}
