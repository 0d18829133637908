/** CHANGELOG.md as releases read and write it. */

const heading = /^## (.+)$/gm;

/** ReleaseNotes is the section of one version. */
export interface ReleaseNotes {
  /** As in `2026-11-28`. */
  readonly date: string;
  /** Markdown; empty when the section is. */
  readonly body: string;
}

/** releaseNotes returns the section `## VERSION (DATE)`; undefined when there is none. */
export function releaseNotes(changelog: string, version: string): ReleaseNotes | undefined {
  for (const { title, body } of sections(changelog)) {
    const [, name, date] = /^(\S+) \((\d{4}-\d{2}-\d{2})\)$/.exec(title) ?? [];
    if (name === version && date !== undefined) return { date, body };
  }
  return undefined;
}

/** withRelease turns the section `## Unreleased` into that of `version`, below a new empty one. Throws when it is empty or missing. */
export function withRelease(changelog: string, version: string, date: string): string {
  const unreleased = sections(changelog).find(({ title }) => title === 'Unreleased');
  if (unreleased === undefined) throw new Error('CHANGELOG.md has no section "## Unreleased"');
  if (unreleased.body === '') throw new Error('the section "## Unreleased" of CHANGELOG.md is empty');
  return changelog.replace('## Unreleased\n', `## Unreleased\n\n## ${version} (${date})\n`);
}

function sections(changelog: string): { title: string; body: string }[] {
  const found = [...changelog.matchAll(heading)];
  return found.map((match, index) => ({
    title: match[1] ?? '',
    body: changelog.slice(match.index + match[0].length, found[index + 1]?.index).trim(),
  }));
}
