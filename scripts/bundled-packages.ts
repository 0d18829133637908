/** Which npm packages are in the bundle, by esbuild's own account of it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';

/** BundledPackage is a package of which at least one byte is in `dist/`. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** The SPDX expression of its package.json; undefined when there is none. */
  readonly license: string | undefined;
  /** Where it is installed, relative to the project. */
  readonly folder: string;
  /** The texts of its LICENSE and NOTICE files. */
  readonly texts: readonly string[];
  /** License headers of bundled files: code that the package itself took from elsewhere. */
  readonly headers: readonly string[];
}

/** bundledPackages lists the packages in the builds of a bundle, sorted by name and version. Throws when one has no package.json. */
export function bundledPackages(builds: readonly Metafile[], root: string): BundledPackage[] {
  const sources = new Map<string, string[]>();
  for (const file of bundledFiles(builds)) {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
    if (folder !== undefined) sources.set(folder, [...(sources.get(folder) ?? []), file]);
  }
  return [...sources]
    .map(([folder, files]) => describe(root, folder, files))
    .sort((a, b) => order(a.name, b.name) || order(a.version, b.version) || order(a.folder, b.folder));
}

function bundledFiles(builds: readonly Metafile[]): string[] {
  const outputs = builds.flatMap((built) => Object.values(built.outputs));
  const files = outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  return [...new Set(files)].sort(order);
}

function describe(root: string, folder: string, files: readonly string[]): BundledPackage {
  const at = path.join(root, folder);
  const manifest: { name: string; version: string; license?: string } = JSON.parse(
    readFileSync(path.join(at, 'package.json'), 'utf8'),
  );
  const legal = readdirSync(at)
    .filter((name) => /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i.test(name))
    .sort(order);
  return {
    name: manifest.name,
    version: manifest.version,
    license: manifest.license,
    folder,
    texts: legal.map((name) => normalized(readFileSync(path.join(at, name), 'utf8'))),
    headers: [
      ...new Set(files.flatMap((file) => licenseHeader(readFileSync(path.join(root, file), 'utf8')))),
    ],
  };
}

/** The comment a file begins with, if it holds the terms of a license. */
function licenseHeader(source: string): string[] {
  const code = source.replace(/^\s*(?:'use strict'|"use strict");?/, '');
  const comment = /^(?:\s*\/\/[^\n]*\n|\s*\/\*[\s\S]*?\*\/)+/.exec(code)?.[0] ?? '';
  const plain = normalized(comment.replaceAll(/^[ \t]*(?:\/\/+|\/\*+!?|\*+\/|\*) ?/gm, ''));
  return /permission is hereby granted|redistribution and use|licensed under the apache/i.test(plain)
    ? [plain]
    : [];
}

function normalized(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .trim();
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
