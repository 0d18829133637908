import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asGoModule, asGoPackage, jsonObjects } from '../../src/download/go-json.ts';

/** Feeds `chunks` and returns what was found. */
function read(...chunks: readonly string[]): unknown[] {
  const found: unknown[] = [];
  const objects = jsonObjects((value) => found.push(value));
  for (const chunk of chunks) objects.read(chunk);
  objects.end();
  return found;
}

describe('jsonObjects', () => {
  test('finds objects that follow each other without commas', () => {
    expect(read('{\n\t"Path": "a"\n}\n{\n\t"Path": "b"\n}\n')).toEqual([{ Path: 'a' }, { Path: 'b' }]);
  });

  test('is not misled by braces and quotes within strings, also where a chunk ends there', () => {
    const text = JSON.stringify({ Error: 'got "{" and \\" but want }' });
    for (let cut = 0; cut <= text.length; cut++) {
      expect(read(text.slice(0, cut), text.slice(cut))).toEqual([JSON.parse(text)]);
    }
  });

  test('gives back any objects, however the text is cut', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()));
    const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 });
    fc.assert(
      fc.property(objects, sizes, (values, lengths) => {
        const text = values.map((value) => JSON.stringify(value, undefined, '\t')).join('\n');
        expect(read(...chunksOf(text, lengths))).toEqual(
          values.map((value) => JSON.parse(JSON.stringify(value))),
        );
      }),
    );
  });

  test('leaves out an object that is not whole', () => {
    expect(read('{"Path": "a"}{"Path": "b')).toEqual([{ Path: 'a' }]);
  });

  test('says so at the end when something is no JSON', () => {
    expect(() => read('{"Path": nonsense}{"Path": "a"}')).toThrow(SyntaxError);
  });
});

function chunksOf(text: string, lengths: readonly number[]): string[] {
  const chunks: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    chunks.push(text.slice(at, at + length));
    at += length;
  }
  return chunks;
}

describe('asGoModule', () => {
  test('takes what is known and of the right kind', () => {
    const value = {
      Path: 'm',
      Version: 'v1.0.0',
      Query: 'main',
      Sum: 'h1:x',
      Zip: 7,
      Dir: '',
      Origin: { VCS: 'git' },
    };
    expect(asGoModule(value)).toEqual({ path: 'm', version: 'v1.0.0', query: 'main', sum: 'h1:x' });
  });

  test('takes errors in the form of either command', () => {
    const module = { Path: 'm', Version: 'v1.0.0' };
    expect(asGoModule({ ...module, Error: 'not found' })?.error).toBe('not found');
    expect(asGoModule({ ...module, Error: { Err: 'not found' } })?.error).toBe('not found');
  });

  test.each([null, 'text', [], {}, { Path: 'm' }, { Path: 1, Version: 'v1.0.0' }])(
    'takes %j for none',
    (value) => {
      expect(asGoModule(value)).toBeUndefined();
    },
  );
});

describe('asGoPackage', () => {
  test('names the replacement, for that is what is downloaded', () => {
    const Replace = { Path: 'example.com/fork', Version: 'v1.1.0', Dir: '/cache/fork' };
    const value = {
      ImportPath: 'example.com/m/p',
      Module: { Path: 'example.com/m', Version: 'v1.0.0', Replace },
    };
    expect(asGoPackage(value)).toEqual({
      importPath: 'example.com/m/p',
      module: { path: 'example.com/fork', version: 'v1.1.0', dir: '/cache/fork' },
      errors: [],
    });
  });

  test.each([
    { name: 'the standard library', value: { ImportPath: 'fmt' } },
    { name: 'a main module', value: { ImportPath: 'm', Module: { Path: 'm', Main: true, Dir: '/src' } } },
    {
      name: 'a module replaced by a folder',
      value: {
        ImportPath: 'm',
        Module: { Path: 'm', Version: 'v1.0.0', Replace: { Path: '../m', Dir: '/m' } },
      },
    },
  ])('names no module for $name', ({ value }) => {
    expect(asGoPackage(value)).toEqual({ importPath: value.ImportPath, errors: [] });
  });

  test('gives what is wrong with the package and with its module', () => {
    const Module = { Path: 'm', Version: 'v1.0.0', Error: { Err: 'of the module' } };
    const value = { ImportPath: 'm', Error: { ImportStack: ['x'], Err: 'of the package' }, Module };
    expect(asGoPackage(value)?.errors).toEqual(['of the package', 'of the module']);
  });

  test('takes other things for none', () => {
    expect(asGoPackage({ Module: {} })).toBeUndefined();
  });
});
