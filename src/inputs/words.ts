import { checkPath } from '../go/module-path.ts';
import { urlFault } from '../go/url.ts';
import { ok, type Parsed, problem } from '../parsed.ts';
import { nearest } from '../text/nearest.ts';
import type { CacheChoice, ModuleQuery, SummaryChoice } from './inputs.ts';

const trueWords: readonly string[] = ['true', 'True', 'TRUE'];
const falseWords: readonly string[] = ['false', 'False', 'FALSE'];

/** isSwitchWord tells whether `text` is a boolean of YAML's core schema, as in GitHub's own toolkit. */
export function isSwitchWord(text: string): boolean {
  return trueWords.includes(text) || falseWords.includes(text);
}

/** parseSwitch reads a boolean of YAML's core schema. */
export function parseSwitch(text: string): Parsed<boolean> {
  if (isSwitchWord(text)) return ok(trueWords.includes(text));
  return problem(`\`${text}\` is neither true nor false. Write \`true\` or \`false\`.`);
}

/** parseOneOf reads one word of a list, and suggests the nearest if it is misspelled. */
export function parseOneOf<T extends string>(text: string, valid: readonly T[]): Parsed<T> {
  const found = valid.find((word) => word === text);
  if (found !== undefined) return ok(found);
  const listed = valid.map((word) => `\`${word}\``).join(', ');
  const meant = nearest(text, valid);
  const example = meant === undefined ? `Write for example \`${valid[0]}\`.` : `Did you mean \`${meant}\`?`;
  return problem(`\`${text}\` is not one of ${listed}. ${example}`);
}

/** parseSummaryChoice reads a boolean, or `on-failure`. */
export function parseSummaryChoice(text: string): Parsed<SummaryChoice> {
  if (isSwitchWord(text)) return ok(trueWords.includes(text) ? 'always' : 'never');
  if (text === 'on-failure') return ok(text);
  return problem(
    `\`${text}\` is not \`true\`, \`false\` or \`on-failure\`. Write for example \`on-failure\`.`,
  );
}

/** parseCacheChoice reads the backend; other actions have a boolean under this name. */
export function parseCacheChoice(text: string): Parsed<CacheChoice> {
  if (isSwitchWord(text)) return ok(trueWords.includes(text) ? 'auto' : 'off');
  return parseOneOf<CacheChoice>(text, ['auto', 'github', 'directory', 's3', 'off']);
}

/** parseKeyPrefix reads the first part of cache keys: GitHub allows no comma, file names no slash. */
export function parseKeyPrefix(text: string): Parsed<string> {
  if (/^[A-Za-z0-9._-]{1,64}$/.test(text)) return ok(text);
  return problem(
    `\`${text}\` is not 1 to 64 letters, digits, dots, underscores or hyphens. Write for example \`go-mod-v2\`.`,
  );
}

/** parseMirrors reads a GOPROXY list of mirrors: URLs only, without `direct` and `off`. */
export function parseMirrors(text: string): Parsed<string> {
  const entries = text.split(/[,|]/).flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]));
  const isMirror = (url: string) => /^https?:/i.test(url) && urlFault(url) === undefined && URL.canParse(url);
  const wrong = entries.find((url) => !isMirror(url));
  if (wrong === undefined) return ok(text);
  const shown = /^[a-z]{1,12}$/.test(wrong)
    ? `\`${wrong}\``
    : `Entry ${entries.indexOf(wrong) + 1} (not shown, it may hold a password)`;
  const fault = /^https?:/i.test(wrong) ? urlFault(wrong) : undefined;
  const why = fault === undefined ? '' : `: ${fault}`;
  return problem(
    `${shown} is not the URL of a mirror${why}. Write for example \`https://proxy.example.com\`.`,
  );
}

/** parseForwardProxy reads the URL of a forward proxy; as in HTTP_PROXY, the scheme is optional. */
export function parseForwardProxy(text: string): Parsed<string> {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (/^(?:https?|socks5h?):/i.test(url) && urlFault(url) === undefined && URL.canParse(url)) return ok(url);
  return problem(
    `The value (not shown, it may hold a password) is not the URL of an HTTP or SOCKS5 proxy. Write for example \`http://proxy.example.com:3128\`.`,
  );
}

/** parseFilePattern reads a pattern of go.mod or go.work files. */
export function parseFilePattern(text: string): Parsed<string> {
  if (text.replace(/^!/, '').trim() !== '') return ok(text);
  return problem(
    `\`${text}\` excludes nothing. Write a pattern after the \`!\`, such as \`!examples/**/go.mod\`.`,
  );
}

/** parsePackagePattern reads a package pattern, and rejects what the go command would take for a flag. */
export function parsePackagePattern(text: string): Parsed<string> {
  if (!text.startsWith('-')) return ok(text);
  return problem(
    `\`${text}\` is a flag, not a package pattern. Write patterns such as \`./...\`; set flags of the go command in GOFLAGS.`,
  );
}

/** parseModuleQuery reads `path@version`, where the version may be a tag, branch, commit or `latest`. */
export function parseModuleQuery(text: string): Parsed<ModuleQuery> {
  const scheme = /^[a-z+]+:\/\//.exec(text)?.[0];
  if (scheme !== undefined) {
    return problem(`\`${text}\` is a URL. Write the module path instead: \`${text.slice(scheme.length)}\`.`);
  }
  const [path = '', query = '', ...more] = text.split('@');
  if (more.length > 0) {
    return problem(`\`${text}\` has more than one \`@\`. Write one \`path@version\` per line.`);
  }
  if (query === '') {
    return problem(`\`${text}\` has no version. Write \`${path}@latest\` or \`${path}@v1.2.3\`.`);
  }
  const reason = checkPath(path);
  if (reason !== undefined) {
    return problem(
      `\`${text}\` does not begin with a module path (${reason}). Write for example \`example.com/some/module@v1.2.3\`.`,
    );
  }
  if (query.startsWith('-')) {
    return problem(`\`${text}\` has an invalid version. Write for example \`${path}@v1.2.3\`.`);
  }
  return ok({ path, query });
}
