import { ok, type Parsed, problem } from '../parsed.ts';
import { parseVersionSpec, specExamples, type VersionSpec } from '../toolchain/version-spec.ts';

/** parseGoVersionInput reads the Go version to use. */
export function parseGoVersionInput(text: string): Parsed<VersionSpec> {
  // These would be versions from 2011 and 2013, before modules.
  const cut = /^1\.(?<digit>[12])$/.exec(text)?.groups?.['digit'];
  if (cut !== undefined) {
    return problem(`YAML reads 1.${cut}0 as \`${text}\`. Write \`'1.${cut}0'\`, in quotes.`);
  }
  const spec = parseVersionSpec(text);
  if (spec !== undefined) return ok(spec);
  return problem(`\`${text}\` is not a Go version. Write for example ${specExamples}.`);
}

/** parseBaseUrl reads the URL of a mirror of the Go download site. */
export function parseBaseUrl(text: string): Parsed<string> {
  if (URL.canParse(text) && /^https?:\/\/[^?#\s]+$/.test(text)) return ok(text.replace(/(?<!\/)\/+$/, ''));
  return problem(
    `The value (not shown, it may hold a password) is not the URL of a folder. Write for example \`https://mirror.example.com/golang\`.`,
  );
}
