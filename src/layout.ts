/**
 * layouts are the forms in which a restore writes modules to a module cache, in the order of the
 * documentation.
 */
export const layouts = ['full', 'tree', 'zip'] as const;

/** Layout is one of them: `full` is zips and extracted trees, as `go mod download` leaves them. */
export type Layout = (typeof layouts)[number];

/** keepsZips tells whether a layout has the zips of modules. */
export function keepsZips(layout: Layout): boolean {
  return layout !== 'tree';
}

/** keepsTrees tells whether a layout has the extracted trees of modules. */
export function keepsTrees(layout: Layout): boolean {
  return layout !== 'zip';
}
