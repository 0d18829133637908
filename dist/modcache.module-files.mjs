import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/modcache/module-files.ts
var UnreadableModule = class extends Error {
};
function wrongLength({ name, bytes }) {
  return new UnreadableModule(`\`${name}\` does not have the ${bytes} bytes it should have`);
}
var wholeBytes = 8 * 2 ** 20;
var pieceBytes = 2 ** 20;
var moduleLimits = {
  /** Of all files together, and of the zip; the go command has the same (golang.org/x/mod/zip, MaxZipFile). */
  moduleBytes: 500 * 2 ** 20,
  /** Of go.mod and LICENSE, each; the go command has the same (MaxGoMod and MaxLICENSE). */
  goModBytes: 16 * 2 ** 20,
  /** Of the list of its files, in a pack or a zip. */
  listingBytes: 64 * 2 ** 20,
  /** Files; Go has no limit, and the largest module known has 60 000. */
  files: 25e4,
  /** Folders. */
  folders: 1e5,
  /** Folders above a file: each costs as many steps as it is deep, whenever it is made or removed. */
  depth: 64,
  /** Of a name below the module; longer ones cannot be created on Linux (PATH_MAX). */
  nameBytes: 4095
};

export {
  UnreadableModule,
  wrongLength,
  wholeBytes,
  pieceBytes,
  moduleLimits
};
