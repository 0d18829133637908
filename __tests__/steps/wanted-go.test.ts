import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { wantedGo } from '../../src/steps/wanted-go.ts';
import { parseVersionSpec } from '../../src/toolchain/version-spec.ts';
import { recordingRunner } from '../support/recording-runner.ts';
import { tempDir } from '../support/temp-dir.ts';

interface Given {
  readonly goVersion?: string;
  readonly goVersionFile?: string;
  readonly isOnPath?: boolean;
}

async function wanted(dir: string, { goVersion, goVersionFile, isOnPath = false }: Given) {
  const runner = recordingRunner();
  const inputs = {
    goVersion: goVersion === undefined ? undefined : parseVersionSpec(goVersion),
    goVersionFile: goVersionFile === undefined ? undefined : path.join(dir, goVersionFile),
    workingDirectory: dir,
  };
  const found = await wantedGo(inputs, async () => isOnPath, runner.log);
  return {
    text: found?.spec.text,
    source: found?.source,
    warnings: runner.messages('warning'),
    infos: runner.messages('info'),
  };
}

describe('the Go that a run requires', () => {
  const goMod = 'module m\n\ngo 1.25.4\n';

  test('is that of `go-version`, with a warning where `go-version-file` is given too', async () => {
    await using dir = await tempDir({ 'go.mod': goMod });
    const { text, source, warnings } = await wanted(dir.path, { goVersion: '1.26', goVersionFile: 'go.mod' });
    expect([text, source]).toEqual(['1.26', '`go-version`']);
    expect(warnings).toEqual([expect.stringContaining('`go-version` takes precedence')]);
  });

  test('is that of `go-version-file`, also where there is a Go on PATH', async () => {
    await using dir = await tempDir({ 'go.mod': goMod, '.go-version': '1.24.1\n' });
    const { text, source } = await wanted(dir.path, { goVersionFile: '.go-version', isOnPath: true });
    expect([text, source]).toEqual(['1.24.1', path.join(dir.path, '.go-version')]);
  });

  test.each([
    ['that of go.mod', { 'go.mod': goMod }, '1.25.4'],
    ['that of go.work rather than go.mod', { 'go.mod': goMod, 'go.work': 'go 1.26.0\n\nuse .\n' }, '1.26.0'],
  ])('is %s where nothing is given and no Go is there, which is said', async (_, files, version) => {
    await using dir = await tempDir(files);
    const { text, infos } = await wanted(dir.path, {});
    expect(text).toBe(version);
    expect(infos).toEqual([expect.stringContaining('No Go on PATH')]);
  });

  test.each([
    ['a Go is on PATH', { 'go.mod': goMod }, true],
    ['no file asks for any', {}, false],
  ])('is open where nothing is given and %s', async (_, files, isOnPath) => {
    await using dir = await tempDir(files);
    expect(await wanted(dir.path, { isOnPath })).toEqual({
      text: undefined,
      source: undefined,
      warnings: [],
      infos: [],
    });
  });

  test('looks like a file that is not there', async () => {
    await using dir = await tempDir();
    await expect(wanted(dir.path, { goVersionFile: 'go.mod' })).rejects.toThrow(
      expect.objectContaining({ code: 'go-version-file-unreadable' }),
    );
  });
});
