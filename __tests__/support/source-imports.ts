import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from '@swc/core';

/** SourceFile is one file of src/, its name relative to src/ with `/`. */
export interface SourceFile {
  readonly name: string;
  /** The files of src/ that it imports: statically, by import() or as types. */
  readonly imports: readonly string[];
  /** The files of src/ that it starts, as a worker or a child process: those in `new URL(...)`. */
  readonly starts: readonly string[];
  /** What it reads of the process or the machine, such as `Date.now` or `process.env`. */
  readonly ambient: readonly string[];
}

/** sourceFiles reads all files of `src`, ordered by name. */
export function sourceFiles(src: string): SourceFile[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return files
    .map((name) => name.split(path.sep).join('/'))
    .sort()
    .map((name) => sourceFile(src, name));
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function sourceFile(src: string, name: string): SourceFile {
  const text = readFileSync(path.join(src, name), 'utf8');
  const imports = new Set<string>();
  const starts = new Set<string>();
  const ambient = new Set<string>();
  const filesIn = (specifiers: readonly string[]) =>
    specifiers
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => path.posix.join(path.posix.dirname(name), specifier))
      .filter((file) => existsSync(path.join(src, file)));
  for (const node of nodesOf(parseSync(text, { syntax: 'typescript', target: 'es2024' }))) {
    for (const file of filesIn(importedBy(node))) imports.add(file);
    for (const file of filesIn(startedBy(node))) starts.add(file);
    for (const read of ambientOf(node)) ambient.add(read);
  }
  return { name, imports: [...imports].sort(), starts: [...starts].sort(), ambient: [...ambient].sort() };
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const each of value) yield* nodesOf(each);
  } else if (isObject(value)) {
    if (isNode(value)) yield value;
    for (const each of Object.values(value)) yield* nodesOf(each);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isNode(value: Readonly<Record<string, unknown>>): value is Node {
  return typeof value['type'] === 'string';
}

function importedBy(node: Node): string[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return stringsIn(node['source']);
    case 'TsImportType':
      return stringsIn(node['argument']);
    case 'CallExpression':
      return isObject(node['callee']) && node['callee']['type'] === 'Import'
        ? stringsIn(node['arguments'])
        : [];
    default:
      return [];
  }
}

/** `new URL(...)` has one name for src/ and another for dist/, where the file lies elsewhere. */
function startedBy(node: Node): string[] {
  return node.type === 'NewExpression' && named(node['callee']) === 'URL' ? stringsIn(node['arguments']) : [];
}

function stringsIn(value: unknown): string[] {
  return [...nodesOf(value)].flatMap((node) =>
    node.type === 'StringLiteral' && typeof node['value'] === 'string' ? [node['value']] : [],
  );
}

const ambientReads = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'process.env',
  'process.platform',
  'process.arch',
  'process.hrtime',
]);

/**
 * What node:os and node:process export that is different on another machine. The random bytes of node:crypto are left
 * out: they name what must have no other name, and nothing is decided by them.
 */
const ambientExports = new Set([
  'platform',
  'arch',
  'homedir',
  'type',
  'release',
  'userInfo',
  'env',
  'hrtime',
]);

function ambientOf(node: Node): string[] {
  switch (node.type) {
    case 'MemberExpression':
      return [`${named(node['object'])}.${propertyOf(node['property'])}`].filter((read) =>
        ambientReads.has(read),
      );
    case 'VariableDeclarator':
      return keysOf(node['id'])
        .map((key) => `${named(node['init'])}.${key}`)
        .filter((read) => ambientReads.has(read));
    case 'NewExpression':
      return isNow(node) ? ['new Date()'] : [];
    case 'ImportDeclaration':
      return /^(?:node:)?(?:os|process)$/.test(named(node['source']) ?? '')
        ? namesImportedBy(node).filter((name) => ambientExports.has(name))
        : [];
    default:
      return [];
  }
}

function namesImportedBy(node: Node): string[] {
  const specifiers = Array.isArray(node['specifiers']) ? node['specifiers'] : [];
  return specifiers.flatMap((specifier) =>
    isObject(specifier) ? (named(specifier['imported']) ?? named(specifier['local']) ?? []) : [],
  );
}

/** `platform` of `process.platform` and of `process['platform']` */
function propertyOf(property: unknown): string | undefined {
  return named(property) ?? (isObject(property) ? named(property['expression']) : undefined);
}

/** The names on the left of `const { platform } = process`. */
function keysOf(pattern: unknown): string[] {
  const properties = isObject(pattern) && Array.isArray(pattern['properties']) ? pattern['properties'] : [];
  return properties.flatMap((property) => (isObject(property) ? (named(property['key']) ?? []) : []));
}

function isNow(node: Node): boolean {
  const { arguments: given } = node;
  return named(node['callee']) === 'Date' && !(Array.isArray(given) && given.length > 0);
}

function named(value: unknown): string | undefined {
  return isObject(value) && typeof value['value'] === 'string' ? value['value'] : undefined;
}

/** circlesOf gives each circle of a graph once, as the names on the way round; none when there is none. */
export function circlesOf(graph: ReadonlyMap<string, Iterable<string>>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (node: string): void => {
    const start = way.indexOf(node);
    if (start >= 0) circles.push([...way.slice(start), node]);
    if (start >= 0 || done.has(node)) return;
    way.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    way.pop();
    done.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return circles;
}
