/**
 * Puts the name of the account on GitHub that owns the repository into the documents and package.json, which have a
 * placeholder: `npm run release:owner -- OWNER`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What stands in the place of the owner until there is one. */
export const placeholderOwner = 'org';

/** withOwner puts `owner` wherever a text names the repository, its image or its teams. */
export function withOwner(text: string, owner: string): string {
  return text
    .replaceAll(`${placeholderOwner}/go-mod-download`, `${owner}/go-mod-download`)
    .replaceAll(`@${placeholderOwner}/`, `@${owner}/`);
}

/** The tests keep the placeholder: they say what is done with it. */
const pattern = ['*.md', 'docs', 'bench/*.md', 'package.json', '.github'];

function main(): void {
  const [owner = ''] = process.argv.slice(2);
  if (!/^[A-Za-z0-9](?:-?[A-Za-z0-9])*$/.test(owner)) {
    console.error(`"${owner}" is not the name of an account on GitHub`);
    process.exit(2);
  }
  const root = path.resolve(import.meta.dirname, '..', '..');
  const files = execFileSync('git', ['ls-files', '-z', '--', ...pattern], { cwd: root, encoding: 'utf8' });
  for (const name of files.split('\0').filter((file) => /\.(?:md|yml|json)$|CODEOWNERS$/.test(file))) {
    const file = path.join(root, name);
    const text = readFileSync(file, 'utf8');
    const named = withOwner(text, owner);
    if (named === text) continue;
    writeFileSync(file, named);
    console.log(name);
  }
}

if (import.meta.main) main();
