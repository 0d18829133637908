// Sets Wine up below node_modules/.cache and runs __tests__/windows with it: `npm run test:windows [-- JEST ARGUMENTS]`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const folder = path.join(root, 'node_modules', '.cache', 'windows');
const setUp = spawnSync(path.join(root, 'scripts', 'windows', 'setup.sh'), [folder], { stdio: 'inherit' });
if (setUp.status !== 0) process.exit(setUp.status ?? 1);
const jest = [
  '--experimental-vm-modules',
  'node_modules/jest/bin/jest.js',
  // Other runs leave these tests out.
  '--testPathIgnorePatterns=/node_modules/',
  '--runInBand',
];
const given = process.argv.slice(2);
const chosen = given.some((word) => word.includes('__tests__')) ? given : ['__tests__/windows', ...given];
const { status } = spawnSync(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', ...jest, ...chosen],
  { cwd: root, env: { ...process.env, WINDOWS_FOLDER: folder }, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
