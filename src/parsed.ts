/** Parsed is a value, or what is wrong with the text or bytes: for an input, also what is valid, with an example. */
export type Parsed<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'problem'; readonly message: string };

/** ok is a valid value. */
export function ok<T>(value: T): Parsed<T> {
  return { kind: 'ok', value };
}

/** problem is an invalid value. */
export function problem(message: string): Parsed<never> {
  return { kind: 'problem', message };
}

/** parseEach parses every item of a list; the problems of all its items are joined. */
export function parseEach<T>(items: readonly string[], parse: (item: string) => Parsed<T>): Parsed<T[]> {
  const values: T[] = [];
  const messages: string[] = [];
  for (const item of items) {
    const parsed = parse(item);
    if (parsed.kind === 'ok') values.push(parsed.value);
    else messages.push(parsed.message);
  }
  return messages.length === 0 ? ok(values) : problem(messages.join(' '));
}
