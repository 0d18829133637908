// Loaded before a program by --import: lets it believe that the machine has BENCH_PARALLELISM processors.

import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

os.availableParallelism = () => Number(process.env.BENCH_PARALLELISM);
syncBuiltinESMExports();
