import { stat } from 'node:fs/promises';
import { errnoOf } from '../errors.ts';

/**
 * isFile tells whether there is a file that can be seen; a folder on the way that may not be entered holds
 * none.
 */
export async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return false;
    throw error;
  }
}
