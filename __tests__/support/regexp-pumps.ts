import { type AST, RegExpParser } from '@eslint-community/regexpp';

/**
 * pumpsOf lists texts that could make a pattern run away: the parts of the pattern itself, and neighbors of them together,
 * repeated up to `length` characters, behind what comes before them or alone, and followed by what no pattern expects.
 */
export function pumpsOf(source: string, flags: string, length: number): string[] {
  const mode = flags.includes('v') ? { unicodeSets: true } : flags.includes('u') ? { unicode: true } : {};
  const pattern = new RegExpParser().parsePattern(source, undefined, undefined, mode);
  const parts = [...alternativesIn(pattern)].flat().map(({ elements }) => partsOf(elements));
  const texts = parts.flatMap(neighborsIn).flatMap(({ before, unit }) => {
    const pumped = `${unit.repeat(Math.ceil(length / unit.length))}\0`;
    return [before + pumped, pumped];
  });
  return [...new Set(texts)];
}

/** Neighbors of the parts, joined, with all that comes before them. */
function neighborsIn(parts: readonly string[]): { before: string; unit: string }[] {
  return parts.flatMap((_, from) =>
    Array.from({ length: partsMax }, (__, more) => ({
      before: parts.slice(0, from).join(''),
      unit: parts.slice(from, from + more + 1).join(''),
    })).filter(({ unit }) => unit !== ''),
  );
}

/** More neighbors together say nothing new. */
const partsMax = 4;

function* alternativesIn(node: AST.Node): Generator<readonly AST.Alternative[]> {
  if (node.type === 'Quantifier') yield* alternativesIn(node.element);
  if (node.type === 'Alternative') for (const element of node.elements) yield* alternativesIn(element);
  if (!('alternatives' in node)) return;
  const alternatives = node.alternatives.filter((each) => each.type === 'Alternative');
  yield alternatives;
  for (const alternative of alternatives) yield* alternativesIn(alternative);
}

/** A sample for each part; characters that stand side by side are one part. */
function partsOf(elements: readonly AST.Element[]): string[] {
  const parts: string[] = [];
  let before: AST.Element | undefined;
  for (const element of elements) {
    const sample = sampleOf(element);
    if (element.type === 'Character' && before?.type === 'Character') parts.push(`${parts.pop()}${sample}`);
    else parts.push(sample);
    before = element;
  }
  return parts;
}

function sampleOf(node: AST.Element): string {
  switch (node.type) {
    case 'Character':
      return String.fromCodePoint(node.value);
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass':
      return characterIn(node.raw);
    case 'Quantifier':
      return node.max === 0 ? '' : sampleOf(node.element).repeat(Math.max(1, node.min));
    case 'Group':
    case 'CapturingGroup':
      return (node.alternatives[0]?.elements ?? []).map(sampleOf).join('');
    case 'Assertion':
    case 'Backreference':
      return '';
  }
}

const candidates = [...'a0 -./\\:;,@\t\n"\'()<>=^~%?#!`{}[]|_A*+&$', '\0', '\u0085'];

function characterIn(raw: string): string {
  const set = new RegExp(`^${raw}$`, 'u');
  return candidates.find((candidate) => set.test(candidate)) ?? '';
}
