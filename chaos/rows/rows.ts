import type { Row } from '../row.ts';
import { forwardRows } from './forward.ts';
import { mirrorRows, silentRow } from './mirrors.ts';
import { scriptedRows } from './scripted.ts';
import { trustRows } from './trust.ts';
import { wireRows } from './wire.ts';

/** rows are all rows, in the order in which they are run. */
export function rows(rates: readonly number[]): Row[] {
  return [
    ...scriptedRows(rates),
    ...wireRows(),
    ...mirrorRows(),
    silentRow,
    ...trustRows(),
    ...forwardRows(),
  ];
}
