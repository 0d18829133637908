import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatInfo, parseInfo } from '../../src/fetch/info.ts';
import { runGo } from '../support/run-go.ts';

const formatted = (text: string | Buffer) => {
  const info = parseInfo(Buffer.from(text));
  return info.kind === 'invalid' ? info.problem : formatInfo(info).toString();
};

const origin = '{"VCS":"git","URL":"https://example.com/m","Hash":"abc","Ref":"refs/tags/v1.2.3"}';

describe('an .info', () => {
  test.each([
    ['has a version and a time', '{"Version":"v1.2.3","Time":"2024-01-02T03:04:05Z"}'],
    ['needs no time', '{"Version":"v1.2.3"}'],
    ['has an origin', `{"Version":"v1.2.3","Origin":${origin}}`],
    ['has an origin of a later Go', '{"Version":"v1.2.3","Origin":{"VCS":"git","New":[{"deep":1}]}}'],
  ])('%s', (_, text) => {
    expect(formatted(text)).toBe(text);
  });

  test.each([
    ['names in any case', '{"version":"v1.2.3","TIME":"2024-01-02T03:04:05Z"}', '2024-01-02T03:04:05Z'],
    ['an hour of one digit', '{"Version":"v1.2.3","Time":"2024-01-02T3:04:05Z"}', '2024-01-02T3:04:05Z'],
    ['a comma', '{"Version":"v1.2.3","Time":"2024-01-02T03:04:05,5Z"}', '2024-01-02T03:04:05,5Z'],
  ])('may have %s', (_, text, time) => {
    expect(formatted(text)).toBe(`{"Version":"v1.2.3","Time":"${time}"}`);
  });

  test.each([
    ['the last member of a name', '{"Version":"v1","version":"v3","Version":"v2"}', '{"Version":"v2"}'],
    ['the last of two spellings', '{"Version":"v1","Version":"v2","vERSION":"v3"}', '{"Version":"v3"}'],
    ['not null', '{"Version":"v2","Version":null,"Time":null,"Origin":null}', '{"Version":"v2"}'],
    [
      'not what else is there',
      '{"Other":{"Version":"v9"},"Version":"v2","X":["Version"]}',
      '{"Version":"v2"}',
    ],
    ['not an origin that Go cannot read', '{"Version":"v2","Origin":{"URL":5}}', '{"Version":"v2"}'],
    ['not an origin that is no object', '{"Version":"v2","Origin":"git"}', '{"Version":"v2"}'],
    ['not a huge origin', `{"Version":"v2","Origin":{"Ref":"${'x'.repeat(9000)}"}}`, '{"Version":"v2"}'],
  ])('%s counts', (_, text, expected) => {
    expect(formatted(text)).toBe(expected);
  });

  test('may have bytes that are not UTF-8', () => {
    expect(formatted(Buffer.from('{"Version":"v1\xff"}', 'latin1'))).toBe('{"Version":"v1\ufffd"}');
  });

  test.each([
    ['a page', '<html>', 'json'],
    ['a list', '["v1.2.3"]', 'json'],
    ['null', 'null', 'json'],
    ['half', '{"Version":"v1.2.3"', 'json'],
    ['a number as version', '{"Version":1}', 'json'],
    ['a time of another form', '{"Time":"2 January 2024"}', 'time'],
    ['a month that does not exist', '{"Time":"2024-13-02T03:04:05Z"}', 'time'],
    ['a day that does not exist', '{"Time":"2023-02-29T03:04:05Z"}', 'time'],
    ['a time in escapes', String.raw`{"Time":"2024-01-02T03:04:05\u005a"}`, 'time'],
    ['a number as time', '{"Time":5}', 'time'],
  ])('that is %s is refused', (_, text, problem) => {
    expect(formatted(text)).toBe(problem);
  });
});

/** Reads a list of texts, and prints what Go makes of each. */
const judge = `package main

import ("encoding/json"; "os"; "time")

type Info struct { Version string; Time time.Time; Origin *struct{ VCS, URL string } }
type Verdict struct { Refused, HasTime bool; Version string }

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil { panic(err) }
	verdicts := []Verdict{}
	for _, text := range texts {
		var info Info
		err := json.Unmarshal([]byte(text), &info)
		verdicts = append(verdicts, Verdict{err != nil, !info.Time.IsZero(), info.Version})
	}
	if err := json.NewEncoder(os.Stdout).Encode(verdicts); err != nil { panic(err) }
}
`;

interface Verdict {
  readonly Refused: boolean;
  readonly HasTime: boolean;
  readonly Version: string;
}

const digits = (...values: number[]) =>
  fc.constantFrom(...values.map((value) => String(value).padStart(2, '0')));
const time = fc
  .record({
    year: fc.constantFrom('0000', '1900', '2000', '2023', '2024', '9999', '24'),
    month: digits(0, 1, 2, 4, 12, 13),
    day: digits(0, 1, 28, 29, 30, 31, 32),
    hour: fc.constantFrom('00', '3', '23', '24'),
    minute: fc.constantFrom('00', '59', '60', '7'),
    second: fc.constantFrom('00', '59', '60', '7'),
    fraction: fc.constantFrom('', '', '.5', ',25', '.123456789123', '.', '.x'),
    zone: fc.constantFrom(
      'Z',
      'Z',
      '+00:00',
      '-08:30',
      '+24:00',
      '+25:00',
      '+01:60',
      '+01:61',
      'z',
      '',
      '+0100',
    ),
  })
  .map(({ year, month, day, hour, minute, second, fraction, zone }) =>
    JSON.stringify(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`),
  );
const goodTime = fc.constantFrom('"2024-02-29T03:04:05Z"', '"2000-02-29T3:59:59,5-08:30"', 'null');
const version = fc.constantFrom('"v1.0.0"', '"v2.0.0"', 'null', '1', String.raw`"v\u0031"`, '"ü"', '{}');
const name = (...spellings: string[]) =>
  fc.constantFrom(...spellings.map((spelling) => JSON.stringify(spelling)));
const member = fc.oneof(
  fc.tuple(name('Version', 'version', 'VERSION', 'Ver\u017fion', 'Versions'), version),
  fc.tuple(name('Time', 'time', 'tIME'), fc.oneof(time, goodTime, goodTime)),
  fc.tuple(name('X', ''), fc.constantFrom('[{"Version":"v9"}]', '"}"', '0', 'true')),
);
const document = fc
  .tuple(
    fc.array(member, { maxLength: 4 }),
    fc.constantFrom('', ' ', '\n'),
    fc.constantFrom('', '', '', '}', ','),
  )
  .map(
    ([members, blank, rest]) =>
      `{${members.map(([key, value]) => `${key}${blank}:${blank}${value}`).join(`,${blank}`)}}${rest}`,
  );

test('an .info is read as Go reads it', async () => {
  const texts = fc.sample(document, { numRuns: 1500, seed: 17 });
  const verdicts = JSON.parse(await runGo(judge, JSON.stringify(texts))) as readonly Verdict[];
  const ours = texts.map((text): Verdict => {
    const info = parseInfo(Buffer.from(text));
    if (info.kind === 'invalid') return { Refused: true, HasTime: false, Version: '' };
    return { Refused: false, HasTime: info.time !== undefined, Version: info.version ?? '' };
  });
  const differing = texts.flatMap((text, index) => {
    const [go, we] = [verdicts[index], ours[index]];
    const same = go?.Refused ? we?.Refused : JSON.stringify(go) === JSON.stringify(we);
    return same ? [] : [{ text, go, we }];
  });
  expect(differing).toEqual([]);
  const refused = verdicts.filter(({ Refused }) => Refused).length;
  expect(refused).toBeGreaterThan(100);
  expect(verdicts.length - refused).toBeGreaterThan(100);
});
