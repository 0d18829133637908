/** Env is an environment as a value. Only entry files read `process.env`. */
export type Env = Readonly<Record<string, string | undefined>>;
