import { readdir, readFile } from 'node:fs/promises';

/**
 * processesOf lists the ids of all processes whose HOME is the folder of a job's machine: everything that a job has
 * started, and no other job. It looks into /proc; where there is none, the list is empty.
 */
export async function processesOf(machine: string): Promise<number[]> {
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      // A process that ends meanwhile, or belongs to somebody else.
      const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
      return environment.split('\0').includes(`HOME=${machine}`) ? [Number(id)] : [];
    }),
  );
  return found.flat();
}
