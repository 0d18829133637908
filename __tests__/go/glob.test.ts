import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchesGlobs } from '../../src/go/glob.ts';
import { runGo } from '../support/run-go.ts';

/** MatchPrefixPatterns of golang.org/x/mod/module, which a program without a go.mod cannot import. */
const judge = `package main

import (
	"encoding/json"
	"os"
	"path"
	"strings"
)

func main() {
	var pairs [][2]string
	if err := json.NewDecoder(os.Stdin).Decode(&pairs); err != nil {
		panic(err)
	}
	matches := []bool{}
	for _, pair := range pairs {
		matches = append(matches, matchPrefixPatterns(pair[0], pair[1]))
	}
	json.NewEncoder(os.Stdout).Encode(matches)
}

func matchPrefixPatterns(globs, target string) bool {
	for _, glob := range strings.Split(globs, ",") {
		glob = strings.TrimSuffix(glob, "/")
		if glob == "" {
			continue
		}
		elements, n := strings.Split(target, "/"), strings.Count(glob, "/")+1
		if len(elements) < n {
			continue
		}
		if matched, _ := path.Match(glob, strings.Join(elements[:n], "/")); matched {
			return true
		}
	}
	return false
}
`;

const glob = fc
  .array(
    fc.constantFrom(
      'a',
      'b',
      '.',
      '-',
      '/',
      '*',
      '**',
      '?',
      '[ab]',
      '[^a]',
      '[a-c]',
      '[b-a]',
      '[',
      ']',
      '\\*',
      '\\',
      'é',
      '+',
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));
const globs = fc.array(glob, { minLength: 1, maxLength: 3 }).map((list) => list.join(','));
const target = fc
  .array(fc.constantFrom('a', 'b', 'c', '.', '-', '/', 'é', '*', '+', ']'), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''));

test('patterns match what they match for Go', async () => {
  const pairs = fc.sample(fc.tuple(globs, target), { numRuns: 5000, seed: 1 });
  const known: [string, string][] = [
    ['*.corp.example', 'git.corp.example/team/mod'],
    ['*.corp.example', 'corp.example/mod'],
    ['example.com/a', 'example.com/ab'],
    ['example.com/a/', 'example.com/a/b'],
    ['example.com/*/b', 'example.com/a/b/c'],
    [' example.com', 'example.com/a'],
  ];
  const all = [...known, ...pairs];
  const judged: unknown = JSON.parse(await runGo(judge, JSON.stringify(all)));
  const differing = all.filter(
    ([patterns, path], index) => Array.isArray(judged) && matchesGlobs(patterns, path) !== judged[index],
  );
  expect(differing).toEqual([]);
}, 60_000);
