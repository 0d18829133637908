import { describe, expect, test } from '@jest/globals';
import { parseGoMod } from '../../src/go/gomod.ts';
import { moduleKey } from '../../src/go/module.ts';
import { type GraphRoot, walkModuleGraph } from '../../src/go/module-graph.ts';

/** The go.mod files of a small world: below `old`, which prunes nothing, everything counts. */
const world: Readonly<Record<string, string>> = {
  'example.com/new@v1.0.0': 'go 1.21\nrequire example.com/under-new v1.0.0',
  'example.com/under-new@v1.0.0': 'go 1.21',
  'example.com/old@v1.0.0': 'go 1.16\nrequire example.com/under-old v1.0.0',
  'example.com/older@v1.0.0': 'require example.com/under-old v1.0.0',
  'example.com/under-old@v1.0.0': 'go 1.22\nrequire example.com/deep v1.0.0',
  'example.com/deep@v1.0.0': 'go 1.22\nrequire example.com/old v1.0.0',
  'example.com/fork@v1.1.0': 'go 1.9\nrequire example.com/deep v1.0.0',
};

async function visited(root: Partial<GraphRoot> & { main: string }): Promise<string[]> {
  const asked: string[] = [];
  const { main, ...rest } = root;
  const goMod = parseGoMod(`module example.com/main\n${main}`, 'go.mod');
  const mains = [goMod];
  const whole = { mains, folders: [], replaces: goMod.replaces, excludes: goMod.excludes, ...rest };
  await walkModuleGraph(whole, async (module) => {
    asked.push(moduleKey(module));
    const text = world[moduleKey(module)];
    return text === undefined ? undefined : parseGoMod(`module ${module.path}\n${text}`, 'go.mod');
  });
  return [
    ...new Set(asked.map((key) => key.replace(/^example\.com\//, '').replace(/@v1\.0\.0$/, ''))),
  ].sort();
}

const go = 'go 1.24\n';
const folder = parseGoMod('module example.com/f\ngo 1.16\nrequire example.com/new v1.0.0', 'go.mod');

describe('the module graph', () => {
  test.each([
    {
      name: 'what is required, and nothing below what prunes',
      main: `${go}require example.com/new v1.0.0`,
      asked: ['new'],
    },
    {
      name: 'everything below what is older than 1.17',
      main: `${go}require example.com/old v1.0.0`,
      asked: ['deep', 'old', 'under-old'],
    },
    {
      name: 'everything below what has no go line',
      main: `${go}require example.com/older v1.0.0`,
      asked: ['deep', 'old', 'older', 'under-old'],
    },
    {
      name: 'everything below anything for a main module that is older itself',
      main: 'go 1.16\nrequire example.com/new v1.0.0',
      asked: ['new', 'under-new'],
    },
    {
      name: 'what had been visited alone once more, when everything below it comes to count',
      main: `${go}require (\nexample.com/under-old v1.0.0\nexample.com/old v1.0.0\n)`,
      asked: ['deep', 'old', 'under-old'],
    },
    {
      name: 'what takes the place of a module',
      main: `${go}require example.com/new v1.0.0\nreplace example.com/new => example.com/fork v1.1.0`,
      asked: ['deep', 'fork@v1.1.0', 'old', 'under-old'],
    },
    {
      name: 'no folder that takes the place of a module',
      main: `${go}require example.com/old v1.0.0\nreplace example.com/old => ../old`,
      asked: [],
    },
    {
      name: 'what a folder that prunes nothing requires',
      main: go,
      folders: [folder],
      asked: ['new', 'under-new'],
    },
    { name: 'nothing of a folder that prunes', main: go, folders: [{ ...folder, go: '1.20' }], asked: [] },
    {
      name: 'nothing that is excluded',
      main: `${go}require example.com/old v1.0.0\nexclude example.com/under-old v1.0.0`,
      asked: ['old'],
    },
    {
      name: 'nothing below what cannot be had',
      main: `${go}require example.com/gone v1.0.0`,
      asked: ['gone'],
    },
  ])('has $name', async ({ asked, name: _, ...root }) => {
    expect(await visited(root)).toEqual(asked);
  });
});
