/** Env is an environment as a value: what `process.env` is for the entry files alone. */
export type Env = Readonly<Record<string, string | undefined>>;
