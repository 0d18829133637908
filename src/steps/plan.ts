import type { Inputs } from '../inputs/inputs.ts';
import { makePlan, type Planned } from '../plan/plan.ts';
import type { RunRecord } from '../record.ts';
import type { Fallbacks } from './fallbacks.ts';
import type { Bounds, Ports } from './run.ts';

/** PlanStep is a plan, or the record of a run that ended without one. */
export type PlanStep = Planned | { readonly kind: 'downloaded'; readonly record: RunRecord };

/**
 * planStep plans the run. Where that fails for a reason that the go command does not share, the go command
 * downloads.
 */
export async function planStep(
  inputs: Inputs,
  ports: Ports,
  bounds: Bounds & { readonly fallbacks: Fallbacks },
): Promise<PlanStep> {
  try {
    return await makePlan(inputs, ports, bounds.signal);
  } catch (error) {
    const { withoutPlan } = await import('./plain-download.ts');
    return { kind: 'downloaded', record: await withoutPlan(error, inputs, ports, bounds) };
  }
}
