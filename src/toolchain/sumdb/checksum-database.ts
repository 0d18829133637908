import { ActionError } from '../../errors.ts';
import { escapePath, escapeVersion, type ModuleVersion, moduleKey } from '../../go/module.ts';
import { type NoteVerifier, openNote } from './signed-note.ts';
import { hashBytes, type ReadTile, recordHash, rootWith, tilePath } from './tree.ts';

/**
 * ReadDatabase gets a file of the database by its path (`lookup/…`, `tile/…`). The source need not be
 * trusted.
 */
export type ReadDatabase = (path: string) => Promise<Buffer>;

/**
 * lookUpH1 reads the h1 of a module from a checksum database, and verifies that the tree that the operator
 * has signed contains the record (https://go.dev/design/25530-sumdb). Unlike a go command that has been used
 * before, it knows no earlier tree to compare with. Throws ActionError `checksum-database-wrong`, or what
 * `read` throws.
 */
export async function lookUpH1(
  module: ModuleVersion,
  verifier: NoteVerifier,
  read: ReadDatabase,
): Promise<string> {
  const answer = await read(`lookup/${escapePath(module.path)}@${escapeVersion(module.version)}`);
  const parsed = parseAnswer(answer.toString());
  if (parsed === undefined) throw wrong(verifier, 'invalid answer');
  const { id, record, note } = parsed;
  const signed = openNote(note, verifier);
  if (signed === undefined) throw wrong(verifier, 'its answer is not signed with its key');
  const tree = parseTree(signed);
  if (tree === undefined || id >= tree.size) throw wrong(verifier, 'invalid tree');
  const readTile: ReadTile = async (tile) => {
    const bytes = await read(tilePath(tile));
    if (bytes.length !== tile.width * hashBytes)
      throw wrong(verifier, 'a tile of its tree has the wrong length');
    return bytes;
  };
  const root = await rootWith({ index: id, hash: recordHash(record) }, tree.size, readTile);
  if (!root.equals(tree.root)) throw wrong(verifier, 'its answer is not in the tree that it has signed');
  const line = record.split('\n').find((text) => text.startsWith(`${module.path} ${module.version} h1:`));
  const h1 = line?.split(' ')[2];
  if (h1 === undefined) throw wrong(verifier, `its answer is not about ${moduleKey(module)}`);
  return h1;
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

function wrong({ name }: NoteVerifier, why: string): ActionError {
  return new ActionError(`the checksum database ${name} cannot be trusted: ${why}`, {
    code: 'checksum-database-wrong',
    class: 'checksum',
    hint: 'Something between here and the database changes its answers, or the key in `gosumdb` is wrong. Find out which before you continue.',
  });
}
