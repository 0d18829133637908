import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** NoteVerifier verifies the signatures of one signer. */
export interface NoteVerifier {
  /** Of the signer: a host, or a host with a path. */
  readonly name: string;
  /** The first four bytes of the key's hash, as eight digits. */
  readonly keyHash: string;
  readonly publicKey: KeyObject;
}

const ed25519 = 1;

/**
 * parseVerifierKey reads `NAME+HASH+KEY` (golang.org/x/mod/sumdb/note, NewVerifier); undefined for any other
 * text.
 */
export function parseVerifierKey(text: string): NoteVerifier | undefined {
  const { name, hash, key } =
    /^(?<name>[^\s+]+)\+(?<hash>[0-9a-f]{8})\+(?<key>[A-Za-z0-9+/]+=*)$/.exec(text)?.groups ?? {};
  if (name === undefined || hash === undefined || key === undefined) return undefined;
  const bytes = Buffer.from(key, 'base64');
  if (bytes[0] !== ed25519 || bytes.length !== 33 || keyHashOf(name, bytes) !== hash) return undefined;
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') },
    format: 'jwk',
  });
  return { name, keyHash: hash, publicKey };
}

function keyHashOf(name: string, key: Buffer): string {
  return createHash('sha256').update(`${name}\n`).update(key).digest('hex').slice(0, 8);
}

/**
 * openNote returns the text of a signed note (golang.org/x/mod/sumdb/note, Open), with its last newline;
 * undefined if it is not signed by this signer. Other signatures are ignored.
 */
export function openNote(note: string, verifier: NoteVerifier): string | undefined {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, end + 1);
  const signed = note
    .slice(end + 2, -1)
    .split('\n')
    .some((line) => isSignature(line, text, verifier));
  return signed ? text : undefined;
}

function isSignature(line: string, text: string, { name, keyHash, publicKey }: NoteVerifier): boolean {
  const [dash, signer, encoded = '', ...rest] = line.split(' ');
  if (dash !== '\u2014' || signer !== name || rest.length > 0) return false;
  const bytes = Buffer.from(encoded, 'base64');
  return (
    bytes.subarray(0, 4).toString('hex') === keyHash &&
    verify(null, Buffer.from(text), publicKey, bytes.subarray(4))
  );
}
