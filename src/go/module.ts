/** ModuleVersion names one version of one module, unescaped, as go.mod writes it. */
export interface ModuleVersion {
  readonly path: string;
  readonly version: string;
}

/** moduleKey is `path@version`, the form the go command prints. */
export function moduleKey(module: ModuleVersion): string {
  return `${module.path}@${module.version}`;
}
