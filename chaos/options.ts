import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.dirname(import.meta.dirname);

/** cacheFolder is where the suite keeps what it has installed and downloaded. */
export const cacheFolder = path.join(root, 'node_modules', '.cache', 'chaos');

/** Options are the flags of the suite. */
export interface Options {
  /** Part of the names of the rows to run; empty: all. */
  readonly only: string;
  readonly seeds: readonly number[];
  /** Of requests that go wrong, 0 to 1, in rising order. */
  readonly rates: readonly number[];
  /** A folder of `__tests__/data/corpora`. */
  readonly corpus: string;
  /** The bundle under test. */
  readonly dist: string;
  /** A module cache that is filled from the machine's own GOPROXY, and served from. */
  readonly modules: string;
  /** Where the report goes. */
  readonly report: string;
}

/** usage is what `--help` prints. */
export const usage = `Usage: npm run chaos -- [options]

  --only TEXT      only rows whose group or name contains this
  --seeds LIST     of the dice, one run each (default: 1,2,3)
  --rates LIST     share of requests that go wrong (default: 0.01,0.05,0.15)
  --corpus NAME    a folder of __tests__/data/corpora (default: node_exporter)
  --dist DIR       the bundle under test (default: dist)
  --modules DIR    a GOMODCACHE to serve from; what it lacks is downloaded into it
                   (default: in ${path.relative(root, cacheFolder)})
  --report FILE    (default: report.md in ${path.relative(root, cacheFolder)})

  --differential   instead of all that: mutated inputs, judged by the go command and by us (--differential --help)
`;

/** readOptions reads the command line; undefined when help is wanted. Throws on what it does not know. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      seeds: { type: 'string', default: '1,2,3' },
      rates: { type: 'string', default: '0.01,0.05,0.15' },
      corpus: { type: 'string', default: 'node_exporter' },
      dist: { type: 'string', default: path.join(root, 'dist') },
      modules: { type: 'string', default: path.join(cacheFolder, 'modules') },
      report: { type: 'string', default: path.join(cacheFolder, 'report.md') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    only: values.only,
    corpus: values.corpus,
    seeds: numbers('--seeds', values.seeds, Number.MAX_SAFE_INTEGER),
    rates: numbers('--rates', values.rates, 1).toSorted((a, b) => a - b),
    dist: path.resolve(values.dist),
    modules: path.resolve(values.modules),
    report: path.resolve(values.report),
  };
}

function numbers(flag: string, text: string, most: number): number[] {
  return text.split(',').map((part) => {
    const number = Number(part);
    if (part.trim() === '' || !(number >= 0 && number <= most)) {
      throw new Error(`${flag} ${text}: "${part}" is no number from 0 to ${most}`);
    }
    return number;
  });
}
