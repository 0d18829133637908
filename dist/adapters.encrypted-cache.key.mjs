import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/adapters/encrypted-cache/key.ts
import { hkdfSync, scrypt } from "node:crypto";
import { promisify } from "node:util";
var derive = promisify(scrypt);
var cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 };
async function encryptionKeyOf(passphrase) {
  const secret = await derive(
    passphrase.normalize("NFC"),
    "go-mod-download cache-encryption-key v1",
    32,
    cost
  );
  return { secret, id: expand(secret, "", "key id", 6).toString("hex") };
}
function entryKeyOf({ secret }, salt, name) {
  return expand(secret, salt, `entry ${name}`, 32);
}
function expand(secret, salt, purpose, bytes) {
  return Buffer.from(hkdfSync("sha256", secret, salt, purpose, bytes));
}

export {
  encryptionKeyOf,
  entryKeyOf
};
