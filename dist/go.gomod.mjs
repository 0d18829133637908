import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  conflictHint,
  isConflictMarker
} from "./go.merge-conflict.mjs";
import {
  checkPathMajor,
  checkVersion,
  splitPathVersion
} from "./go.module.mjs";
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
  if (!token.startsWith('"')) return /["'`]/.test(token) ? void 0 : token;
  let broken = token.length < 2 || !token.endsWith('"');
  const bytes = binaryOf(token.slice(1, -1)).replace(
    escapeSequence,
    (_, x, u, U, octal, named) => {
      const written = named === void 0 ? byteOf(x, octal) ?? characterOf(u ?? U ?? "") : escapes[named];
      broken ||= written === void 0;
      return written ?? "";
    }
  );
  return broken ? void 0 : Buffer.from(bytes, "latin1").toString("utf8");
}
__name(unquote, "unquote");
function binaryOf(text) {
  return Buffer.from(text).toString("latin1");
}
__name(binaryOf, "binaryOf");
function byteOf(hex, octal) {
  if (hex !== void 0) return String.fromCharCode(Number.parseInt(hex, 16));
  return octal === void 0 ? void 0 : String.fromCharCode(Number.parseInt(octal, 8));
}
__name(byteOf, "byteOf");
function characterOf(hex) {
  const point = Number.parseInt(hex, 16);
  const isSurrogate = point >= 55296 && point <= 57343;
  return point <= 1114111 && !isSurrogate ? binaryOf(String.fromCodePoint(point)) : void 0;
}
__name(characterOf, "characterOf");
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
function parseMainDirectives(text, file) {
  const conflict = text.split("\n").findIndex(isConflictMarker);
  if (conflict >= 0) throw malformed("a merge conflict marker", file, conflict + 1, conflictHint);
  const directives = parseDirectives(text, file);
  for (const { problem, line } of directives) {
    if (problem !== void 0) throw malformed(problem, file, line);
  }
  return directives;
}
__name(parseMainDirectives, "parseMainDirectives");
function parseDirectives(text, file) {
  const directives = [];
  const lines = [...linesOf(text, file)].values();
  for (const line of lines) {
    if (isEmptyBlock(line)) continue;
    const statement = statementOf(line);
    const inBlock = opensBlock(line) ? readBlock(statement, lines, file) : void 0;
    directives.push(...inBlock === void 0 || statement.problem !== void 0 ? [statement] : inBlock);
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
    if (groups.comment !== void 0)
      return { tokens, comment: groups.comment.slice(2).replace(outerSpace, "") };
    if (groups.word === void 0) break;
    tokens.push({ raw: groups.word, start: offset + lexeme.lastIndex - groups.word.length });
  }
  return { tokens, comment: void 0 };
}
__name(lex, "lex");
var outerSpace = new RegExp("^\\p{White_Space}+|(?<!\\p{White_Space})\\p{White_Space}+$", "gu");
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
function statementOf(line) {
  const [verb = { raw: "", start: 0 }, ...args] = line.tokens;
  const statement = { verb: verb.raw, args, line: line.number, comment: line.comment };
  const problem = problemOf(statement, opensBlock(line));
  return problem === void 0 ? statement : { ...statement, problem };
}
__name(statementOf, "statementOf");
function problemOf({ verb, args }, opens) {
  if (verb === ")") return "unmatched `)`";
  if (opens && args.length > 1) return "a block must begin with one word and `(`";
  if (opens && (verb === "go" || verb === "toolchain")) return `\`${verb}\` cannot begin a block`;
  return void 0;
}
__name(problemOf, "problemOf");

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
  const directive = onlyDirective(directives, verb, file);
  return directive === void 0 ? void 0 : wordsOf(directive, file, usage, 1)[0];
}
__name(onlyWord, "onlyWord");
function onlyDirective(directives, verb, file) {
  const [first, second] = directives.filter((directive) => directive.verb === verb);
  if (second !== void 0) throw malformed(`a second \`${verb}\` directive`, file, second.line);
  return first;
}
__name(onlyDirective, "onlyDirective");
function readGoVersion(directives, file) {
  return onlyRaw(directives, file, {
    verb: "go",
    what: "Go version",
    pattern: goVersionPattern,
    usage: "go 1.24.0"
  });
}
__name(readGoVersion, "readGoVersion");
function readToolchain(directives, file) {
  const pattern = /^(?:default$|go1(?:$|\.))/;
  return onlyRaw(directives, file, {
    verb: "toolchain",
    what: "toolchain",
    pattern,
    usage: "toolchain go1.24.0"
  });
}
__name(readToolchain, "readToolchain");
function onlyRaw(directives, file, { verb, what, pattern, usage }) {
  const directive = onlyDirective(directives, verb, file);
  if (directive === void 0) return void 0;
  const [word, ...others] = directive.args;
  if (word === void 0 || others.length > 0) throw misused(directive, file, usage);
  if (pattern.test(word.raw)) return word.raw;
  throw malformed(`\`${word.raw}\` is not a ${what}`, file, directive.line, `Write it as \`${usage}\`.`);
}
__name(onlyRaw, "onlyRaw");
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
  const arrow = directive.args[1]?.raw === "=>" ? 1 : 2;
  const [path2, oldVersion] = words.slice(0, arrow);
  const [target, version, ...rest] = words.slice(arrow + 1);
  if (directive.args[arrow]?.raw !== "=>" || path2 === void 0 || target === void 0 || rest.length > 0) {
    throw misused(directive, file, usage);
  }
  if (isDirectoryPath(target) === (version !== void 0)) throw misused(directive, file, usage);
  checkVersioned(directive, file, path2, oldVersion);
  if (version !== void 0) checkVersioned(directive, file, target, version);
  return {
    old: oldVersion === void 0 ? { path: path2 } : { path: path2, version: oldVersion },
    new: version === void 0 ? { path: target } : { path: target, version },
    line: directive.line
  };
}
__name(readReplace, "readReplace");
function checkVersioned({ line }, file, path2, version) {
  if (splitPathVersion(path2) === void 0) throw malformed(`malformed module path \`${path2}\``, file, line);
  const isOldForm = path2.startsWith("gopkg.in/") && version?.includes("-gopkgin-");
  if (version === void 0 || isOldForm || checkVersion(version) !== void 0) return;
  const reason = checkPathMajor(path2, version);
  if (reason !== void 0) throw malformed(`\`${path2} ${version}\`: ${reason}`, file, line);
}
__name(checkVersioned, "checkVersioned");
function misused({ verb, line }, file, usage) {
  return malformed(`malformed \`${verb}\` directive`, file, line, `Write it as \`${usage}\`.`);
}
__name(misused, "misused");

// src/go/modfile-unread.ts
function checkUnread(directives, module, file) {
  checkGodebug(directives, file);
  for (const directive of directives.filter(({ verb }) => verb === "retract")) {
    const { versions, rest } = retractedBy(directive);
    if (versions.length > 0 && rest.length === 0) continue;
    const usage = "Write it as `retract v1.0.0` or `retract [v1.0.0, v1.1.0]`.";
    throw malformed("malformed `retract` directive", file, directive.line, usage);
  }
  checkUnreadOfDependency(directives, module, file);
}
__name(checkUnread, "checkUnread");
function checkUnreadOfDependency(directives, module, file) {
  for (const directive of directives) {
    if (directive.verb === "ignore") wordsOf(directive, file, "ignore ./folder", 1);
    const { versions } = directive.verb === "retract" ? retractedBy(directive) : nothingRetracted;
    for (const version of versions) {
      if (!module) throw malformed("`retract` without `module`", file, directive.line);
      checkVersioned(directive, file, module, version);
    }
  }
}
__name(checkUnreadOfDependency, "checkUnreadOfDependency");
function checkGodebug(directives, file) {
  for (const { args, line } of directives.filter(({ verb }) => verb === "godebug")) {
    if (args.length === 1 && /^[^"`',=]*=[^"`',]*$/.test(args[0]?.raw ?? "")) continue;
    throw malformed("malformed `godebug` directive", file, line, "Write it as `godebug key=value`.");
  }
}
__name(checkGodebug, "checkGodebug");
var nothingRetracted = { versions: [], rest: [] };
function retractedBy({ args }) {
  const raw = args.map((token) => token.raw);
  if (raw[0] === "(" || raw[0] === "[" && (raw[2] !== "," || raw[4] !== "]")) return nothingRetracted;
  const [tokens, length] = raw[0] === "[" ? [[raw[1], raw[3]], 5] : [raw.slice(0, 1), 1];
  const versions = tokens.flatMap((token) => unquote(token ?? "") ?? []);
  return versions.length === tokens.length ? { versions, rest: raw.slice(length) } : nothingRetracted;
}
__name(retractedBy, "retractedBy");

// src/go/gowork.ts
import path from "node:path";
var useUsage = "use ./folder";
var knownVerbs = /* @__PURE__ */ new Set(["go", "toolchain", "godebug", "use", "replace"]);
function parseGoWork(text, file) {
  const directives = parseMainDirectives(text, file);
  const go = readGoVersion(directives, file);
  checkGodebug(directives, file);
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
    toolchain: readToolchain(directives, file),
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
  const directives = parseMainDirectives(text, file);
  const { module, ...goMod } = goModOf(directives, file);
  const usage = "module example.com/path";
  if (module === void 0) {
    throw malformed("there is no `module` directive", file, 1, `Begin the file with \`${usage}\`.`);
  }
  checkUnread(directives, module, file);
  return { ...goMod, module };
}
__name(parseGoMod, "parseGoMod");
function parseDependencyGoMod(text, file) {
  const read = parseDirectives(text, file).filter(
    ({ verb, problem }) => problem === void 0 && dependencyVerbs.has(verb)
  );
  const goMod = goModOf(read.map(withKnownGoVersion), file);
  checkUnreadOfDependency(read, goMod.module, file);
  return goMod;
}
__name(parseDependencyGoMod, "parseDependencyGoMod");
var dependencyVerbs = /* @__PURE__ */ new Set(["go", "module", "retract", "require", "ignore"]);
var laxGoVersion = /^v?(?<known>[1-9][0-9]*\.(?:0|[1-9][0-9]*))[^0-9].*$/;
function withKnownGoVersion(directive) {
  const [version, ...others] = directive.args;
  if (directive.verb !== "go" || version === void 0 || others.length > 0) return directive;
  if (goVersionPattern.test(version.raw)) return directive;
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
    module: onlyWord(directives, "module", file, "module example.com/path"),
    go,
    goLine: of("go")[0]?.line,
    toolchainLine: of("toolchain")[0]?.line,
    toolchain: readToolchain(directives, file),
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
function readVersioned(directive, file) {
  const usage = `${directive.verb} example.com/module v1.2.3`;
  const [path2 = "", version = ""] = wordsOf(directive, file, usage, 2);
  checkVersioned(directive, file, path2, version);
  return { path: path2, version, line: directive.line };
}
__name(readVersioned, "readVersioned");
function isIndirect(comment) {
  return comment !== void 0 && new RegExp("^indirect(?:$|;\\p{White_Space}+\\P{White_Space})", "u").test(comment);
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
