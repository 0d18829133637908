/** GoModule is a module as `go mod download -json` and `go list -json` describe it; paths are absolute. */
export interface GoModule {
  readonly path: string;
  readonly version: string;
  /** The query, if the version was given as a branch, a tag or a commit. */
  readonly query?: string;
  /** Why it could not be downloaded. */
  readonly error?: string;
  readonly info?: string;
  readonly goMod?: string;
  readonly zip?: string;
  readonly dir?: string;
  /** The h1 of its zip. */
  readonly sum?: string;
  /** The h1 of its go.mod. */
  readonly goModSum?: string;
}

/** GoPackage is a package as `go list -json` describes it. */
export interface GoPackage {
  readonly importPath: string;
  /**
   * The module its files come from, replacements applied; absent for the standard library, main modules and
   * folders.
   */
  readonly module?: GoModule;
  /** Errors of this package itself, not of those it imports. */
  readonly errors: readonly string[];
}

/** JsonObjects splits a stream into JSON objects. */
export interface JsonObjects {
  /** Takes the next piece of text; it may end anywhere. */
  read(chunk: string): void;
  /** To be called at the end; a truncated object is ignored. Throws SyntaxError if an object was not JSON. */
  end(): void;
}

/** jsonObjects reads objects that follow each other without commas, as the go command prints them. */
export function jsonObjects(onObject: (value: unknown) => void): JsonObjects {
  let text = '';
  let scanned = 0;
  let depth = 0;
  let failure: unknown;
  const drop = (at: number) => {
    text = text.slice(at);
    scanned -= at;
  };
  const take = (object: string) => {
    try {
      onObject(JSON.parse(object));
    } catch (error) {
      failure ??= error;
    }
  };
  return {
    read(chunk) {
      text += chunk;
      for (let token = nextToken(text, scanned); token !== undefined; token = nextToken(text, scanned)) {
        scanned = token.end;
        if (token.brace === '{' && depth++ === 0) drop(scanned - 1);
        if (token.brace === '}' && depth > 0 && --depth === 0) {
          take(text.slice(0, scanned));
          drop(scanned);
        }
      }
    },
    end() {
      if (failure !== undefined) throw failure;
    },
  };
}

const tokens = /(?<brace>[{}])|"(?:[^"\\]|\\.)*(?<closed>")?/gs;

/** The next brace or whole string behind `from`; undefined when the rest of it has yet to come. */
function nextToken(text: string, from: number): { brace: string | undefined; end: number } | undefined {
  tokens.lastIndex = from;
  const { brace, closed } = tokens.exec(text)?.groups ?? {};
  return brace === undefined && closed === undefined ? undefined : { brace, end: tokens.lastIndex };
}

/** asGoModule reads one object of `go mod download -json`; undefined for any other value. */
export function asGoModule(value: unknown): GoModule | undefined {
  if (!isObject(value)) return undefined;
  const { Path: path, Version: version } = value;
  if (typeof path !== 'string' || typeof version !== 'string') return undefined;
  const module = { path, version, ...textsOf(value) };
  const error = isObject(value['Error']) ? value['Error']['Err'] : value['Error'];
  return typeof error === 'string' ? { ...module, error } : module;
}

/** asGoPackage reads one object of `go list -json`; undefined for any other value. */
export function asGoPackage(value: unknown): GoPackage | undefined {
  if (!isObject(value) || typeof value['ImportPath'] !== 'string') return undefined;
  const { ImportPath: importPath, Module: of, Error: problem } = value;
  const module = asGoModule(isObject(of) && isObject(of['Replace']) ? of['Replace'] : of);
  const errors = [isObject(problem) ? problem['Err'] : undefined, module?.error];
  return {
    importPath,
    ...(module === undefined ? {} : { module }),
    errors: errors.filter((error) => typeof error === 'string'),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const optionalTexts = [
  ['query', 'Query'],
  ['info', 'Info'],
  ['goMod', 'GoMod'],
  ['zip', 'Zip'],
  ['dir', 'Dir'],
  ['sum', 'Sum'],
  ['goModSum', 'GoModSum'],
] as const;

type OptionalTexts = { -readonly [name in (typeof optionalTexts)[number][0]]?: string };

function textsOf(value: Readonly<Record<string, unknown>>): OptionalTexts {
  const texts: OptionalTexts = {};
  for (const [name, key] of optionalTexts) {
    const text = value[key];
    if (typeof text === 'string' && text !== '') texts[name] = text;
  }
  return texts;
}
