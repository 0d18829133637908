import { stat } from 'node:fs/promises';
import { errnoOf, isAbsence } from '../errors.ts';

/**
 * isFile tells whether a file exists; a file in a folder without search permission does not.
 */
export async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    if (isAbsence(error) || errnoOf(error) === 'EACCES') return false;
    throw error;
  }
}
