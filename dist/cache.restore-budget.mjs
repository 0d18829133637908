import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  formatDuration,
  withDeadline
} from "./run.mjs";
import "./adapters.process-tree.mjs";

// src/cache/restore-budget.ts
var share = 0.5;
async function withRestoreBudget({ timeout, clock, signal }, restore) {
  const ms = share * timeout;
  return withDeadline({ ms, clock, parent: signal }, async (own) => {
    const restored = await restore(own);
    if (restored.kind !== "unavailable" || !own.aborted || signal.aborted) return restored;
    return {
      kind: "unavailable",
      reason: `the restore took longer than ${formatDuration(ms)}, half of \`timeout\``
    };
  });
}
export {
  withRestoreBudget
};
