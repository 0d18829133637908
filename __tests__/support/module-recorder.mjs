/*
 * Loaded with `--import` before a program: appends to the file that RECORD_LOADED names, one JSON line each, what the
 * program loads (`{"loaded": url}`), in its worker threads too, and what it starts (`{"started": file}`).
 */
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const record = (line) => appendFileSync(process.env.RECORD_LOADED, `${JSON.stringify(line)}\n`);

registerHooks({
  load(url, context, nextLoad) {
    record({ loaded: url });
    return nextLoad(url, context);
  },
});

subscribe('child_process', ({ process: child }) => {
  child.once('spawn', () => {
    record({ started: child.spawnargs.find((argument) => argument.endsWith('.mjs')) ?? child.spawnfile });
  });
});
