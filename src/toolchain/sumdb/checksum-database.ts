import { ActionError } from '../../errors.ts';
import { escapePath, escapeVersion, type ModuleVersion, moduleKey } from '../../go/module.ts';
import { type NoteVerifier, openNote } from './signed-note.ts';
import { hashBytes, type ReadTile, recordHash, rootWith, tilePath } from './tree.ts';

/** ReadDatabase gets a file of the database by its path (`lookup/…`, `tile/…`), from wherever. */
export type ReadDatabase = (path: string) => Promise<Buffer>;

/**
 * lookUpH1 asks a checksum database for the h1 of a module, and believes it when the tree that its operator has signed
 * holds the record (https://go.dev/design/25530-sumdb). Unlike a go command that has been used before, it knows no
 * earlier tree that this one would have to agree with. Throws ActionError `checksum-database-wrong`, or what
 * `read` throws.
 */
export async function lookUpH1(
  module: ModuleVersion,
  verifier: NoteVerifier,
  read: ReadDatabase,
): Promise<string> {
  const answer = await read(`lookup/${escapePath(module.path)}@${escapeVersion(module.version)}`);
  const { id, record, note } =
    parseAnswer(answer.toString()) ?? wrong(verifier, 'its answer has the wrong form');
  const tree = parseTree(
    openNote(note, verifier) ?? wrong(verifier, 'its answer is not signed with its key'),
  );
  if (tree === undefined || id >= tree.size) wrong(verifier, 'it speaks of a tree that cannot be');
  const readTile: ReadTile = async (tile) => {
    const bytes = await read(tilePath(tile));
    return bytes.length === tile.width * hashBytes
      ? bytes
      : wrong(verifier, 'a part of its tree has the wrong length');
  };
  const root = await rootWith({ index: id, hash: recordHash(record) }, tree.size, readTile);
  if (!root.equals(tree.root)) wrong(verifier, 'its answer is not in the tree that it has signed');
  const line = record.split('\n').find((text) => text.startsWith(`${module.path} ${module.version} h1:`));
  return line?.split(' ')[2] ?? wrong(verifier, `its answer is not about ${moduleKey(module)}`);
}

function parseAnswer(text: string): { id: number; record: string; note: string } | undefined {
  const groups = /^(?<id>\d{1,12})\n(?<record>(?:[^\n]+\n)+)\n(?<note>.+)$/s.exec(text)?.groups;
  if (groups?.['record'] === undefined || groups['note'] === undefined) return undefined;
  return { id: Number(groups['id']), record: groups['record'], note: groups['note'] };
}

/** The signed text (golang.org/x/mod/sumdb/tlog, ParseTree). */
function parseTree(text: string): { size: number; root: Buffer } | undefined {
  const { size, root } =
    /^go\.sum database tree\n(?<size>[1-9]\d{0,11})\n(?<root>[A-Za-z0-9+/]{43}=)\n/.exec(text)?.groups ?? {};
  if (size === undefined || root === undefined) return undefined;
  return { size: Number(size), root: Buffer.from(root, 'base64') };
}

function wrong({ name }: NoteVerifier, why: string): never {
  throw new ActionError(`the checksum database ${name} cannot be believed: ${why}`, {
    code: 'checksum-database-wrong',
    class: 'checksum',
    hint: 'Something between here and the database changes its answers, or `gosumdb` has another key than it. Do not go on before you know which.',
  });
}
