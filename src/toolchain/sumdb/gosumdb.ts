import { ActionError } from '../../errors.ts';
import { type NoteVerifier, parseVerifierKey } from './signed-note.ts';

/** GosumdbSetting is which checksum database is trusted, and where it is. */
export interface GosumdbSetting {
  readonly verifier: NoteVerifier;
  /**
   * The URL in GOSUMDB, which is read without a module proxy; undefined: through the module proxies, or at
   * its name.
   */
  readonly url: string | undefined;
}

/** Go's own database, with the key that is built into every go command (cmd/go/internal/modfetch/key.go). */
const wellKnown = {
  name: 'sum.golang.org',
  key: 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8',
};

/** The same database, for networks that cannot reach the name above. */
const alternative = 'sum.golang.google.cn';

/**
 * parseGosumdb reads GOSUMDB as the go command does (cmd/go/internal/modfetch, dbDial): a well-known name or
 * a key, and optionally a URL. An empty setting is Go's default; `off` gives undefined. Throws ActionError
 * `gosumdb-invalid`.
 */
export function parseGosumdb(setting: string): GosumdbSetting | undefined {
  const [given = wellKnown.name, url, ...rest] = setting.split(/\s+/).filter((word) => word !== '');
  if (given === 'off') return undefined;
  const isAlternative = given === alternative;
  const key = given === wellKnown.name || isAlternative ? wellKnown.key : given;
  const verifier = parseVerifierKey(key);
  if (verifier === undefined || rest.length > 0 || !isServerUrl(`https://${verifier.name}`))
    throw invalid(setting);
  if (url !== undefined && !isServerUrl(url)) throw invalid(setting);
  return {
    verifier,
    url: (url ?? (isAlternative ? `https://${alternative}` : undefined))?.replace(/\/$/, ''),
  };
}

function isServerUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:\/\/[^?#@]+$/.test(url);
}

function invalid(setting: string): ActionError {
  return new ActionError(`GOSUMDB=${setting} names no checksum database`, {
    code: 'gosumdb-invalid',
    class: 'configuration',
    hint: 'Leave `gosumdb` empty for the default, or write `NAME+HASH+KEY`, and the URL of the database behind it.',
  });
}
