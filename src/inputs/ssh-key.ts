import { ok, type Parsed, problem } from '../parsed.ts';

const pem =
  /^-----BEGIN (?<label>(?:[A-Z0-9]+ )*PRIVATE KEY)-----\n(?<body>[\s\S]+?)\n-----END \k<label>-----$/;

/**
 * parseSshKey reads the text of a private key in PEM form, with any line endings, and returns it in the form
 * that ssh requires. No message quotes the key.
 */
export function parseSshKey(text: string): Parsed<string> {
  const lines = text.trim().split(/\r\n?|\n/);
  const key = lines.map((line) => line.trim()).join('\n');
  const { label, body } = pem.exec(key)?.groups ?? {};
  if (label === undefined || body === undefined) return problem(reasonFor(key));
  if (isEncrypted(label, body)) {
    return problem(
      'The key is protected by a passphrase, which cannot be entered here. Create a key without one: `ssh-keygen -t ed25519 -N "" -f key`.',
    );
  }
  return ok(`${key}\n`);
}

function reasonFor(key: string): string {
  if (/^(?:ssh|ecdsa|sk)-[\w@.-]+ AAAA/.test(key) || /-----BEGIN [A-Z0-9 ]*PUBLIC KEY-----/.test(key)) {
    return 'This is a public key. Give the private one, which begins with `-----BEGIN OPENSSH PRIVATE KEY-----`.';
  }
  if (key.startsWith('PuTTY-User-Key-File')) {
    return 'This is a PuTTY key. Export it in OpenSSH format: `puttygen key.ppk -O private-openssh-new -o key`.';
  }
  if (/^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(key)) {
    return 'The key is incomplete: it must have all its lines, from `-----BEGIN …` to `-----END …`. Keep the line breaks when you store it as a secret.';
  }
  return 'This is not a private key. Give the whole text of one, which begins with `-----BEGIN OPENSSH PRIVATE KEY-----`.';
}

/**
 * In PEM, the label or a header says so; in OpenSSH's own format, the name of the cipher does (PROTOCOL.key).
 */
function isEncrypted(label: string, body: string): boolean {
  if (label.startsWith('ENCRYPTED') || /^Proc-Type:.*ENCRYPTED/m.test(body)) return true;
  if (label !== 'OPENSSH PRIVATE KEY') return false;
  const bytes = Buffer.from(body, 'base64');
  const magic = Buffer.from('openssh-key-v1\0');
  if (!bytes.subarray(0, magic.length).equals(magic) || bytes.length < magic.length + 4) return false;
  const start = magic.length + 4;
  const length = bytes.readUInt32BE(magic.length);
  return bytes.subarray(start, start + length).toString('latin1') !== 'none';
}
