import path from 'node:path';
import { uncoveredFiles } from '../plan/find-roots.ts';
import { rootDir } from '../plan/main-modules.ts';
import { foreignFolders } from '../plan/plan.ts';
import type { Run } from './run.ts';

const namedMax = 5;

/**
 * noticeUncovered names the modules below the one that was downloaded for, which this run did not cover. It
 * is for runs that download: they have time for a search, and the first run of a new workflow is one of them.
 */
export async function noticeUncovered({ inputs, plan, ports }: Run): Promise<void> {
  const [root] = plan.roots;
  if (inputs.goModFiles.length > 0 || root === undefined) return;
  const dir = rootDir(root);
  const files = await uncoveredFiles(dir, plan.roots, foreignFolders(inputs, plan.goEnv));
  if (files.length === 0) return;
  const named = files.slice(0, namedMax).map((file) => path.relative(dir, file));
  const more = files.length > namedMax ? ` and ${files.length - namedMax} more` : '';
  ports.runner.log.notice(
    `Not covered by this run: ${named.join(', ')}${more}. Set \`go-mod-files: all\` to cover every module of the repository.`,
    { title: 'More modules below' },
  );
}
