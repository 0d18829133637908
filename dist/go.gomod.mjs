import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  conflictHint,
  isConflictMarker
} from "./go.merge-conflict.mjs";
import {
  ActionError
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/go/modfile-quote.ts
var escapes = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "	",
  v: "\v",
  "\\": "\\",
  '"': '"'
};
var escapeSequence = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([\s\S]))/g;
function autoQuote(text) {
  return mustQuote(text) ? quote(text) : text;
}
__name(autoQuote, "autoQuote");
function unquote(token) {
  if (token.startsWith("`") && token.endsWith("`") && token.length > 1) return token.slice(1, -1);
  if (!token.startsWith('"')) return /["'`]/.test(token) ? void 0 : token;
  let broken = token.length < 2 || !token.endsWith('"');
  const text = token.slice(1, -1).replace(escapeSequence, (_, x, u, U, octal, named) => {
    const character = named === void 0 ? decode(x ?? u ?? U, octal) : escapes[named];
    broken ||= character === void 0;
    return character ?? "";
  });
  return broken ? void 0 : text;
}
__name(unquote, "unquote");
function decode(hex, octal = "") {
  const point = hex === void 0 ? Number.parseInt(octal, 8) : Number.parseInt(hex, 16);
  return point <= 1114111 ? String.fromCodePoint(point) : void 0;
}
__name(decode, "decode");
function mustQuote(text) {
  if (text === "" || /\/\/|\/\*|[ "'`]/.test(text)) return true;
  if (text.length > 1 && /[()[\]{},]/.test(text)) return true;
  return /[^\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(text);
}
__name(mustQuote, "mustQuote");
function quote(text) {
  const quoted = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    if (character === '"' || character === "\\") return `\\${character}`;
    return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
  });
  return `"${quoted}"`;
}
__name(quote, "quote");

// src/go/modfile-syntax.ts
var lexeme = /[ \t\r]*(?:(?<comment>\/\/[\s\S]*)|(?<word>[()[\]{},]|"(?:[^"\\]|\\[\s\S])*"|`[^`]*`|(?!["`])(?:(?!\/\/|\/\*|[()[\]{},])[\p{L}\p{M}\p{N}\p{P}\p{S}])+)|$)/uy;
function parseDirectives(text, file) {
  const directives = [];
  const lines = [...linesOf(text, file)].values();
  for (const line of lines) {
    if (isEmptyBlock(line)) continue;
    const statement = statementOf(line, file);
    if (opensBlock(line)) directives.push(...readBlock(statement, lines, file));
    else directives.push(statement);
  }
  return directives;
}
__name(parseDirectives, "parseDirectives");
function malformed(what, file, line, hint = "Correct the line; `go mod edit -fmt` (or `go work edit -fmt`) shows whether the file can be read.") {
  return new ActionError(`${file}:${line}: ${what}`, {
    code: "go-mod-malformed",
    class: "go-mod",
    hint,
    location: { file, line }
  });
}
__name(malformed, "malformed");
function* linesOf(text, file) {
  let offset = 0;
  let number = 0;
  for (const content of text.split("\n")) {
    number += 1;
    if (isConflictMarker(content)) throw malformed("a merge conflict marker", file, number, conflictHint);
    const { tokens, comment } = lex(content, offset, file, number);
    if (tokens.length > 0) yield { tokens, comment, number };
    offset += content.length + 1;
  }
}
__name(linesOf, "linesOf");
function lex(content, offset, file, number) {
  const tokens = [];
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < content.length) {
    const from = lexeme.lastIndex;
    const groups = lexeme.exec(content)?.groups;
    if (groups === void 0)
      throw malformed(unreadable(content.slice(from).replace(/^[ \t\r]+/, "")), file, number);
    if (groups.comment !== void 0) return { tokens, comment: groups.comment.slice(2).trim() };
    if (groups.word === void 0) break;
    tokens.push({ raw: groups.word, start: offset + lexeme.lastIndex - groups.word.length });
  }
  return { tokens, comment: void 0 };
}
__name(lex, "lex");
function unreadable(rest) {
  if (rest.startsWith("\uFEFF"))
    return "a byte order mark, which the go command does not read: save it without";
  if (rest.startsWith("/*")) return "comments begin with `//`; `/* */` is not allowed";
  if (/^["`]/.test(rest)) return "a string is not closed on its line";
  return `unexpected character ${JSON.stringify(Array.from(rest)[0] ?? "")}`;
}
__name(unreadable, "unreadable");
function readBlock({ verb, line: opened }, lines, file) {
  const directives = [];
  for (const { tokens, comment, number } of lines) {
    if (tokens[0]?.raw !== ")") {
      directives.push({ verb, args: tokens, line: number, comment });
    } else if (tokens.length > 1) {
      throw malformed("unexpected text after the closing `)`", file, number);
    } else {
      return directives;
    }
  }
  throw malformed(`the block \`${verb} (\` is never closed`, file, opened);
}
__name(readBlock, "readBlock");
function opensBlock({ tokens }) {
  return tokens.length > 1 && tokens.at(-1)?.raw === "(";
}
__name(opensBlock, "opensBlock");
function isEmptyBlock({ tokens }) {
  return tokens.length > 2 && tokens.at(-2)?.raw === "(" && tokens.at(-1)?.raw === ")";
}
__name(isEmptyBlock, "isEmptyBlock");
function statementOf(line, file) {
  const [verb, ...args] = line.tokens;
  if (verb === void 0 || verb.raw === ")") throw malformed("unmatched `)`", file, line.number);
  if (opensBlock(line) && args.length > 1)
    throw malformed("a block must begin with one word and `(`", file, line.number);
  return { verb: verb.raw, args, line: line.number, comment: line.comment };
}
__name(statementOf, "statementOf");

// src/go/modfile-directives.ts
var goVersionPattern = /^[1-9][0-9]*\.(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*))?(?:[a-z]+[0-9]+)?$/;
function replacementFor(module, replaces) {
  const found = findReplace(module, replaces);
  if (found === void 0) return { kind: "none" };
  const { path: path2, version } = found.new;
  return version === void 0 ? { kind: "local", dir: path2 } : { kind: "module", module: { path: path2, version } };
}
__name(replacementFor, "replacementFor");
function findReplace(module, replaces) {
  const candidates = replaces.filter(({ old }) => old.path === module.path);
  return candidates.findLast(({ old }) => old.version === module.version) ?? candidates.findLast(({ old }) => old.version === void 0);
}
__name(findReplace, "findReplace");
function isDirectoryPath(text) {
  return /^(?:\.{1,2}(?:[/\\]|$)|[/\\]|[A-Za-z]:)/.test(text);
}
__name(isDirectoryPath, "isDirectoryPath");
function wordsOf(directive, file, usage, count) {
  const words = directive.args.map(({ raw }) => {
    const word = unquote(raw);
    if (word === void 0) throw malformed(`malformed string ${raw}`, file, directive.line);
    return word;
  });
  if (count !== void 0 && words.length !== count) throw misused(directive, file, usage);
  return words;
}
__name(wordsOf, "wordsOf");
function onlyWord(directives, verb, file, usage) {
  const [first, second] = directives.filter((directive) => directive.verb === verb);
  if (second !== void 0) throw malformed(`a second \`${verb}\` directive`, file, second.line);
  if (first === void 0) return void 0;
  const [word] = wordsOf(first, file, usage, 1);
  return word;
}
__name(onlyWord, "onlyWord");
function readGoVersion(directives, file) {
  const usage = "go 1.24.0";
  const version = onlyWord(directives, "go", file, usage);
  if (version === void 0 || goVersionPattern.test(version)) return version;
  const line = directives.find(({ verb }) => verb === "go")?.line ?? 1;
  throw malformed(`\`${version}\` is not a Go version`, file, line, `Write it as \`${usage}\`.`);
}
__name(readGoVersion, "readGoVersion");
function readReplaces(directives, file) {
  return directives.filter(({ verb }) => verb === "replace").map((directive) => readReplace(directive, file));
}
__name(readReplaces, "readReplaces");
function canonicalLines(directives) {
  const lines = directives.map(
    (words) => words.filter((word) => word !== void 0).map(autoQuote).join(" ")
  );
  return [...new Set(lines)].sort();
}
__name(canonicalLines, "canonicalLines");
function replaceWords({ old, new: target }) {
  return ["replace", old.path, old.version, "=>", target.path, target.version];
}
__name(replaceWords, "replaceWords");
function readReplace(directive, file) {
  const usage = "replace example.com/old v1.2.3 => example.com/new v1.4.0` or `replace example.com/old => ../folder";
  const words = wordsOf(directive, file, usage);
  const arrow = words[1] === "=>" ? 1 : 2;
  const [path2, oldVersion] = words.slice(0, arrow);
  const [target, version, ...rest] = words.slice(arrow + 1);
  if (words[arrow] !== "=>" || path2 === void 0 || target === void 0 || rest.length > 0) {
    throw misused(directive, file, usage);
  }
  if (isDirectoryPath(target) === (version !== void 0)) throw misused(directive, file, usage);
  return {
    old: oldVersion === void 0 ? { path: path2 } : { path: path2, version: oldVersion },
    new: version === void 0 ? { path: target } : { path: target, version },
    line: directive.line
  };
}
__name(readReplace, "readReplace");
function misused({ verb, line }, file, usage) {
  return malformed(`malformed \`${verb}\` directive`, file, line, `Write it as \`${usage}\`.`);
}
__name(misused, "misused");

// src/go/gowork.ts
import path from "node:path";
var useUsage = "use ./folder";
var knownVerbs = /* @__PURE__ */ new Set(["go", "toolchain", "godebug", "use", "replace"]);
function parseGoWork(text, file) {
  const directives = parseDirectives(text, file);
  const go = readGoVersion(directives, file);
  const uses = directives.filter(({ verb }) => verb === "use").flatMap(
    (directive) => wordsOf(directive, file, useUsage, 1).map((dir) => ({ path: dir, line: directive.line }))
  );
  const replaces = readReplaces(directives, file);
  const unknown = directives.find(({ verb }) => !knownVerbs.has(verb));
  if (uses.length === 0 && unknown !== void 0) {
    const what = `unknown directive: ${unknown.verb}`;
    throw malformed(what, file, unknown.line, `Name the modules of the workspace as \`${useUsage}\`.`);
  }
  return {
    file,
    go,
    goLine: directives.find(({ verb }) => verb === "go")?.line,
    toolchain: onlyWord(directives, "toolchain", file, "toolchain go1.24.0"),
    uses,
    replaces,
    directives: canonicalLines([
      ...go === void 0 ? [] : [["go", go]],
      ...uses.map((use) => ["use", use.path]),
      ...replaces.map(replaceWords)
    ])
  };
}
__name(parseGoWork, "parseGoWork");
function relocateGoWork(work, text, dir) {
  let relocated = "";
  let copied = 0;
  for (const token of parseDirectives(text, work.file).flatMap(folderToken)) {
    relocated += text.slice(copied, token.start) + autoQuote(path.resolve(dir, unquote(token.raw) ?? token.raw));
    copied = token.start + token.raw.length;
  }
  return relocated + text.slice(copied);
}
__name(relocateGoWork, "relocateGoWork");
function folderToken({ verb, args }) {
  const last = args.at(-1);
  if (last === void 0) return [];
  const isFolder = verb === "use" || verb === "replace" && isDirectoryPath(unquote(last.raw) ?? "");
  return isFolder ? [last] : [];
}
__name(folderToken, "folderToken");

// src/go/gomod.ts
function parseGoMod(text, file) {
  return goModOf(parseDirectives(text, file), file);
}
__name(parseGoMod, "parseGoMod");
function parseDependencyGoMod(text, file) {
  const heeded = parseDirectives(text, file).filter(({ verb }) => dependencyVerbs.has(verb));
  return goModOf(heeded.map(withKnownGoVersion), file);
}
__name(parseDependencyGoMod, "parseDependencyGoMod");
var dependencyVerbs = /* @__PURE__ */ new Set(["go", "module", "retract", "require", "ignore"]);
var laxGoVersion = /^v?(?<known>[1-9][0-9]*\.(?:0|[1-9][0-9]*))[^0-9].*$/;
function withKnownGoVersion(directive) {
  const [version] = directive.args;
  if (directive.verb !== "go" || version === void 0 || goVersionPattern.test(version.raw))
    return directive;
  const known = laxGoVersion.exec(version.raw)?.groups?.["known"];
  return known === void 0 ? directive : { ...directive, args: [{ ...version, raw: known }] };
}
__name(withKnownGoVersion, "withKnownGoVersion");
function goModOf(directives, file) {
  const of = /* @__PURE__ */ __name((verb) => directives.filter((directive) => directive.verb === verb), "of");
  const go = readGoVersion(directives, file);
  const requires = of("require").map((directive) => ({
    ...readVersioned(directive, file),
    indirect: isIndirect(directive.comment)
  }));
  const excludes = of("exclude").map((directive) => readVersioned(directive, file));
  const replaces = readReplaces(directives, file);
  return {
    file,
    module: readModule(directives, file),
    go,
    goLine: of("go")[0]?.line,
    toolchainLine: of("toolchain")[0]?.line,
    toolchain: onlyWord(directives, "toolchain", file, "toolchain go1.24.0"),
    requires,
    replaces,
    excludes,
    tools: of("tool").flatMap((directive) => wordsOf(directive, file, "tool example.com/module/cmd/name", 1)),
    directives: canonicalLines([
      ...go === void 0 ? [] : [["go", go]],
      ...requires.map(({ path: path2, version }) => ["require", path2, version]),
      ...excludes.map(({ path: path2, version }) => ["exclude", path2, version]),
      ...replaces.map(replaceWords)
    ])
  };
}
__name(goModOf, "goModOf");
function readModule(directives, file) {
  const usage = "module example.com/path";
  const path2 = onlyWord(directives, "module", file, usage);
  if (path2 !== void 0) return path2;
  throw malformed("there is no `module` directive", file, 1, `Begin the file with \`${usage}\`.`);
}
__name(readModule, "readModule");
function readVersioned(directive, file) {
  const usage = `${directive.verb} example.com/module v1.2.3`;
  const [path2 = "", version = ""] = wordsOf(directive, file, usage, 2);
  return { path: path2, version, line: directive.line };
}
__name(readVersioned, "readVersioned");
function isIndirect(comment) {
  return comment !== void 0 && /^indirect(?:$|;\s*\S)/.test(comment);
}
__name(isIndirect, "isIndirect");

export {
  replacementFor,
  findReplace,
  isDirectoryPath,
  parseGoWork,
  relocateGoWork,
  parseGoMod,
  parseDependencyGoMod
};
