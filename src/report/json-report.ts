import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ActionError } from '../errors.ts';
import { makeFolders } from '../make-folders.ts';
import type { Guard } from '../ports/guard.ts';
import type { ErrorRecord, RunRecord } from '../record.ts';
import { type OutputDefinition, type Outputs, outputDefinitions } from './outputs.ts';

/**
 * The version of the report's format. It changes if a name is removed or changes its meaning, not if one is
 * added.
 */
const schema = 1;

/**
 * jsonReport writes a run as JSON: `outputs` has every output under its name, as a number, boolean or string;
 * the rest is the record. The record must already be redacted.
 */
export function jsonReport(record: RunRecord, outputs: Outputs): string {
  const report = {
    schema,
    verdict: record.verdict,
    sentence: record.sentence,
    outputs: Object.fromEntries(
      outputDefinitions.map((output) => [output.name, typed(output, outputs[output.name])]),
    ),
    cacheNotes: record.cacheNotes,
    keyIngredients: record.keyIngredients,
    steps: record.steps,
    hosts: record.hosts,
    modules: record.modules,
    rejected: record.rejected,
    fallbacks: record.fallbacks,
    errors: record.errors.map(errorFields),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** In the report, whose names are public, a location is called `place`. */
function errorFields({ location, ...error }: ErrorRecord): Record<string, unknown> {
  return location === undefined ? error : { ...error, place: location };
}

function typed({ type }: OutputDefinition, text: string): string | number | boolean {
  switch (type) {
    case 'boolean':
      return text === 'true';
    case 'number':
      return Number(text);
    case 'text':
      return text;
  }
}

/**
 * writeReport writes a file completely or not at all, and creates missing folders. Throws ActionError
 * `report-not-written`.
 */
export async function writeReport(
  file: string,
  text: string,
  guard: Pick<Guard, 'removeAtEnd'>,
): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  const release = guard.removeAtEnd(temporary);
  try {
    makeFolders(path.dirname(file));
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new ActionError(`The report could not be written to ${file}`, {
      code: 'report-not-written',
      class: 'disk',
      hint: 'Give the path of a file in a directory that this user may write to.',
      cause,
    });
  } finally {
    release();
  }
}
