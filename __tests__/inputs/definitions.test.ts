import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { inputDefinitions } from '../../src/inputs/definitions.ts';
import { readInputs } from '../../src/inputs/read-inputs.ts';

const src = path.resolve(import.meta.dirname, '..', '..', 'src');
const context = { cwd: process.cwd(), platform: process.platform };

/** All sources but those that read the inputs. */
const users = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('inputs'))
  .map((name) => readFileSync(path.join(src, name), 'utf8'))
  .join('\n');

test('each input that is defined is read, and no other', async () => {
  const read = new Set<string>();
  const raw = new Proxy<Record<string, string>>(
    {},
    {
      get(target, name) {
        read.add(String(name));
        return Reflect.get(target, name);
      },
    },
  );
  await readInputs(raw, context);
  expect([...read].sort()).toEqual(inputDefinitions.map(({ name }) => name).sort());
});

test('what is read is used: each field of the inputs, and of the objects in them', async () => {
  const inputs = await readInputs({}, context);
  const fields = [inputs, inputs.forwardProxy, inputs.credentials].flatMap(Object.keys);
  expect(fields.length).toBeGreaterThan(30);
  expect(fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(users))).toEqual([]);
});
