/** The licenses of what is in `dist/`: which ones may be there, and the file that carries their texts. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BundledPackage } from './bundled-packages.ts';

/** The name of the file in `dist/`. */
export const licensesFile = 'THIRD-PARTY-LICENSES.txt';

/** Licenses whose only conditions are to keep texts and notices, which {@link licensesFile} does. */
const permissive: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
]);

/** licensesText is the content of {@link licensesFile}. Throws an error that names each package it may not hold. */
export function licensesText(packages: readonly BundledPackage[]): string {
  const faults = packages.flatMap(licenseFaults);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const sections = packages.map((bundled) =>
    [`${bundled.name} ${bundled.version}`, `License: ${bundled.license}`, '', ...textsOf(bundled)].join('\n'),
  );
  const head =
    'The files in this folder hold code of the packages below. Each is used under the license that follows its name.';
  return [head, ...sections].join(`\n\n${'-'.repeat(80)}\n\n`).concat('\n');
}

/** licenseFaults says why a package may not be in `dist/`, and what to do. */
export function licenseFaults(bundled: BundledPackage): string[] {
  const { name, version, license } = bundled;
  const which = `${name} ${version}`;
  if (license === undefined) return [`${which} names no license in its package.json: do not bundle it.`];
  return [
    ...(isPermitted(license)
      ? []
      : [`${which} is under ${license}, which a bundle under MIT cannot carry: use another package.`]),
    ...(textsOf(bundled).length === 0
      ? [`${which} has no license text: add what its authors publish as ${fallbackFile(name)}.`]
      : []),
  ];
}

/** Of alternatives one is enough, of licenses that hold together each counts; expressions that mix both are not read. */
function isPermitted(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, ' ').trim();
  if (/ OR /.test(plain) && / AND /.test(plain)) return false;
  if (/ OR /.test(plain)) return plain.split(/ +OR +/).some((id) => permissive.has(id));
  return plain.split(/ +AND +/).every((id) => permissive.has(id));
}

function textsOf({ name, texts, headers }: BundledPackage): string[] {
  const own = texts.length > 0 ? texts : fallbackText(name);
  return own.length === 0 ? [] : [[...own, ...headers].join('\n\n')];
}

/** A package may ship without the text of the license it names. */
function fallbackText(name: string): string[] {
  const file = path.join(path.dirname(import.meta.dirname), fallbackFile(name));
  return existsSync(file) ? [readFileSync(file, 'utf8').trim()] : [];
}

function fallbackFile(name: string): string {
  return `scripts/licenses/${name.replaceAll('/', '+')}.txt`;
}
