// Sets a variable for a command in a way that every shell understands.
import { spawnSync } from 'node:child_process';

const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '__tests__/e2e/corpora'];
const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...jest], {
  env: { ...process.env, CORPORA: 'all' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
