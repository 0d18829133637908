import { nearest } from '../text/nearest.ts';
import type { InputDefinition } from './definitions/definition.ts';
import { definitionOf, inputDefinitions, type RawInputs } from './definitions.ts';
import { InputError } from './input-error.ts';
import { isSwitchWord, parseSwitch } from './words.ts';

/** CommandLine is what the arguments request. */
export type CommandLine =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'run';
      readonly raw: RawInputs;
      /** The path for the JSON report, as written; undefined if none was requested. */
      readonly report: string | undefined;
      readonly verbose: boolean;
    };

/** commandFlags are the flags that are not inputs. */
export const commandFlags: readonly InputDefinition[] = [
  { name: 'report', kind: 'value', default: '', hint: 'FILE', description: 'Write the JSON report to FILE.' },
  { name: 'verbose', kind: 'switch', default: '', hint: '', description: 'Log every detail.' },
  { name: 'help', kind: 'switch', default: '', hint: '', description: 'Show this help.' },
  { name: 'version', kind: 'switch', default: '', hint: '', description: 'Show the version.' },
];

const shortFlags: ReadonlyMap<string, string> = new Map([
  ['-h', '--help'],
  ['-v', '--verbose'],
  ['-V', '--version'],
]);

/**
 * rawFromArguments reads `[DIRECTORY] [--INPUT VALUE | --INPUT=VALUE …] [--report FILE] [--verbose]`. A
 * boolean input may be given without a value, a list several times, and of other inputs the last value
 * counts. After `--`, everything is DIRECTORY. Throws InputError of code `usage` for invalid arguments.
 */
export function rawFromArguments(args: readonly string[]): CommandLine {
  const { flags, directories } = partArguments(args);
  if (isOn(flags, 'help')) return { kind: 'help' };
  if (isOn(flags, 'version')) return { kind: 'version' };
  const raw: Record<string, string> = {};
  for (const { name } of inputDefinitions) {
    const value = flags.get(name);
    if (value !== undefined) raw[name] = value;
  }
  const [directory, another] = directories;
  if (another !== undefined) {
    throw InputError.usage(
      `There are two directories, "${directory}" and "${another}". Give only one; the value of an input follows its flag.`,
    );
  }
  if (directory !== undefined && raw['working-directory'] !== undefined) {
    throw InputError.usage(
      `The directory is given twice: as "${directory}" and with --working-directory. Remove one of them.`,
    );
  }
  if (directory !== undefined) raw['working-directory'] = directory;
  return { kind: 'run', raw, report: flags.get('report'), verbose: isOn(flags, 'verbose') };
}

interface PartedArguments {
  readonly flags: ReadonlyMap<string, string>;
  readonly directories: readonly string[];
}

function partArguments(args: readonly string[]): PartedArguments {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const flags = new Map<string, string>();
  const directories: string[] = [];
  const rest = args.slice(0, end);
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (!argument.startsWith('-')) {
      directories.push(argument);
      continue;
    }
    const { definition, value } = readFlag(shortFlags.get(argument) ?? argument, rest);
    const before = definition.kind === 'list' ? flags.get(definition.name) : undefined;
    flags.set(definition.name, before === undefined ? value : `${before}\n${value}`);
  }
  return { flags, directories: [...directories, ...args.slice(end + 1)] };
}

/** readFlag reads a flag, and takes its value from `rest` unless it follows a `=`. */
function readFlag(argument: string, rest: string[]): { definition: InputDefinition; value: string } {
  const [, name = '', value] = /^--?([^=]*)(?:=(.*))?$/s.exec(argument) ?? [];
  const definition = argument.startsWith('--') ? flagOf(name) : undefined;
  if (definition === undefined) throw unknownFlag(argument, name);
  if (value !== undefined) return { definition, value };
  const [next] = rest;
  if (definition.kind === 'switch') {
    return { definition, value: isSwitchValue(definition, next) ? (rest.shift() ?? '') : 'true' };
  }
  if (next === undefined || next.startsWith('--')) {
    throw InputError.usage(`--${name} needs a value: --${name} ${definition.hint}.`);
  }
  return { definition, value: rest.shift() ?? '' };
}

function isSwitchValue({ values = [] }: InputDefinition, word: string | undefined): boolean {
  return word !== undefined && (isSwitchWord(word) || values.includes(word));
}

function flagOf(name: string): InputDefinition | undefined {
  return definitionOf(name) ?? commandFlags.find((flag) => flag.name === name);
}

function unknownFlag(argument: string, name: string): InputError {
  const names = [...inputDefinitions, ...commandFlags].map((definition) => definition.name);
  const meant = nearest(name, names);
  const written = argument.replace(/=.*/s, '');
  return InputError.usage(
    `Unknown flag ${written}.${meant === undefined ? '' : ` Did you mean --${meant}?`}`,
  );
}

function isOn(flags: ReadonlyMap<string, string>, name: string): boolean {
  const parsed = parseSwitch(flags.get(name) ?? 'false');
  if (parsed.kind === 'ok') return parsed.value;
  throw InputError.usage(`--${name}: ${parsed.message}`);
}
