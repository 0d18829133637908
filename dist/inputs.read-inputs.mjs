import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  parseVersionSpec,
  specExamples
} from "./toolchain.version-spec.mjs";
import {
  readGoEnv,
  readGoWork
} from "./go.goenv.mjs";
import {
  nearest
} from "./text.nearest.mjs";
import {
  describeSetting,
  existingDirectory,
  exportedSettings,
  goCommandEnv,
  goSettingNames,
  joinProxies,
  joinWords,
  parseEncryptionKey,
  parseHost,
  parseKnownHostsInput,
  parseNetrcInput,
  parseSshKeyInput,
  parseTokens,
  resolveGoSettings,
  resolvePath,
  secretsOfSettings
} from "./plan.go-settings.mjs";
import {
  modulesOf,
  readIfThere,
  readMainModule,
  readWorkspace,
  rootDir,
  sumsOf
} from "./plan.main-modules.mjs";
import {
  mergeChecksums
} from "./go.gosum.mjs";
import {
  findReplace,
  isDirectoryPath,
  replacementFor
} from "./go.gomod.mjs";
import {
  urlFault
} from "./go.url.mjs";
import {
  ok,
  parseEach,
  problem
} from "./parsed.mjs";
import {
  layouts
} from "./layout.mjs";
import {
  checkPath,
  compareText,
  moduleKey,
  parseVersion
} from "./go.module.mjs";
import {
  ActionError,
  errnoOf,
  isAbsence,
  messageOf
} from "./errors.mjs";
import {
  __commonJS,
  __name,
  __toESM
} from "./runtime.mjs";

// node_modules/picomatch/lib/constants.js
var require_constants = __commonJS({
  "node_modules/picomatch/lib/constants.js"(exports, module) {
    "use strict";
    var WIN_SLASH = "\\\\/";
    var WIN_NO_SLASH = `[^${WIN_SLASH}]`;
    var DEFAULT_MAX_EXTGLOB_RECURSION = 0;
    var DOT_LITERAL = "\\.";
    var PLUS_LITERAL = "\\+";
    var QMARK_LITERAL = "\\?";
    var SLASH_LITERAL = "\\/";
    var ONE_CHAR = "(?=.)";
    var QMARK = "[^/]";
    var END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
    var START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
    var DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
    var NO_DOT = `(?!${DOT_LITERAL})`;
    var NO_DOTS = `(?!${START_ANCHOR}${DOTS_SLASH})`;
    var NO_DOT_SLASH = `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`;
    var NO_DOTS_SLASH = `(?!${DOTS_SLASH})`;
    var QMARK_NO_DOT = `[^.${SLASH_LITERAL}]`;
    var STAR = `${QMARK}*?`;
    var SEP = "/";
    var POSIX_CHARS = {
      DOT_LITERAL,
      PLUS_LITERAL,
      QMARK_LITERAL,
      SLASH_LITERAL,
      ONE_CHAR,
      QMARK,
      END_ANCHOR,
      DOTS_SLASH,
      NO_DOT,
      NO_DOTS,
      NO_DOT_SLASH,
      NO_DOTS_SLASH,
      QMARK_NO_DOT,
      STAR,
      START_ANCHOR,
      SEP
    };
    var WINDOWS_CHARS = {
      ...POSIX_CHARS,
      SLASH_LITERAL: `[${WIN_SLASH}]`,
      QMARK: WIN_NO_SLASH,
      STAR: `${WIN_NO_SLASH}*?`,
      DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
      NO_DOT: `(?!${DOT_LITERAL})`,
      NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
      NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
      NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
      QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
      START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
      END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
      SEP: "\\"
    };
    var POSIX_REGEX_SOURCE = {
      __proto__: null,
      alnum: "a-zA-Z0-9",
      alpha: "a-zA-Z",
      ascii: "\\x00-\\x7F",
      blank: " \\t",
      cntrl: "\\x00-\\x1F\\x7F",
      digit: "0-9",
      graph: "\\x21-\\x7E",
      lower: "a-z",
      print: "\\x20-\\x7E ",
      punct: "\\-!\"#$%&'()\\*+,./:;<=>?@[\\]^_`{|}~",
      space: " \\t\\r\\n\\v\\f",
      upper: "A-Z",
      word: "A-Za-z0-9_",
      xdigit: "A-Fa-f0-9"
    };
    module.exports = {
      DEFAULT_MAX_EXTGLOB_RECURSION,
      MAX_LENGTH: 1024 * 64,
      POSIX_REGEX_SOURCE,
      // regular expressions
      REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
      REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
      REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
      REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
      REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
      REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,
      // Replace globs with equivalent patterns to reduce parsing time.
      REPLACEMENTS: {
        __proto__: null,
        "***": "*",
        "**/**": "**",
        "**/**/**": "**"
      },
      // Digits
      CHAR_0: 48,
      /* 0 */
      CHAR_9: 57,
      /* 9 */
      // Alphabet chars.
      CHAR_UPPERCASE_A: 65,
      /* A */
      CHAR_LOWERCASE_A: 97,
      /* a */
      CHAR_UPPERCASE_Z: 90,
      /* Z */
      CHAR_LOWERCASE_Z: 122,
      /* z */
      CHAR_LEFT_PARENTHESES: 40,
      /* ( */
      CHAR_RIGHT_PARENTHESES: 41,
      /* ) */
      CHAR_ASTERISK: 42,
      /* * */
      // Non-alphabetic chars.
      CHAR_AMPERSAND: 38,
      /* & */
      CHAR_AT: 64,
      /* @ */
      CHAR_BACKWARD_SLASH: 92,
      /* \ */
      CHAR_CARRIAGE_RETURN: 13,
      /* \r */
      CHAR_CIRCUMFLEX_ACCENT: 94,
      /* ^ */
      CHAR_COLON: 58,
      /* : */
      CHAR_COMMA: 44,
      /* , */
      CHAR_DOT: 46,
      /* . */
      CHAR_DOUBLE_QUOTE: 34,
      /* " */
      CHAR_EQUAL: 61,
      /* = */
      CHAR_EXCLAMATION_MARK: 33,
      /* ! */
      CHAR_FORM_FEED: 12,
      /* \f */
      CHAR_FORWARD_SLASH: 47,
      /* / */
      CHAR_GRAVE_ACCENT: 96,
      /* ` */
      CHAR_HASH: 35,
      /* # */
      CHAR_HYPHEN_MINUS: 45,
      /* - */
      CHAR_LEFT_ANGLE_BRACKET: 60,
      /* < */
      CHAR_LEFT_CURLY_BRACE: 123,
      /* { */
      CHAR_LEFT_SQUARE_BRACKET: 91,
      /* [ */
      CHAR_LINE_FEED: 10,
      /* \n */
      CHAR_NO_BREAK_SPACE: 160,
      /* \u00A0 */
      CHAR_PERCENT: 37,
      /* % */
      CHAR_PLUS: 43,
      /* + */
      CHAR_QUESTION_MARK: 63,
      /* ? */
      CHAR_RIGHT_ANGLE_BRACKET: 62,
      /* > */
      CHAR_RIGHT_CURLY_BRACE: 125,
      /* } */
      CHAR_RIGHT_SQUARE_BRACKET: 93,
      /* ] */
      CHAR_SEMICOLON: 59,
      /* ; */
      CHAR_SINGLE_QUOTE: 39,
      /* ' */
      CHAR_SPACE: 32,
      /*   */
      CHAR_TAB: 9,
      /* \t */
      CHAR_UNDERSCORE: 95,
      /* _ */
      CHAR_VERTICAL_LINE: 124,
      /* | */
      CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279,
      /* \uFEFF */
      /**
       * Create EXTGLOB_CHARS
       */
      extglobChars(chars) {
        return {
          "!": { type: "negate", open: "(?:(?!(?:", close: `))${chars.STAR})` },
          "?": { type: "qmark", open: "(?:", close: ")?" },
          "+": { type: "plus", open: "(?:", close: ")+" },
          "*": { type: "star", open: "(?:", close: ")*" },
          "@": { type: "at", open: "(?:", close: ")" }
        };
      },
      /**
       * Create GLOB_CHARS
       */
      globChars(win32) {
        return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
      }
    };
  }
});

// node_modules/picomatch/lib/utils.js
var require_utils = __commonJS({
  "node_modules/picomatch/lib/utils.js"(exports) {
    "use strict";
    var {
      REGEX_BACKSLASH,
      REGEX_REMOVE_BACKSLASH,
      REGEX_SPECIAL_CHARS,
      REGEX_SPECIAL_CHARS_GLOBAL
    } = require_constants();
    exports.isObject = (val) => val !== null && typeof val === "object" && !Array.isArray(val);
    exports.hasRegexChars = (str) => REGEX_SPECIAL_CHARS.test(str);
    exports.isRegexChar = (str) => str.length === 1 && exports.hasRegexChars(str);
    exports.escapeRegex = (str) => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, "\\$1");
    exports.toPosixSlashes = (str) => str.replace(REGEX_BACKSLASH, "/");
    exports.isWindows = () => {
      if (typeof navigator !== "undefined" && navigator.platform) {
        const platform = navigator.platform.toLowerCase();
        return platform === "win32" || platform === "windows";
      }
      if (typeof process !== "undefined" && process.platform) {
        return process.platform === "win32";
      }
      return false;
    };
    exports.removeBackslashes = (str) => {
      return str.replace(REGEX_REMOVE_BACKSLASH, (match) => {
        return match === "\\" ? "" : match;
      });
    };
    exports.escapeLast = (input, char, lastIdx) => {
      const idx = input.lastIndexOf(char, lastIdx);
      if (idx === -1) return input;
      if (input[idx - 1] === "\\") return exports.escapeLast(input, char, idx - 1);
      return `${input.slice(0, idx)}\\${input.slice(idx)}`;
    };
    exports.removePrefix = (input, state = {}) => {
      let output = input;
      if (output.startsWith("./")) {
        output = output.slice(2);
        state.prefix = "./";
      }
      return output;
    };
    exports.wrapOutput = (input, state = {}, options = {}) => {
      const prepend = options.contains ? "" : "^";
      const append = options.contains ? "" : "$";
      let output = `${prepend}(?:${input})${append}`;
      if (state.negated === true) {
        output = `(?:^(?!${output}).*$)`;
      }
      return output;
    };
    exports.basename = (path6, { windows } = {}) => {
      const segs = path6.split(windows ? /[\\/]/ : "/");
      const last = segs[segs.length - 1];
      if (last === "") {
        return segs[segs.length - 2];
      }
      return last;
    };
  }
});

// node_modules/picomatch/lib/scan.js
var require_scan = __commonJS({
  "node_modules/picomatch/lib/scan.js"(exports, module) {
    "use strict";
    var utils = require_utils();
    var {
      CHAR_ASTERISK,
      /* * */
      CHAR_AT,
      /* @ */
      CHAR_BACKWARD_SLASH,
      /* \ */
      CHAR_COMMA,
      /* , */
      CHAR_DOT,
      /* . */
      CHAR_EXCLAMATION_MARK,
      /* ! */
      CHAR_FORWARD_SLASH,
      /* / */
      CHAR_LEFT_CURLY_BRACE,
      /* { */
      CHAR_LEFT_PARENTHESES,
      /* ( */
      CHAR_LEFT_SQUARE_BRACKET,
      /* [ */
      CHAR_PLUS,
      /* + */
      CHAR_QUESTION_MARK,
      /* ? */
      CHAR_RIGHT_CURLY_BRACE,
      /* } */
      CHAR_RIGHT_PARENTHESES,
      /* ) */
      CHAR_RIGHT_SQUARE_BRACKET
      /* ] */
    } = require_constants();
    var isPathSeparator = /* @__PURE__ */ __name((code) => {
      return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
    }, "isPathSeparator");
    var depth = /* @__PURE__ */ __name((token) => {
      if (token.isPrefix !== true) {
        token.depth = token.isGlobstar ? Infinity : 1;
      }
    }, "depth");
    var scan = /* @__PURE__ */ __name((input, options) => {
      const opts = options || {};
      const length = input.length - 1;
      const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
      const slashes = [];
      const tokens = [];
      const parts = [];
      let str = input;
      let index = -1;
      let start = 0;
      let lastIndex = 0;
      let isBrace = false;
      let isBracket = false;
      let isGlob = false;
      let isExtglob = false;
      let isGlobstar = false;
      let braceEscaped = false;
      let backslashes = false;
      let negated = false;
      let negatedExtglob = false;
      let finished = false;
      let braces = 0;
      let prev;
      let code;
      let token = { value: "", depth: 0, isGlob: false };
      const eos = /* @__PURE__ */ __name(() => index >= length, "eos");
      const peek = /* @__PURE__ */ __name(() => str.charCodeAt(index + 1), "peek");
      const advance = /* @__PURE__ */ __name(() => {
        prev = code;
        return str.charCodeAt(++index);
      }, "advance");
      while (index < length) {
        code = advance();
        let next;
        if (code === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          code = advance();
          if (code === CHAR_LEFT_CURLY_BRACE) {
            braceEscaped = true;
          }
          continue;
        }
        if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
          braces++;
          while (eos() !== true && (code = advance())) {
            if (code === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }
            if (code === CHAR_LEFT_CURLY_BRACE) {
              braces++;
              continue;
            }
            if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
              isBrace = token.isBrace = true;
              isGlob = token.isGlob = true;
              finished = true;
              if (scanToEnd === true) {
                continue;
              }
              break;
            }
            if (braceEscaped !== true && code === CHAR_COMMA) {
              isBrace = token.isBrace = true;
              isGlob = token.isGlob = true;
              finished = true;
              if (scanToEnd === true) {
                continue;
              }
              break;
            }
            if (code === CHAR_RIGHT_CURLY_BRACE) {
              braces--;
              if (braces === 0) {
                braceEscaped = false;
                isBrace = token.isBrace = true;
                finished = true;
                break;
              }
            }
          }
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code === CHAR_FORWARD_SLASH) {
          slashes.push(index);
          tokens.push(token);
          token = { value: "", depth: 0, isGlob: false };
          if (finished === true) continue;
          if (prev === CHAR_DOT && index === start + 1) {
            start += 2;
            continue;
          }
          lastIndex = index + 1;
          continue;
        }
        if (opts.noext !== true) {
          const isExtglobChar = code === CHAR_PLUS || code === CHAR_AT || code === CHAR_ASTERISK || code === CHAR_QUESTION_MARK || code === CHAR_EXCLAMATION_MARK;
          if (isExtglobChar === true && peek() === CHAR_LEFT_PARENTHESES) {
            isGlob = token.isGlob = true;
            isExtglob = token.isExtglob = true;
            finished = true;
            if (code === CHAR_EXCLAMATION_MARK && index === start) {
              negatedExtglob = true;
            }
            if (scanToEnd === true) {
              let parens = 0;
              while (eos() !== true && (code = advance())) {
                if (code === CHAR_BACKWARD_SLASH) {
                  backslashes = token.backslashes = true;
                  advance();
                  continue;
                }
                if (code === CHAR_LEFT_PARENTHESES) {
                  parens++;
                  continue;
                }
                if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
                  finished = true;
                  break;
                }
              }
              continue;
            }
            break;
          }
        }
        if (code === CHAR_ASTERISK) {
          if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
          isGlob = token.isGlob = true;
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code === CHAR_QUESTION_MARK) {
          isGlob = token.isGlob = true;
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code === CHAR_LEFT_SQUARE_BRACKET) {
          while (eos() !== true && (next = advance())) {
            if (next === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }
            if (next === CHAR_RIGHT_SQUARE_BRACKET) {
              isBracket = token.isBracket = true;
              isGlob = token.isGlob = true;
              finished = true;
              break;
            }
          }
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
          negated = token.negated = true;
          start++;
          continue;
        }
        if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
          isGlob = token.isGlob = true;
          if (scanToEnd === true) {
            let parens = 1;
            while (eos() !== true && (code = advance())) {
              if (code === CHAR_BACKWARD_SLASH) {
                backslashes = token.backslashes = true;
                advance();
                continue;
              }
              if (code === CHAR_LEFT_PARENTHESES) {
                parens++;
                continue;
              }
              if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
                finished = true;
                break;
              }
            }
            continue;
          }
          break;
        }
        if (isGlob === true) {
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
      }
      if (opts.noext === true) {
        isExtglob = false;
        isGlob = false;
      }
      let base = str;
      let prefix = "";
      let glob = "";
      if (start > 0) {
        prefix = str.slice(0, start);
        str = str.slice(start);
        lastIndex -= start;
      }
      if (base && isGlob === true && lastIndex > 0) {
        base = str.slice(0, lastIndex);
        glob = str.slice(lastIndex);
      } else if (isGlob === true) {
        base = "";
        glob = str;
      } else {
        base = str;
      }
      if (base && base !== "" && base !== "/" && base !== str) {
        if (isPathSeparator(base.charCodeAt(base.length - 1))) {
          base = base.slice(0, -1);
        }
      }
      if (opts.unescape === true) {
        if (glob) glob = utils.removeBackslashes(glob);
        if (base && backslashes === true) {
          base = utils.removeBackslashes(base);
        }
      }
      const state = {
        prefix,
        input,
        start,
        base,
        glob,
        isBrace,
        isBracket,
        isGlob,
        isExtglob,
        isGlobstar,
        negated,
        negatedExtglob
      };
      if (opts.tokens === true) {
        state.maxDepth = 0;
        if (!isPathSeparator(code)) {
          tokens.push(token);
        }
        state.tokens = tokens;
      }
      if (opts.parts === true || opts.tokens === true) {
        let prevIndex;
        for (let idx = 0; idx < slashes.length; idx++) {
          const n2 = prevIndex !== void 0 ? prevIndex + 1 : start;
          const i = slashes[idx];
          const value2 = input.slice(n2, i);
          if (opts.tokens) {
            if (idx === 0 && start !== 0) {
              tokens[idx].isPrefix = true;
              tokens[idx].value = prefix;
            } else {
              tokens[idx].value = value2;
            }
            depth(tokens[idx]);
            state.maxDepth += tokens[idx].depth;
          }
          if (i >= start) {
            parts.push(value2);
            prevIndex = i;
          }
        }
        const n = prevIndex !== void 0 ? prevIndex + 1 : start;
        const value = input.slice(n);
        parts.push(value);
        if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
          tokens[tokens.length - 1].value = value;
          depth(tokens[tokens.length - 1]);
          state.maxDepth += tokens[tokens.length - 1].depth;
        }
        state.slashes = slashes;
        state.parts = parts;
      }
      return state;
    }, "scan");
    module.exports = scan;
  }
});

// node_modules/picomatch/lib/parse.js
var require_parse = __commonJS({
  "node_modules/picomatch/lib/parse.js"(exports, module) {
    "use strict";
    var constants = require_constants();
    var utils = require_utils();
    var {
      MAX_LENGTH,
      POSIX_REGEX_SOURCE,
      REGEX_NON_SPECIAL_CHARS,
      REGEX_SPECIAL_CHARS_BACKREF,
      REPLACEMENTS
    } = constants;
    var expandRange = /* @__PURE__ */ __name((args, options) => {
      if (typeof options.expandRange === "function") {
        return options.expandRange(...args, options);
      }
      args.sort();
      const value = `[${args.join("-")}]`;
      try {
        new RegExp(value);
      } catch (ex) {
        return args.map((v) => utils.escapeRegex(v)).join("..");
      }
      return value;
    }, "expandRange");
    var syntaxError = /* @__PURE__ */ __name((type, char) => {
      return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
    }, "syntaxError");
    var splitTopLevel = /* @__PURE__ */ __name((input) => {
      const parts = [];
      let bracket = 0;
      let paren = 0;
      let quote = 0;
      let value = "";
      let escaped = false;
      for (const ch of input) {
        if (escaped === true) {
          value += ch;
          escaped = false;
          continue;
        }
        if (ch === "\\") {
          value += ch;
          escaped = true;
          continue;
        }
        if (ch === '"') {
          quote = quote === 1 ? 0 : 1;
          value += ch;
          continue;
        }
        if (quote === 0) {
          if (ch === "[") {
            bracket++;
          } else if (ch === "]" && bracket > 0) {
            bracket--;
          } else if (bracket === 0) {
            if (ch === "(") {
              paren++;
            } else if (ch === ")" && paren > 0) {
              paren--;
            } else if (ch === "|" && paren === 0) {
              parts.push(value);
              value = "";
              continue;
            }
          }
        }
        value += ch;
      }
      parts.push(value);
      return parts;
    }, "splitTopLevel");
    var isPlainBranch = /* @__PURE__ */ __name((branch) => {
      let escaped = false;
      for (const ch of branch) {
        if (escaped === true) {
          escaped = false;
          continue;
        }
        if (ch === "\\") {
          escaped = true;
          continue;
        }
        if (/[?*+@!()[\]{}]/.test(ch)) {
          return false;
        }
      }
      return true;
    }, "isPlainBranch");
    var normalizeSimpleBranch = /* @__PURE__ */ __name((branch) => {
      let value = branch.trim();
      let changed = true;
      while (changed === true) {
        changed = false;
        if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
          value = value.slice(2, -1);
          changed = true;
        }
      }
      if (!isPlainBranch(value)) {
        return;
      }
      return value.replace(/\\(.)/g, "$1");
    }, "normalizeSimpleBranch");
    var hasRepeatedCharPrefixOverlap = /* @__PURE__ */ __name((branches) => {
      const values = branches.map(normalizeSimpleBranch).filter(Boolean);
      for (let i = 0; i < values.length; i++) {
        for (let j = i + 1; j < values.length; j++) {
          const a = values[i];
          const b = values[j];
          const char = a[0];
          if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) {
            continue;
          }
          if (a === b || a.startsWith(b) || b.startsWith(a)) {
            return true;
          }
        }
      }
      return false;
    }, "hasRepeatedCharPrefixOverlap");
    var parseRepeatedExtglob = /* @__PURE__ */ __name((pattern, requireEnd = true) => {
      if (pattern[0] !== "+" && pattern[0] !== "*" || pattern[1] !== "(") {
        return;
      }
      let bracket = 0;
      let paren = 0;
      let quote = 0;
      let escaped = false;
      for (let i = 1; i < pattern.length; i++) {
        const ch = pattern[i];
        if (escaped === true) {
          escaped = false;
          continue;
        }
        if (ch === "\\") {
          escaped = true;
          continue;
        }
        if (ch === '"') {
          quote = quote === 1 ? 0 : 1;
          continue;
        }
        if (quote === 1) {
          continue;
        }
        if (ch === "[") {
          bracket++;
          continue;
        }
        if (ch === "]" && bracket > 0) {
          bracket--;
          continue;
        }
        if (bracket > 0) {
          continue;
        }
        if (ch === "(") {
          paren++;
          continue;
        }
        if (ch === ")") {
          paren--;
          if (paren === 0) {
            if (requireEnd === true && i !== pattern.length - 1) {
              return;
            }
            return {
              type: pattern[0],
              body: pattern.slice(2, i),
              end: i
            };
          }
        }
      }
    }, "parseRepeatedExtglob");
    var buildCharClassStar = /* @__PURE__ */ __name((chars) => {
      const source = chars.length === 1 ? utils.escapeRegex(chars[0]) : `[${chars.map((ch) => utils.escapeRegex(ch)).join("")}]`;
      return `${source}*`;
    }, "buildCharClassStar");
    var getStarExtglobSequenceChars = /* @__PURE__ */ __name((pattern) => {
      let index = 0;
      const chars = [];
      while (index < pattern.length) {
        const match = parseRepeatedExtglob(pattern.slice(index), false);
        if (!match || match.type !== "*") {
          return;
        }
        const branches = splitTopLevel(match.body).map((branch2) => branch2.trim());
        if (branches.length !== 1) {
          return;
        }
        const branch = normalizeSimpleBranch(branches[0]);
        if (!branch || branch.length !== 1) {
          return;
        }
        chars.push(branch);
        index += match.end + 1;
      }
      if (chars.length < 1) {
        return;
      }
      return chars;
    }, "getStarExtglobSequenceChars");
    var repeatedExtglobRecursion = /* @__PURE__ */ __name((pattern) => {
      let depth = 0;
      let value = pattern.trim();
      let match = parseRepeatedExtglob(value);
      while (match) {
        depth++;
        value = match.body.trim();
        match = parseRepeatedExtglob(value);
      }
      return depth;
    }, "repeatedExtglobRecursion");
    var analyzeRepeatedExtglob = /* @__PURE__ */ __name((body, options) => {
      if (options.maxExtglobRecursion === false) {
        return { risky: false };
      }
      const max = typeof options.maxExtglobRecursion === "number" ? options.maxExtglobRecursion : constants.DEFAULT_MAX_EXTGLOB_RECURSION;
      const branches = splitTopLevel(body).map((branch) => branch.trim());
      if (branches.length > 1) {
        if (branches.some((branch) => branch === "") || branches.some((branch) => /^[*?]+$/.test(branch)) || hasRepeatedCharPrefixOverlap(branches)) {
          return { risky: true };
        }
      }
      const safeChars = [];
      let sawStarSequence = false;
      let combinable = true;
      for (const branch of branches) {
        const chars = getStarExtglobSequenceChars(branch);
        if (chars) {
          sawStarSequence = true;
          safeChars.push(...chars);
          continue;
        }
        const literal = normalizeSimpleBranch(branch);
        if (literal && literal.length === 1) {
          safeChars.push(literal);
          continue;
        }
        combinable = false;
        if (repeatedExtglobRecursion(branch) > max) {
          return { risky: true };
        }
      }
      if (sawStarSequence) {
        return combinable ? { risky: true, safeOutput: buildCharClassStar([...new Set(safeChars)]) } : { risky: true };
      }
      return { risky: false };
    }, "analyzeRepeatedExtglob");
    var parse = /* @__PURE__ */ __name((input, options) => {
      if (typeof input !== "string") {
        throw new TypeError("Expected a string");
      }
      input = REPLACEMENTS[input] || input;
      const opts = { ...options };
      const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
      let len = input.length;
      if (len > max) {
        throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
      }
      const bos = { type: "bos", value: "", output: opts.prepend || "" };
      const tokens = [bos];
      const capture = opts.capture ? "" : "?:";
      const PLATFORM_CHARS = constants.globChars(opts.windows);
      const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);
      const {
        DOT_LITERAL,
        PLUS_LITERAL,
        SLASH_LITERAL,
        ONE_CHAR,
        DOTS_SLASH,
        NO_DOT,
        NO_DOT_SLASH,
        NO_DOTS_SLASH,
        QMARK,
        QMARK_NO_DOT,
        STAR,
        START_ANCHOR
      } = PLATFORM_CHARS;
      const globstar = /* @__PURE__ */ __name((opts2) => {
        return `(${capture}(?:(?!${START_ANCHOR}${opts2.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
      }, "globstar");
      const nodot = opts.dot ? "" : NO_DOT;
      const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
      let star = opts.bash === true ? globstar(opts) : STAR;
      if (opts.capture) {
        star = `(${star})`;
      }
      if (typeof opts.noext === "boolean") {
        opts.noextglob = opts.noext;
      }
      const state = {
        input,
        index: -1,
        start: 0,
        dot: opts.dot === true,
        consumed: "",
        output: "",
        prefix: "",
        backtrack: false,
        negated: false,
        brackets: 0,
        braces: 0,
        parens: 0,
        quotes: 0,
        globstar: false,
        tokens
      };
      input = utils.removePrefix(input, state);
      len = input.length;
      const extglobs = [];
      const braces = [];
      const stack = [];
      let prev = bos;
      let value;
      const eos = /* @__PURE__ */ __name(() => state.index === len - 1, "eos");
      const peek = state.peek = (n = 1) => input[state.index + n];
      const advance = state.advance = () => input[++state.index] || "";
      const remaining = /* @__PURE__ */ __name(() => input.slice(state.index + 1), "remaining");
      const consume = /* @__PURE__ */ __name((value2 = "", num = 0) => {
        state.consumed += value2;
        state.index += num;
      }, "consume");
      const append = /* @__PURE__ */ __name((token) => {
        state.output += token.output != null ? token.output : token.value;
        consume(token.value);
      }, "append");
      const negate = /* @__PURE__ */ __name(() => {
        let count = 1;
        while (peek() === "!" && (peek(2) !== "(" || peek(3) === "?")) {
          advance();
          state.start++;
          count++;
        }
        if (count % 2 === 0) {
          return false;
        }
        state.negated = true;
        state.start++;
        return true;
      }, "negate");
      const increment = /* @__PURE__ */ __name((type) => {
        state[type]++;
        stack.push(type);
      }, "increment");
      const decrement = /* @__PURE__ */ __name((type) => {
        state[type]--;
        stack.pop();
      }, "decrement");
      const push = /* @__PURE__ */ __name((tok) => {
        if (prev.type === "globstar") {
          const isBrace = state.braces > 0 && (tok.type === "comma" || tok.type === "brace");
          const isExtglob = tok.extglob === true || extglobs.length && (tok.type === "pipe" || tok.type === "paren");
          if (tok.type !== "slash" && tok.type !== "paren" && !isBrace && !isExtglob) {
            state.output = state.output.slice(0, -prev.output.length);
            prev.type = "star";
            prev.value = "*";
            prev.output = star;
            state.output += prev.output;
          }
        }
        if (extglobs.length && tok.type !== "paren") {
          extglobs[extglobs.length - 1].inner += tok.value;
        }
        if (tok.value || tok.output) append(tok);
        if (prev && prev.type === "text" && tok.type === "text") {
          prev.output = (prev.output || prev.value) + tok.value;
          prev.value += tok.value;
          return;
        }
        tok.prev = prev;
        tokens.push(tok);
        prev = tok;
      }, "push");
      const extglobOpen = /* @__PURE__ */ __name((type, value2) => {
        const token = { ...EXTGLOB_CHARS[value2], conditions: 1, inner: "" };
        token.prev = prev;
        token.parens = state.parens;
        token.output = state.output;
        token.startIndex = state.index;
        token.tokensIndex = tokens.length;
        const output = (opts.capture ? "(" : "") + token.open;
        increment("parens");
        push({ type, value: value2, output: state.output ? "" : ONE_CHAR });
        push({ type: "paren", extglob: true, value: advance(), output });
        extglobs.push(token);
      }, "extglobOpen");
      const extglobClose = /* @__PURE__ */ __name((token) => {
        const literal = input.slice(token.startIndex, state.index + 1);
        const body = input.slice(token.startIndex + 2, state.index);
        const analysis = analyzeRepeatedExtglob(body, opts);
        if ((token.type === "plus" || token.type === "star") && analysis.risky) {
          const safeOutput = analysis.safeOutput ? (token.output ? "" : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput) : void 0;
          const open = tokens[token.tokensIndex];
          open.type = "text";
          open.value = literal;
          open.output = safeOutput || utils.escapeRegex(literal);
          for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
            tokens[i].value = "";
            tokens[i].output = "";
            delete tokens[i].suffix;
          }
          state.output = token.output + open.output;
          state.backtrack = true;
          push({ type: "paren", extglob: true, value, output: "" });
          decrement("parens");
          return;
        }
        let output = token.close + (opts.capture ? ")" : "");
        let rest;
        if (token.type === "negate") {
          let extglobStar = star;
          if (token.inner && token.inner.length > 1 && token.inner.includes("/")) {
            extglobStar = globstar(opts);
          }
          if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) {
            output = token.close = `)$))${extglobStar}`;
          }
          if (token.inner.includes("*") && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) {
            const expression = parse(rest, { ...options, fastpaths: false }).output;
            output = token.close = `)${expression})${extglobStar})`;
          }
          if (token.prev.type === "bos") {
            state.negatedExtglob = true;
          }
        }
        push({ type: "paren", extglob: true, value, output });
        decrement("parens");
      }, "extglobClose");
      if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
        let backslashes = false;
        let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
          if (first === "\\") {
            backslashes = true;
            return m;
          }
          if (first === "?") {
            if (esc) {
              return esc + first + (rest ? QMARK.repeat(rest.length) : "");
            }
            if (index === 0) {
              return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : "");
            }
            return QMARK.repeat(chars.length);
          }
          if (first === ".") {
            return DOT_LITERAL.repeat(chars.length);
          }
          if (first === "*") {
            if (esc) {
              return esc + first + (rest ? star : "");
            }
            return star;
          }
          return esc ? m : `\\${m}`;
        });
        if (backslashes === true) {
          if (opts.unescape === true) {
            output = output.replace(/\\/g, "");
          } else {
            output = output.replace(/\\+/g, (m) => {
              return m.length % 2 === 0 ? "\\\\" : m ? "\\" : "";
            });
          }
        }
        if (output === input && opts.contains === true) {
          state.output = input;
          return state;
        }
        state.output = utils.wrapOutput(output, state, options);
        return state;
      }
      while (!eos()) {
        value = advance();
        if (value === "\0") {
          continue;
        }
        if (value === "\\") {
          const next = peek();
          if (next === "/" && opts.bash !== true) {
            continue;
          }
          if (next === "." || next === ";") {
            continue;
          }
          if (!next) {
            value += "\\";
            push({ type: "text", value });
            continue;
          }
          const match = /^\\+/.exec(remaining());
          let slashes = 0;
          if (match && match[0].length > 2) {
            slashes = match[0].length;
            state.index += slashes;
            if (slashes % 2 !== 0) {
              value += "\\";
            }
          }
          if (opts.unescape === true) {
            value = advance();
          } else {
            value += advance();
          }
          if (state.brackets === 0) {
            push({ type: "text", value });
            continue;
          }
        }
        if (state.brackets > 0 && (value !== "]" || prev.value === "[" || prev.value === "[^")) {
          if (opts.posix !== false && value === ":") {
            const inner = prev.value.slice(1);
            if (inner.includes("[")) {
              prev.posix = true;
              if (inner.includes(":")) {
                const idx = prev.value.lastIndexOf("[");
                const pre = prev.value.slice(0, idx);
                const rest2 = prev.value.slice(idx + 2);
                const posix = POSIX_REGEX_SOURCE[rest2];
                if (posix) {
                  prev.value = pre + posix;
                  state.backtrack = true;
                  advance();
                  if (!bos.output && tokens.indexOf(prev) === 1) {
                    bos.output = ONE_CHAR;
                  }
                  continue;
                }
              }
            }
          }
          if (value === "[" && peek() !== ":" || value === "-" && peek() === "]") {
            value = `\\${value}`;
          }
          if (value === "]" && (prev.value === "[" || prev.value === "[^")) {
            value = `\\${value}`;
          }
          if (opts.posix === true && value === "!" && prev.value === "[") {
            value = "^";
          }
          prev.value += value;
          append({ value });
          continue;
        }
        if (state.quotes === 1 && value !== '"') {
          value = utils.escapeRegex(value);
          prev.value += value;
          append({ value });
          continue;
        }
        if (value === '"') {
          state.quotes = state.quotes === 1 ? 0 : 1;
          if (opts.keepQuotes === true) {
            push({ type: "text", value });
          }
          continue;
        }
        if (value === "(") {
          increment("parens");
          push({ type: "paren", value });
          continue;
        }
        if (value === ")") {
          if (state.parens === 0 && opts.strictBrackets === true) {
            throw new SyntaxError(syntaxError("opening", "("));
          }
          const extglob = extglobs[extglobs.length - 1];
          if (extglob && state.parens === extglob.parens + 1) {
            extglobClose(extglobs.pop());
            continue;
          }
          push({ type: "paren", value, output: state.parens ? ")" : "\\)" });
          decrement("parens");
          continue;
        }
        if (value === "[") {
          if (opts.nobracket === true || !remaining().includes("]")) {
            if (opts.nobracket !== true && opts.strictBrackets === true) {
              throw new SyntaxError(syntaxError("closing", "]"));
            }
            value = `\\${value}`;
          } else {
            increment("brackets");
          }
          push({ type: "bracket", value });
          continue;
        }
        if (value === "]") {
          if (opts.nobracket === true || prev && prev.type === "bracket" && prev.value.length === 1) {
            push({ type: "text", value, output: `\\${value}` });
            continue;
          }
          if (state.brackets === 0) {
            if (opts.strictBrackets === true) {
              throw new SyntaxError(syntaxError("opening", "["));
            }
            push({ type: "text", value, output: `\\${value}` });
            continue;
          }
          decrement("brackets");
          const prevValue = prev.value.slice(1);
          if (prev.posix !== true && prevValue[0] === "^" && !prevValue.includes("/")) {
            value = `/${value}`;
          }
          prev.value += value;
          append({ value });
          if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) {
            continue;
          }
          const escaped = utils.escapeRegex(prev.value);
          state.output = state.output.slice(0, -prev.value.length);
          if (opts.literalBrackets === true) {
            state.output += escaped;
            prev.value = escaped;
            continue;
          }
          prev.value = `(${capture}${escaped}|${prev.value})`;
          state.output += prev.value;
          continue;
        }
        if (value === "{" && opts.nobrace !== true) {
          increment("braces");
          const open = {
            type: "brace",
            value,
            output: "(",
            outputIndex: state.output.length,
            tokensIndex: state.tokens.length
          };
          braces.push(open);
          push(open);
          continue;
        }
        if (value === "}") {
          const brace = braces[braces.length - 1];
          if (opts.nobrace === true || !brace) {
            push({ type: "text", value, output: value });
            continue;
          }
          let output = ")";
          if (brace.dots === true) {
            const arr = tokens.slice();
            const range = [];
            for (let i = arr.length - 1; i >= 0; i--) {
              tokens.pop();
              if (arr[i].type === "brace") {
                break;
              }
              if (arr[i].type !== "dots") {
                range.unshift(arr[i].value);
              }
            }
            output = expandRange(range, opts);
            state.backtrack = true;
          }
          if (brace.comma !== true && brace.dots !== true) {
            const out = state.output.slice(0, brace.outputIndex);
            const toks = state.tokens.slice(brace.tokensIndex);
            brace.value = brace.output = "\\{";
            value = output = "\\}";
            state.output = out;
            for (const t of toks) {
              state.output += t.output || t.value;
            }
          }
          push({ type: "brace", value, output });
          decrement("braces");
          braces.pop();
          continue;
        }
        if (value === "|") {
          if (extglobs.length > 0) {
            extglobs[extglobs.length - 1].conditions++;
          }
          push({ type: "text", value });
          continue;
        }
        if (value === ",") {
          let output = value;
          const brace = braces[braces.length - 1];
          if (brace && stack[stack.length - 1] === "braces") {
            brace.comma = true;
            output = "|";
          }
          push({ type: "comma", value, output });
          continue;
        }
        if (value === "/") {
          if (prev.type === "dot" && state.index === state.start + 1) {
            state.start = state.index + 1;
            state.consumed = "";
            state.output = "";
            tokens.pop();
            prev = bos;
            continue;
          }
          push({ type: "slash", value, output: SLASH_LITERAL });
          continue;
        }
        if (value === ".") {
          if (state.braces > 0 && prev.type === "dot") {
            if (prev.value === ".") prev.output = DOT_LITERAL;
            const brace = braces[braces.length - 1];
            prev.type = "dots";
            prev.output += value;
            prev.value += value;
            brace.dots = true;
            continue;
          }
          if (state.braces + state.parens === 0 && prev.type !== "bos" && prev.type !== "slash") {
            push({ type: "text", value, output: DOT_LITERAL });
            continue;
          }
          push({ type: "dot", value, output: DOT_LITERAL });
          continue;
        }
        if (value === "?") {
          const isGroup = prev && prev.value === "(";
          if (!isGroup && opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
            extglobOpen("qmark", value);
            continue;
          }
          if (prev && prev.type === "paren") {
            const next = peek();
            let output = value;
            if (prev.value === "(" && !/[!=<:]/.test(next) || next === "<" && !/<([!=]|\w+>)/.test(remaining())) {
              output = `\\${value}`;
            }
            push({ type: "text", value, output });
            continue;
          }
          if (opts.dot !== true && (prev.type === "slash" || prev.type === "bos")) {
            push({ type: "qmark", value, output: QMARK_NO_DOT });
            continue;
          }
          push({ type: "qmark", value, output: QMARK });
          continue;
        }
        if (value === "!") {
          if (opts.noextglob !== true && peek() === "(") {
            if (peek(2) !== "?" || !/[!=<:]/.test(peek(3))) {
              extglobOpen("negate", value);
              continue;
            }
          }
          if (opts.nonegate !== true && state.index === 0) {
            negate();
            continue;
          }
        }
        if (value === "+") {
          if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
            extglobOpen("plus", value);
            continue;
          }
          if (prev && prev.value === "(" || opts.regex === false) {
            push({ type: "plus", value, output: PLUS_LITERAL });
            continue;
          }
          if (prev && (prev.type === "bracket" || prev.type === "paren" || prev.type === "brace") || state.parens > 0) {
            push({ type: "plus", value });
            continue;
          }
          push({ type: "plus", value: PLUS_LITERAL });
          continue;
        }
        if (value === "@") {
          if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
            push({ type: "at", extglob: true, value, output: "" });
            continue;
          }
          push({ type: "text", value });
          continue;
        }
        if (value !== "*") {
          if (value === "$" || value === "^") {
            value = `\\${value}`;
          }
          const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
          if (match) {
            value += match[0];
            state.index += match[0].length;
          }
          push({ type: "text", value });
          continue;
        }
        if (prev && (prev.type === "globstar" || prev.star === true)) {
          prev.type = "star";
          prev.star = true;
          prev.value += value;
          prev.output = star;
          state.backtrack = true;
          state.globstar = true;
          consume(value);
          continue;
        }
        let rest = remaining();
        if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
          extglobOpen("star", value);
          continue;
        }
        if (prev.type === "star") {
          if (opts.noglobstar === true) {
            consume(value);
            continue;
          }
          const prior = prev.prev;
          const before = prior.prev;
          const isStart = prior.type === "slash" || prior.type === "bos";
          const afterStar = before && (before.type === "star" || before.type === "globstar");
          if (opts.bash === true && (!isStart || rest[0] && rest[0] !== "/")) {
            push({ type: "star", value, output: "" });
            continue;
          }
          const isBrace = state.braces > 0 && (prior.type === "comma" || prior.type === "brace");
          const isExtglob = extglobs.length && (prior.type === "pipe" || prior.type === "paren");
          if (!isStart && prior.type !== "paren" && !isBrace && !isExtglob) {
            push({ type: "star", value, output: "" });
            continue;
          }
          while (rest.slice(0, 3) === "/**") {
            const after = input[state.index + 4];
            if (after && after !== "/") {
              break;
            }
            rest = rest.slice(3);
            consume("/**", 3);
          }
          const isEnd = eos() || state.parens > 0 && rest === ")".repeat(state.parens) && !extglobs.some((extglob) => extglob.type === "negate");
          if (prior.type === "bos" && eos()) {
            prev.type = "globstar";
            prev.value += value;
            prev.output = globstar(opts);
            state.output = prev.output;
            state.globstar = true;
            consume(value);
            continue;
          }
          if (prior.type === "slash" && prior.prev.type !== "bos" && !afterStar && isEnd) {
            state.output = state.output.slice(0, -(prior.output + prev.output).length);
            prior.output = `(?:${prior.output}`;
            prev.type = "globstar";
            prev.output = globstar(opts) + (opts.strictSlashes ? ")" : "|$)");
            prev.value += value;
            state.globstar = true;
            state.output += prior.output + prev.output;
            consume(value);
            continue;
          }
          if (prior.type === "slash" && prior.prev.type !== "bos" && rest[0] === "/") {
            const end = rest[1] !== void 0 ? "|$" : "";
            state.output = state.output.slice(0, -(prior.output + prev.output).length);
            prior.output = `(?:${prior.output}`;
            prev.type = "globstar";
            prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
            prev.value += value;
            state.output += prior.output + prev.output;
            state.globstar = true;
            consume(value + advance());
            push({ type: "slash", value: "/", output: "" });
            continue;
          }
          if (prior.type === "bos" && rest[0] === "/") {
            prev.type = "globstar";
            prev.value += value;
            prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
            state.output = prev.output;
            state.globstar = true;
            consume(value + advance());
            push({ type: "slash", value: "/", output: "" });
            continue;
          }
          state.output = state.output.slice(0, -prev.output.length);
          prev.type = "globstar";
          prev.output = globstar(opts);
          prev.value += value;
          state.output += prev.output;
          state.globstar = true;
          consume(value);
          continue;
        }
        const token = { type: "star", value, output: star };
        if (opts.bash === true) {
          token.output = ".*?";
          if (prev.type === "bos" || prev.type === "slash") {
            token.output = nodot + token.output;
          }
          push(token);
          continue;
        }
        if (prev && (prev.type === "bracket" || prev.type === "paren") && opts.regex === true) {
          token.output = value;
          push(token);
          continue;
        }
        if (state.index === state.start || prev.type === "slash" || prev.type === "dot") {
          if (prev.type === "dot") {
            state.output += NO_DOT_SLASH;
            prev.output += NO_DOT_SLASH;
          } else if (opts.dot === true) {
            state.output += NO_DOTS_SLASH;
            prev.output += NO_DOTS_SLASH;
          } else {
            state.output += nodot;
            prev.output += nodot;
          }
          if (peek() !== "*") {
            state.output += ONE_CHAR;
            prev.output += ONE_CHAR;
          }
        }
        push(token);
      }
      while (state.brackets > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
        state.output = utils.escapeLast(state.output, "[");
        decrement("brackets");
      }
      while (state.parens > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", ")"));
        state.output = utils.escapeLast(state.output, "(");
        decrement("parens");
      }
      while (state.braces > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "}"));
        state.output = utils.escapeLast(state.output, "{");
        decrement("braces");
      }
      if (opts.strictSlashes !== true && (prev.type === "star" || prev.type === "bracket")) {
        push({ type: "maybe_slash", value: "", output: `${SLASH_LITERAL}?` });
      }
      if (state.backtrack === true) {
        state.output = "";
        for (const token of state.tokens) {
          state.output += token.output != null ? token.output : token.value;
          if (token.suffix) {
            state.output += token.suffix;
          }
        }
      }
      return state;
    }, "parse");
    parse.fastpaths = (input, options) => {
      const opts = { ...options };
      const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
      const len = input.length;
      if (len > max) {
        throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
      }
      input = REPLACEMENTS[input] || input;
      const {
        DOT_LITERAL,
        SLASH_LITERAL,
        ONE_CHAR,
        DOTS_SLASH,
        NO_DOT,
        NO_DOTS,
        NO_DOTS_SLASH,
        STAR,
        START_ANCHOR
      } = constants.globChars(opts.windows);
      const nodot = opts.dot ? NO_DOTS : NO_DOT;
      const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
      const capture = opts.capture ? "" : "?:";
      const state = { negated: false, prefix: "" };
      let star = opts.bash === true ? ".*?" : STAR;
      if (opts.capture) {
        star = `(${star})`;
      }
      const globstar = /* @__PURE__ */ __name((opts2) => {
        if (opts2.noglobstar === true) return star;
        return `(${capture}(?:(?!${START_ANCHOR}${opts2.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
      }, "globstar");
      const create = /* @__PURE__ */ __name((str) => {
        switch (str) {
          case "*":
            return `${nodot}${ONE_CHAR}${star}`;
          case ".*":
            return `${DOT_LITERAL}${ONE_CHAR}${star}`;
          case "*.*":
            return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
          case "*/*":
            return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;
          case "**":
            return nodot + globstar(opts);
          case "**/*":
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;
          case "**/*.*":
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
          case "**/.*":
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;
          default: {
            const match = /^(.*?)\.(\w+)$/.exec(str);
            if (!match) return;
            const source2 = create(match[1]);
            if (!source2) return;
            return source2 + DOT_LITERAL + match[2];
          }
        }
      }, "create");
      const output = utils.removePrefix(input, state);
      let source = create(output);
      if (source && opts.strictSlashes !== true) {
        source += `${SLASH_LITERAL}?`;
      }
      return source;
    };
    module.exports = parse;
  }
});

// node_modules/picomatch/lib/picomatch.js
var require_picomatch = __commonJS({
  "node_modules/picomatch/lib/picomatch.js"(exports, module) {
    "use strict";
    var scan = require_scan();
    var parse = require_parse();
    var utils = require_utils();
    var constants = require_constants();
    var isObject = /* @__PURE__ */ __name((val) => val && typeof val === "object" && !Array.isArray(val), "isObject");
    var picomatch2 = /* @__PURE__ */ __name((glob, options, returnState = false) => {
      if (Array.isArray(glob)) {
        const fns = glob.map((input) => picomatch2(input, options, returnState));
        const arrayMatcher = /* @__PURE__ */ __name((str) => {
          for (const isMatch of fns) {
            const state2 = isMatch(str);
            if (state2) return state2;
          }
          return false;
        }, "arrayMatcher");
        return arrayMatcher;
      }
      const isState = isObject(glob) && glob.tokens && glob.input;
      if (glob === "" || typeof glob !== "string" && !isState) {
        throw new TypeError("Expected pattern to be a non-empty string");
      }
      const opts = options || {};
      const posix = opts.windows;
      const regex = isState ? picomatch2.compileRe(glob, options) : picomatch2.makeRe(glob, options, false, true);
      const state = regex.state;
      delete regex.state;
      let isIgnored = /* @__PURE__ */ __name(() => false, "isIgnored");
      if (opts.ignore) {
        const ignoreOpts = { ...options, ignore: null, onMatch: null, onResult: null };
        isIgnored = picomatch2(opts.ignore, ignoreOpts, returnState);
      }
      const matcher = /* @__PURE__ */ __name((input, returnObject = false) => {
        const { isMatch, match, output } = picomatch2.test(input, regex, options, { glob, posix });
        const result = { glob, state, regex, posix, input, output, match, isMatch };
        if (typeof opts.onResult === "function") {
          opts.onResult(result);
        }
        if (isMatch === false) {
          result.isMatch = false;
          return returnObject ? result : false;
        }
        if (isIgnored(input)) {
          if (typeof opts.onIgnore === "function") {
            opts.onIgnore(result);
          }
          result.isMatch = false;
          return returnObject ? result : false;
        }
        if (typeof opts.onMatch === "function") {
          opts.onMatch(result);
        }
        return returnObject ? result : true;
      }, "matcher");
      if (returnState) {
        matcher.state = state;
      }
      return matcher;
    }, "picomatch");
    picomatch2.test = (input, regex, options, { glob, posix } = {}) => {
      if (typeof input !== "string") {
        throw new TypeError("Expected input to be a string");
      }
      if (input === "") {
        return { isMatch: false, output: "" };
      }
      const opts = options || {};
      const format = opts.format || (posix ? utils.toPosixSlashes : null);
      let match = input === glob;
      let output = match && format ? format(input) : input;
      if (match === false) {
        output = format ? format(input) : input;
        match = output === glob;
      }
      if (match === false || opts.capture === true) {
        if (opts.matchBase === true || opts.basename === true) {
          match = picomatch2.matchBase(input, regex, options, posix);
        } else {
          match = regex.exec(output);
        }
      }
      return { isMatch: Boolean(match), match, output };
    };
    picomatch2.matchBase = (input, glob, options, posix = options && options.windows) => {
      const regex = glob instanceof RegExp ? glob : picomatch2.makeRe(glob, options);
      return regex.test(utils.basename(input, { windows: posix }));
    };
    picomatch2.isMatch = (str, patterns, options) => picomatch2(patterns, options)(str);
    picomatch2.parse = (pattern, options) => {
      if (Array.isArray(pattern)) return pattern.map((p) => picomatch2.parse(p, options));
      return parse(pattern, { ...options, fastpaths: false });
    };
    picomatch2.scan = (input, options) => scan(input, options);
    picomatch2.compileRe = (state, options, returnOutput = false, returnState = false) => {
      if (returnOutput === true) {
        return state.output;
      }
      const opts = options || {};
      const prepend = opts.contains ? "" : "^";
      const append = opts.contains ? "" : "$";
      let source = `${prepend}(?:${state.output})${append}`;
      if (state && state.negated === true) {
        source = `^(?!${source}).*$`;
      }
      const regex = picomatch2.toRegex(source, options);
      if (returnState === true) {
        regex.state = state;
      }
      return regex;
    };
    picomatch2.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
      if (!input || typeof input !== "string") {
        throw new TypeError("Expected a non-empty string");
      }
      let parsed = { negated: false, fastpaths: true };
      if (options.fastpaths !== false && (input[0] === "." || input[0] === "*")) {
        parsed.output = parse.fastpaths(input, options);
      }
      if (!parsed.output) {
        parsed = parse(input, options);
      }
      return picomatch2.compileRe(parsed, options, returnOutput, returnState);
    };
    picomatch2.toRegex = (source, options) => {
      try {
        const opts = options || {};
        return new RegExp(source, opts.flags || (opts.nocase ? "i" : ""));
      } catch (err) {
        if (options && options.debug === true) throw err;
        return /$^/;
      }
    };
    picomatch2.constants = constants;
    module.exports = picomatch2;
  }
});

// node_modules/picomatch/index.js
var require_picomatch2 = __commonJS({
  "node_modules/picomatch/index.js"(exports, module) {
    "use strict";
    var pico = require_picomatch();
    var utils = require_utils();
    function picomatch2(glob, options, returnState = false) {
      if (options && (options.windows === null || options.windows === void 0)) {
        options = { ...options, windows: utils.isWindows() };
      }
      return pico(glob, options, returnState);
    }
    __name(picomatch2, "picomatch");
    Object.assign(picomatch2, pico);
    module.exports = picomatch2;
  }
});

// src/inputs/input-error.ts
var InputError = class _InputError extends ActionError {
  static {
    __name(this, "InputError");
  }
  name = "InputError";
  problems;
  constructor(message, code, hint, problems) {
    const [only, ...more] = problems;
    super(message, {
      code,
      class: "configuration",
      hint,
      ...only === void 0 || more.length > 0 ? {} : { input: only.input }
    });
    this.problems = problems;
  }
  /** usage reports an invalid command line. */
  static usage(message) {
    return new _InputError(message, "usage", "Run it with `--help` for usage.", []);
  }
  /** invalid reports all invalid values, in one message. */
  static invalid(problems) {
    const lines = problems.map(({ input, message: message2 }) => `\`${input}\`: ${message2}`);
    const [only = ""] = lines;
    const message = lines.length === 1 ? `Input ${only}` : `${lines.length} inputs are invalid:
${lines.map((line) => `- ${line}`).join("\n")}`;
    return new _InputError(message, "inputs-invalid", "Correct the values and run it again.", problems);
  }
};

// src/inputs/definitions/cache.ts
var cacheInputs = [
  {
    name: "cache",
    kind: "value",
    default: "auto",
    values: ["auto", "github", "s3", "directory", "off"],
    hint: "BACKEND",
    description: "Where modules are kept between runs: `github` (GitHub's cache service), `s3` (a bucket, see `s3-bucket`), `directory`, `off` or `auto`. `auto` means `s3` if a bucket is named; otherwise, in a workflow, `github` if the service is available, or else `off`, and on the command line `directory`. `true` means `auto`, `false` means `off`."
  },
  {
    name: "cache-mode",
    kind: "value",
    default: "",
    values: ["write", "read", "write-only", "none"],
    hint: "MODE",
    description: "What to do with the cache: `write` (restore and save), `read` (restore only), `write-only` (save only) or `none`. Default: `write`, but `read` on tags and in merge queues. Limited by ACTIONS_CACHE_MODE, if set."
  },
  {
    name: "lookup-only",
    kind: "switch",
    default: "false",
    hint: "",
    description: "For a job that fills the cache for a matrix: if there is a cache entry for this key, stop and transfer nothing; otherwise download and save."
  },
  {
    name: "cache-service-hosts",
    kind: "list",
    default: "",
    hint: "HOST",
    description: "For self-hosted runners with a cache service of their own: hosts that CUSTOM_ACTIONS_RESULTS_URL may name, separated by spaces, commas or newlines, for example `cache.internal:3000`. Such a service is used in place of GitHub's, and is sent the job's token for the cache. When empty: the variable has no effect."
  },
  {
    name: "cache-directory",
    kind: "value",
    default: "",
    hint: "DIR",
    description: "The directory of the directory cache: on a disk, a network share or a volume. Default: a subdirectory of the user's cache directory."
  },
  {
    name: "cache-max-size",
    kind: "value",
    default: "10GB",
    hint: "SIZE",
    description: "The maximum size of the directory cache, such as `500MB` or `10GiB`. After a save, the least recently used entries are removed until it fits."
  },
  {
    name: "cache-key-prefix",
    kind: "value",
    default: "go-mod",
    hint: "TEXT",
    description: "The first part of every cache key; change it to invalidate all entries."
  },
  {
    name: "cache-encryption-key",
    kind: "value",
    default: "",
    hint: "SECRET",
    description: "Encrypts cache entries (AES-256-GCM), for private modules in a bucket or directory that others can read: a random text of at least 16 characters, such as the output of `openssl rand -base64 32`. All jobs that share entries need the same key. When empty: entries are not encrypted."
  },
  {
    name: "fail-on-cache-miss",
    kind: "switch",
    default: "false",
    hint: "",
    description: "Fail if no cache entry matches. An unavailable cache service is not a miss."
  },
  {
    name: "clean",
    kind: "switch",
    default: "false",
    hint: "",
    description: "Empty the module cache first (`go clean -modcache`), ignore stored cache entries and download everything again."
  },
  {
    name: "layout",
    kind: "value",
    default: "full",
    values: ["full", "tree", "zip"],
    hint: "FORM",
    description: "What a restore writes to the module cache: `full` (zips and extracted trees, as `go mod download` leaves them), `tree` (trees only: fastest, and enough for build, test and vet; a later `go mod download` would download the zips again) or `zip` (zips only, which the go command extracts as it needs them; the module cache must be writable)."
  }
];

// src/inputs/definitions/credentials.ts
var credentialInputs = [
  {
    name: "netrc",
    kind: "value",
    default: "",
    hint: "FILE",
    description: "Logins for hosts, in netrc format (`machine HOST login USER password PASSWORD`), or the path of a netrc file; for module proxies, `go-import` lookups and git, over https only. Like all credentials, they are used in this step only: not written to git config, not exported to later steps, and masked in the log."
  },
  {
    name: "token",
    kind: "value",
    default: "",
    hint: "TOKEN",
    description: "A token that can read the private repositories. It is sent as a password, over https, to `token-hosts` and to no other host. Or several tokens, one per line, each with what it is for: `github.com/acme=TOKEN`; of several that match a URL, the longest is used."
  },
  {
    name: "token-hosts",
    kind: "list",
    default: "",
    hint: "HOST",
    description: "The hosts that a single `token` is for, separated by spaces, commas or newlines. Default: the server of this repository (GITHUB_SERVER_URL), or else github.com."
  },
  {
    name: "ssh-key",
    kind: "value",
    default: "",
    hint: "FILE",
    description: "A private key without a passphrase, as text or as the path of a file. With it, git fetches private modules (those that GOPRIVATE or GONOPROXY match) over ssh, from the hosts in `ssh-known-hosts`, or else from the server of this repository."
  },
  {
    name: "ssh-known-hosts",
    kind: "value",
    default: "",
    hint: "FILE",
    description: "Host keys, as lines of a known_hosts file or as the path of one. GitHub's keys are built in; keys of any other host must be given here."
  }
];

// src/inputs/definitions/go.ts
var goInputs = [
  {
    name: "goproxy",
    kind: "value",
    default: "",
    hint: "LIST",
    description: "GOPROXY: the module proxies to use, in this step and, without the credentials in its URLs, in later ones. As for all of Go's settings, the default is the value from the environment, or else from `go env`."
  },
  {
    name: "goprivate",
    kind: "value",
    default: "",
    hint: "PATTERNS",
    description: "GOPRIVATE: patterns of private module paths, never requested from a proxy or checksum database; also set for later steps."
  },
  {
    name: "gonoproxy",
    kind: "value",
    default: "",
    hint: "PATTERNS",
    description: "GONOPROXY: patterns of module paths that are never requested from a proxy; also set for later steps."
  },
  {
    name: "gonosumdb",
    kind: "value",
    default: "",
    hint: "PATTERNS",
    description: "GONOSUMDB: patterns of module paths that are never looked up in the checksum database; also set for later steps."
  },
  {
    name: "gosumdb",
    kind: "value",
    default: "",
    hint: "NAME",
    description: "GOSUMDB: the checksum database that verifies modules that go.sum does not list; also set for later steps."
  },
  {
    name: "goinsecure",
    kind: "value",
    default: "",
    hint: "PATTERNS",
    description: "GOINSECURE: patterns of module paths that may be fetched directly without TLS; also set for later steps."
  },
  {
    name: "goauth",
    kind: "value",
    default: "",
    hint: "COMMANDS",
    description: "GOAUTH: where the go command finds credentials; in this step only, never in later ones."
  },
  {
    name: "gotoolchain",
    kind: "value",
    default: "",
    hint: "NAME",
    description: "GOTOOLCHAIN: which Go toolchain to use; also set for later steps."
  },
  {
    name: "gomodcache",
    kind: "value",
    default: "",
    hint: "DIR",
    description: "GOMODCACHE: the directory of the module cache, which is created if it is missing; also set for later steps. On Windows runners that have a drive D:, a directory there is often faster than the default on C:."
  }
];

// src/inputs/definitions/go-itself.ts
var goItselfInputs = [
  {
    name: "go-version",
    kind: "value",
    default: "",
    hint: "VERSION",
    description: "The Go version to use, in this step and in later ones, such as `1.26.8`, `1.26` (its newest patch), `^1.25`, `'>=1.24 <1.26'`, `stable` or `oldstable`. Go on PATH or in the tool cache is used if it matches; otherwise it is installed. Quote the value: YAML reads 1.20 as 1.2. Default, if `go-version-file` is empty too: Go on PATH, or if there is none, the version that go.work or go.mod requires."
  },
  {
    name: "go-version-file",
    kind: "value",
    default: "",
    hint: "FILE",
    description: "The file to read the Go version from: a go.mod or go.work (its `toolchain` line, or else its `go` line), .go-version or .tool-versions."
  },
  {
    name: "go-download-base-url",
    kind: "value",
    default: "",
    hint: "URL",
    description: "A mirror of the Go download site. If set, Go is installed from there only. Default: GO_DOWNLOAD_BASE_URL from the environment, or else the Go download site with the module proxies as a fallback; if GOPROXY is set, the module proxies come first."
  }
];

// src/inputs/definitions/network.ts
var networkInputs = [
  {
    name: "attempts",
    kind: "value",
    default: "6",
    isInteger: true,
    hint: "N",
    description: "Maximum attempts per file and server for transient failures (1-20). The go command itself is run at most three times."
  },
  {
    name: "timeout",
    kind: "value",
    default: "30m",
    hint: "DURATION",
    description: "Maximum time for the whole step, such as `90s` or `1h30m`."
  },
  {
    name: "stall-timeout",
    kind: "value",
    default: "30s",
    hint: "DURATION",
    description: "Abort and retry a download that makes no progress for this long."
  },
  {
    name: "concurrency",
    kind: "value",
    default: "32",
    isInteger: true,
    hint: "N",
    description: "Maximum concurrent requests per server (1-256)."
  },
  {
    name: "fallback-goproxy",
    kind: "value",
    default: "",
    hint: "LIST",
    description: "Mirrors, as a list of URLs like GOPROXY, that are used when the GOPROXY servers fail transiently; never for modules matched by GOPRIVATE, GONOPROXY or GONOSUMDB."
  },
  {
    name: "http-proxy",
    kind: "value",
    default: "",
    hint: "URL",
    description: "The forward proxy for http URLs: an HTTP or SOCKS5 proxy. Default: HTTP_PROXY from the environment."
  },
  {
    name: "https-proxy",
    kind: "value",
    default: "",
    hint: "URL",
    description: "The forward proxy for https URLs: an HTTP or SOCKS5 proxy. Default: HTTPS_PROXY from the environment."
  },
  {
    name: "no-proxy",
    kind: "value",
    default: "",
    hint: "LIST",
    description: "Hosts to connect to directly, without a forward proxy. Default: NO_PROXY from the environment."
  },
  {
    name: "ca-file",
    kind: "value",
    default: "",
    hint: "FILE",
    description: "A file of certificates in PEM form to trust in addition to the system's, for example those of a TLS-inspecting proxy."
  }
];

// src/inputs/definitions/project.ts
var projectInputs = [
  {
    name: "working-directory",
    kind: "value",
    default: ".",
    hint: "DIR",
    description: "The directory of the module or workspace."
  },
  {
    name: "go-mod-files",
    kind: "list",
    default: "",
    hint: "PATTERN",
    description: "For a repository with several modules: patterns of go.mod and go.work files, relative to the working directory, one per line; a leading `!` excludes. `all` covers every module. Default: the go.work or go.mod that the go command uses there, or else every go.mod in its subdirectories."
  },
  {
    name: "packages",
    kind: "list",
    default: "",
    hint: "PATTERN",
    description: "Package patterns such as `./cmd/...`, separated by spaces or newlines. If set, only the modules that these packages and their tests need (for the current GOOS, GOARCH and build tags) are downloaded and cached."
  },
  {
    name: "extra-modules",
    kind: "list",
    default: "",
    hint: "PATH@VERSION",
    description: "Additional modules to download, as `path@version`, separated by spaces or newlines; the version may also be a tag, branch or commit. They are cached only if a go.sum of the checkout lists them."
  },
  {
    name: "mirror-directory",
    kind: "value",
    default: "",
    hint: "DIR",
    description: "Also write the modules, each verified against go.sum, to this directory as a mirror for machines without internet access, which use it with `GOPROXY=file:///DIR,off`. Several projects and jobs may share it."
  }
];

// src/inputs/definitions/report.ts
var reportInputs = [
  {
    name: "summary",
    kind: "switch",
    default: "true",
    hint: "",
    values: ["true", "false", "on-failure"],
    description: "Write the job summary: `true`, `false`, or `on-failure` for failed runs only."
  }
];

// src/inputs/definitions/s3.ts
var s3Inputs = [
  {
    name: "s3-bucket",
    kind: "value",
    default: "",
    hint: "NAME",
    description: "Bucket for `cache: s3`, in AWS or any S3-compatible service. When empty: RUNS_ON_S3_BUCKET_CACHE. `cache: auto` uses the bucket that either of them names."
  },
  {
    name: "s3-endpoint",
    kind: "value",
    default: "",
    hint: "URL",
    description: "URL of an S3-compatible service. When empty: RUNS_ON_S3_BUCKET_ENDPOINT, AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, else AWS."
  },
  {
    name: "s3-region",
    kind: "value",
    default: "",
    hint: "REGION",
    description: "Region of the bucket. When empty: RUNS_ON_AWS_REGION, AWS_REGION, AWS_DEFAULT_REGION, else `us-east-1`, or `auto` with an endpoint of your own."
  },
  {
    name: "s3-prefix",
    kind: "value",
    default: "",
    hint: "PREFIX",
    description: "What the names of all objects begin with. Repositories with the same prefix share entries, for example a fork and its parent. When empty: `go-mod-download/OWNER/REPOSITORY`."
  },
  {
    name: "s3-path-style",
    kind: "value",
    default: "",
    hint: "BOOL",
    description: "Whether the bucket stands in the path of a URL (`true`) or in its host (`false`). When empty: AWS_S3_FORCE_PATH_STYLE, else `true` with an endpoint of your own."
  },
  {
    name: "s3-role",
    kind: "value",
    default: "",
    hint: "ARN",
    description: "IAM role to assume with the OIDC token of this job (`permissions: id-token: write`); no stored secret is needed."
  },
  {
    name: "s3-access-key-id",
    kind: "value",
    default: "",
    hint: "ID",
    description: "Access key for the bucket, together with `s3-secret-access-key`. Without it and without `s3-role`: the usual sources of the AWS SDKs (environment, web identity, container, instance profile)."
  },
  {
    name: "s3-secret-access-key",
    kind: "value",
    default: "",
    hint: "SECRET",
    description: "The secret of `s3-access-key-id`."
  },
  {
    name: "s3-session-token",
    kind: "value",
    default: "",
    hint: "TOKEN",
    description: "The session token of temporary credentials."
  }
];

// src/inputs/definitions.ts
var inputDefinitions = [
  ...projectInputs,
  ...goItselfInputs,
  ...goInputs,
  ...cacheInputs,
  ...s3Inputs,
  ...networkInputs,
  ...credentialInputs,
  ...reportInputs
];
function definitionOf(name) {
  return inputDefinitions.find((definition) => definition.name === name);
}
__name(definitionOf, "definitionOf");

// src/inputs/go-itself.ts
function parseGoVersionInput(text) {
  const cut = /^1\.(?<digit>[12])$/.exec(text)?.groups?.["digit"];
  if (cut !== void 0) {
    return problem(`YAML reads 1.${cut}0 as \`${text}\`. Write \`'1.${cut}0'\`, in quotes.`);
  }
  const spec = parseVersionSpec(text);
  if (spec !== void 0) return ok(spec);
  return problem(`\`${text}\` is not a Go version. Write for example ${specExamples}.`);
}
__name(parseGoVersionInput, "parseGoVersionInput");
function parseBaseUrl(text) {
  if (URL.canParse(text) && /^https?:\/\/[^?#\s]+$/.test(text)) return ok(text.replace(/(?<!\/)\/+$/, ""));
  return problem(
    `The value (not shown, it may hold a password) is not the URL of a folder. Write for example \`https://mirror.example.com/golang\`.`
  );
}
__name(parseBaseUrl, "parseBaseUrl");

// src/inputs/mirror-directory.ts
function mirrorProblems({
  mirrorDirectory,
  layout,
  lookupOnly
}) {
  if (mirrorDirectory === void 0) return [];
  const input = "mirror-directory";
  return [
    ...layout === "tree" ? [
      {
        input,
        message: "needs zips, and `layout: tree` keeps none. Write `layout: zip` or `layout: full`."
      }
    ] : [],
    ...lookupOnly ? [{ input, message: "needs the modules, and `lookup-only` downloads none. Remove one of the two." }] : []
  ];
}
__name(mirrorProblems, "mirrorProblems");

// src/inputs/quantities.ts
var durationParts = /^(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m)?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+)ms)?$/;
var durationExample = "Write a duration such as `90s`, `30m`, `1h30m` or `500ms`.";
var maxDuration = 24 * 24 * 36e5;
function parseDuration(text) {
  if (/^\d+(?:\.\d+)?$/.test(text)) {
    return problem(`\`${text}\` has no unit. ${durationExample}`);
  }
  const parts = durationParts.exec(text)?.groups;
  if (parts === void 0 || text === "") {
    return problem(`\`${text}\` is not a duration. ${durationExample}`);
  }
  const amount = /* @__PURE__ */ __name((unit) => Number(parts[unit] ?? 0), "amount");
  const ms = Math.round(amount("h") * 36e5 + amount("m") * 6e4 + amount("s") * 1e3 + amount("ms"));
  if (ms < 1 || ms > maxDuration) {
    return problem(
      `\`${text}\` is out of range: it must be more than zero and at most 24 days. ${durationExample}`
    );
  }
  return ok(ms);
}
__name(parseDuration, "parseDuration");
var unitBytes = /* @__PURE__ */ new Map([
  ["b", 1],
  ["kb", 1e3],
  ["mb", 1e6],
  ["gb", 1e9],
  ["tb", 1e12],
  ["kib", 2 ** 10],
  ["mib", 2 ** 20],
  ["gib", 2 ** 30],
  ["tib", 2 ** 40]
]);
var sizeExample = "Write a size such as `500MB`, `10GB` or `1GiB`.";
function parseSize(text) {
  const parts = /^(?<amount>\d+(?:\.\d+)?)\s*(?<unit>[A-Za-z]*)$/.exec(text)?.groups;
  if (parts === void 0) return problem(`\`${text}\` is not a size. ${sizeExample}`);
  if (parts["unit"] === "") return problem(`\`${text}\` has no unit. ${sizeExample}`);
  const unit = unitBytes.get((parts["unit"] ?? "").toLowerCase());
  if (unit === void 0) return problem(`\`${text}\` has an unknown unit. ${sizeExample}`);
  const bytes = Math.round(Number(parts["amount"]) * unit);
  if (bytes < 1 || !Number.isSafeInteger(bytes)) {
    return problem(
      `\`${text}\` is out of range: it must be more than zero and at most 9000TB. ${sizeExample}`
    );
  }
  return ok(bytes);
}
__name(parseSize, "parseSize");
function parseCount(text, min, max) {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= min && count <= max) return ok(count);
  return problem(
    `\`${text}\` is not a whole number from ${min} to ${max}. Write for example \`${min + 2}\`.`
  );
}
__name(parseCount, "parseCount");

// src/inputs/s3.ts
function parseBucket(text) {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/.test(text) && !text.includes("..")) return ok(text);
  return problem(
    `\`${text}\` is not the name of a bucket. Write only the name, for example \`my-go-modules\`.`
  );
}
__name(parseBucket, "parseBucket");
function parseEndpoint(text) {
  const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  const example = "Write for example `https://s3.example.com`.";
  if (!URL.canParse(url)) return problem(`It is not a URL. ${example}`);
  const { username, password, pathname, search } = new URL(url);
  if (username !== "" || password !== "") {
    return problem(
      `It holds a user or a password. Use \`s3-access-key-id\` and \`s3-secret-access-key\`. ${example}`
    );
  }
  if (pathname !== "/" || search !== "")
    return problem(`It has a path. Put a path into \`s3-prefix\`. ${example}`);
  return ok(url);
}
__name(parseEndpoint, "parseEndpoint");
function parseRegion(text) {
  if (/^[a-z0-9-]{1,64}$/.test(text)) return ok(text);
  return problem(`\`${text}\` is not a region. Write for example \`eu-central-1\`.`);
}
__name(parseRegion, "parseRegion");
function parseObjectPrefix(text) {
  const isPrintable = /^[\x20-\x7e]{1,512}$/.test(text);
  if (isPrintable && !text.split("/").some((part) => part === "." || part === "..")) return ok(text);
  return problem(
    "It is not up to 512 printable characters without `.` and `..` between slashes. Write for example `go-modules`."
  );
}
__name(parseObjectPrefix, "parseObjectPrefix");
function parseRole(text) {
  if (/^arn:[a-z-]+:iam::\w*:role\/[\w+=,.@/-]+$/.test(text)) return ok(text);
  return problem(
    `\`${text}\` is not the ARN of a role. Write for example \`arn:aws:iam::123456789012:role/go-modules\`.`
  );
}
__name(parseRole, "parseRole");
function parseAccessKey(id, secret, token) {
  if (!id && !secret && !token) return ok(void 0);
  if (!id || !secret) {
    return problem("`s3-access-key-id` and `s3-secret-access-key` go together. Give both, or neither.");
  }
  return ok({ accessKeyId: id, secretAccessKey: secret, ...token && { sessionToken: token } });
}
__name(parseAccessKey, "parseAccessKey");

// src/inputs/words.ts
var trueWords = ["true", "True", "TRUE"];
var falseWords = ["false", "False", "FALSE"];
function isSwitchWord(text) {
  return trueWords.includes(text) || falseWords.includes(text);
}
__name(isSwitchWord, "isSwitchWord");
function parseSwitch(text) {
  if (isSwitchWord(text)) return ok(trueWords.includes(text));
  return problem(`\`${text}\` is neither true nor false. Write \`true\` or \`false\`.`);
}
__name(parseSwitch, "parseSwitch");
function parseOneOf(text, valid) {
  const found = valid.find((word) => word === text);
  if (found !== void 0) return ok(found);
  const listed = valid.map((word) => `\`${word}\``).join(", ");
  const meant = nearest(text, valid);
  const example = meant === void 0 ? `Write for example \`${valid[0]}\`.` : `Did you mean \`${meant}\`?`;
  return problem(`\`${text}\` is not one of ${listed}. ${example}`);
}
__name(parseOneOf, "parseOneOf");
function parseSummaryChoice(text) {
  if (isSwitchWord(text)) return ok(trueWords.includes(text) ? "always" : "never");
  if (text === "on-failure") return ok(text);
  return problem(
    `\`${text}\` is not \`true\`, \`false\` or \`on-failure\`. Write for example \`on-failure\`.`
  );
}
__name(parseSummaryChoice, "parseSummaryChoice");
function parseCacheChoice(text) {
  if (isSwitchWord(text)) return ok(trueWords.includes(text) ? "auto" : "off");
  return parseOneOf(text, ["auto", "github", "directory", "s3", "off"]);
}
__name(parseCacheChoice, "parseCacheChoice");
function parseKeyPrefix(text) {
  if (/^[A-Za-z0-9._-]{1,64}$/.test(text)) return ok(text);
  return problem(
    `\`${text}\` is not 1 to 64 letters, digits, dots, underscores or hyphens. Write for example \`go-mod-v2\`.`
  );
}
__name(parseKeyPrefix, "parseKeyPrefix");
function parseMirrors(text) {
  const entries = text.split(/[,|]/).flatMap((entry) => entry.trim() === "" ? [] : [entry.trim()]);
  const isMirror = /* @__PURE__ */ __name((url) => /^https?:/i.test(url) && urlFault(url) === void 0, "isMirror");
  const wrong = entries.find((url) => !isMirror(url));
  if (wrong === void 0) return ok(text);
  const shown = /^[a-z]{1,12}$/.test(wrong) ? `\`${wrong}\`` : `Entry ${entries.indexOf(wrong) + 1} (not shown, it may hold a password)`;
  const why = /^https?:/i.test(wrong) ? `: ${urlFault(wrong)}` : "";
  return problem(
    `${shown} is not the URL of a mirror${why}. Write for example \`https://proxy.example.com\`.`
  );
}
__name(parseMirrors, "parseMirrors");
function parseForwardProxy(text) {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (/^(?:https?|socks5h?):/i.test(url) && urlFault(url) === void 0 && URL.canParse(url)) return ok(url);
  return problem(
    `The value (not shown, it may hold a password) is not the URL of an HTTP or SOCKS5 proxy. Write for example \`http://proxy.example.com:3128\`.`
  );
}
__name(parseForwardProxy, "parseForwardProxy");
function parseFilePattern(text) {
  if (text.replace(/^!/, "").trim() !== "") return ok(text);
  return problem(
    `\`${text}\` excludes nothing. Write a pattern after the \`!\`, such as \`!examples/**/go.mod\`.`
  );
}
__name(parseFilePattern, "parseFilePattern");
function parsePackagePattern(text) {
  if (!text.startsWith("-")) return ok(text);
  return problem(
    `\`${text}\` is a flag, not a package pattern. Write patterns such as \`./...\`; set flags of the go command in GOFLAGS.`
  );
}
__name(parsePackagePattern, "parsePackagePattern");
function parseModuleQuery(text) {
  const scheme = /^[a-z+]+:\/\//.exec(text)?.[0];
  if (scheme !== void 0) {
    return problem(`\`${text}\` is a URL. Write the module path instead: \`${text.slice(scheme.length)}\`.`);
  }
  const [path6 = "", query = "", ...more] = text.split("@");
  if (more.length > 0) {
    return problem(`\`${text}\` has more than one \`@\`. Write one \`path@version\` per line.`);
  }
  if (query === "") {
    return problem(`\`${text}\` has no version. Write \`${path6}@latest\` or \`${path6}@v1.2.3\`.`);
  }
  const reason = checkPath(path6);
  if (reason !== void 0) {
    return problem(
      `\`${text}\` does not begin with a module path (${reason}). Write for example \`example.com/some/module@v1.2.3\`.`
    );
  }
  if (query.startsWith("-")) {
    return problem(`\`${text}\` has an invalid version. Write for example \`${path6}@v1.2.3\`.`);
  }
  return ok({ path: path6, query });
}
__name(parseModuleQuery, "parseModuleQuery");

// src/inputs/read-inputs.ts
var cacheModes = ["write", "read", "write-only", "none"];
async function readInputs(raw, context) {
  const problems = [];
  const text = /* @__PURE__ */ __name((name) => raw[name]?.trim() || (definitionOf(name)?.default ?? ""), "text");
  function checked(name, parsed, unused) {
    if (parsed.kind === "ok") return parsed.value;
    problems.push({ input: name, message: parsed.message });
    return unused;
  }
  __name(checked, "checked");
  const checkedSwitch = /* @__PURE__ */ __name((name) => checked(name, parseSwitch(text(name)), false), "checkedSwitch");
  const hosts = /* @__PURE__ */ __name((name) => checked(name, parseEach(wordsOf(text(name).replaceAll(",", " ")), parseHost), []), "hosts");
  const given = /* @__PURE__ */ __name((name, parse) => text(name) === "" ? void 0 : checked(name, parse(text(name)), void 0), "given");
  const inputs = {
    workingDirectory: checked(
      "working-directory",
      await existingDirectory(text("working-directory"), context),
      ""
    ),
    goModFiles: checked("go-mod-files", parseEach(linesOf(text("go-mod-files")), parseFilePattern), []),
    packages: checked("packages", parseEach(wordsOf(text("packages")), parsePackagePattern), []),
    extraModules: checked("extra-modules", parseEach(wordsOf(text("extra-modules")), parseModuleQuery), []),
    mirrorDirectory: given("mirror-directory", (dir) => resolvePath(dir, context)),
    goVersion: given("go-version", parseGoVersionInput),
    goVersionFile: given("go-version-file", (file) => resolvePath(file, context)),
    goDownloadBaseUrl: given("go-download-base-url", parseBaseUrl),
    goSettings: {
      ...goSettingsOf(text),
      ...modcacheOf(given("gomodcache", (dir) => resolvePath(dir, context)))
    },
    cache: checked("cache", parseCacheChoice(text("cache")), "off"),
    cacheMode: given("cache-mode", (mode) => parseOneOf(mode, cacheModes)),
    cacheServiceHosts: hosts("cache-service-hosts"),
    lookupOnly: checkedSwitch("lookup-only"),
    cacheDirectory: given("cache-directory", (dir) => resolvePath(dir, context)),
    cacheMaxSize: checked("cache-max-size", parseSize(text("cache-max-size")), 0),
    s3: {
      bucket: given("s3-bucket", parseBucket),
      endpoint: given("s3-endpoint", parseEndpoint),
      region: given("s3-region", parseRegion),
      prefix: given("s3-prefix", parseObjectPrefix),
      pathStyle: given("s3-path-style", parseSwitch),
      role: given("s3-role", parseRole),
      accessKey: checked(
        "s3-access-key-id",
        parseAccessKey(text("s3-access-key-id"), text("s3-secret-access-key"), text("s3-session-token")),
        void 0
      )
    },
    cacheKeyPrefix: checked("cache-key-prefix", parseKeyPrefix(text("cache-key-prefix")), ""),
    cacheEncryptionKey: given("cache-encryption-key", parseEncryptionKey),
    failOnCacheMiss: checkedSwitch("fail-on-cache-miss"),
    clean: checkedSwitch("clean"),
    layout: checked("layout", parseOneOf(text("layout"), layouts), "full"),
    attempts: checked("attempts", parseCount(text("attempts"), 1, 20), 0),
    timeout: checked("timeout", parseDuration(text("timeout")), 0),
    stallTimeout: checked("stall-timeout", parseDuration(text("stall-timeout")), 0),
    concurrency: checked("concurrency", parseCount(text("concurrency"), 1, 256), 0),
    fallbackGoproxy: given("fallback-goproxy", (list) => parseMirrors(joinProxies(list))),
    forwardProxy: {
      http: given("http-proxy", parseForwardProxy),
      https: given("https-proxy", parseForwardProxy),
      noProxy: joinWords(text("no-proxy")) || void 0
    },
    caFile: given("ca-file", (file) => resolvePath(file, context)),
    credentials: {
      netrc: checked("netrc", await parseNetrcInput(text("netrc"), context), []),
      ...checked("token", parseTokens(text("token"), text("token-hosts")), {
        token: void 0,
        scopedTokens: []
      }),
      tokenHosts: hosts("token-hosts"),
      sshKey: checked("ssh-key", await parseSshKeyInput(text("ssh-key"), context), void 0),
      sshKnownHosts: checked(
        "ssh-known-hosts",
        await parseKnownHostsInput(text("ssh-known-hosts"), context),
        void 0
      )
    },
    summary: checked("summary", parseSummaryChoice(text("summary")), "never")
  };
  problems.push(...mirrorProblems(inputs));
  if (problems.length > 0) throw InputError.invalid(problems);
  return inputs;
}
__name(readInputs, "readInputs");
function goSettingsOf(text) {
  const settings = {};
  for (const setting of goSettingNames) {
    const value = text(inputOf(setting));
    if (value !== "") settings[setting] = value;
  }
  return settings;
}
__name(goSettingsOf, "goSettingsOf");
function inputOf(setting) {
  return setting.toLowerCase();
}
__name(inputOf, "inputOf");
function modcacheOf(dir) {
  return dir === void 0 ? {} : { GOMODCACHE: dir };
}
__name(modcacheOf, "modcacheOf");
function linesOf(text) {
  return text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== "");
}
__name(linesOf, "linesOf");
function wordsOf(text) {
  return text.split(/\s+/).filter((word) => word !== "");
}
__name(wordsOf, "wordsOf");

// src/plan/find-roots.ts
import path2 from "node:path";

// src/go/is-file.ts
import { stat } from "node:fs/promises";
async function isFile(file) {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    if (isAbsence(error) || errnoOf(error) === "EACCES") return false;
    throw error;
  }
}
__name(isFile, "isFile");

// src/plan/matching-files.ts
var import_picomatch = __toESM(require_picomatch2(), 1);
import { readdir, realpath } from "node:fs/promises";
import path from "node:path";
var skippedFolders = /^(?:[._].*|testdata|vendor|node_modules)$/;
async function filesBelow(search, isNamed = () => false) {
  const leftOut = new Set(await Promise.all(search.leftOut.map(realPathOf)));
  const isSearched = /* @__PURE__ */ __name((name, real) => !leftOut.has(real) && (!skippedFolders.test(name) || isNamed(name)), "isSearched");
  const walk = /* @__PURE__ */ __name(async (dir, realDir) => {
    const entries = await entriesOf(dir, search.onUnreadable);
    const found = await Promise.all(
      entries.map(async (entry) => {
        const [full, real] = [path.join(dir, entry.name), path.join(realDir, entry.name)];
        if (entry.isDirectory()) return isSearched(entry.name, real) ? walk(full, real) : [];
        return isModFile(entry.name) && await isFile(full) ? [full] : [];
      })
    );
    return found.flat();
  }, "walk");
  return walk(search.dir, await realPathOf(search.dir));
}
__name(filesBelow, "filesBelow");
async function matchingFiles(search, patterns) {
  const chosen = /* @__PURE__ */ new Set();
  const named = /* @__PURE__ */ new Set();
  const unmatched = [];
  for (const pattern of patterns) {
    const { excludes, isGlob, files } = await filesFor(pattern, search);
    if (files.length === 0 && !excludes) unmatched.push(pattern);
    for (const file of files) {
      chosen[excludes ? "delete" : "add"](file);
      if (!isGlob) named.add(file);
    }
  }
  return { files: [...chosen].sort(compareText), named, unmatched };
}
__name(matchingFiles, "matchingFiles");
async function filesFor(pattern, search) {
  const excludes = pattern.startsWith("!");
  const glob = withSlashes(pattern.slice(excludes ? 1 : 0));
  const { isGlob, base } = import_picomatch.default.scan(glob);
  const files = isGlob ? await globbedFiles({ ...search, dir: path.resolve(search.dir, base) }, search.dir, glob) : await namedFiles(path.resolve(search.dir, glob));
  return { excludes, isGlob, files };
}
__name(filesFor, "filesFor");
async function globbedFiles(search, workingDirectory, glob) {
  const named = glob.split("/").filter((segment) => skippedFolders.test(segment));
  const isNamed = /* @__PURE__ */ __name((folder) => named.some((segment) => import_picomatch.default.isMatch(folder, segment, { dot: true })), "isNamed");
  const matches = (0, import_picomatch.default)(path.posix.normalize(glob), { dot: true });
  const files = await filesBelow(search, isNamed);
  return files.filter((file) => matches(withSlashes(path.relative(workingDirectory, file))));
}
__name(globbedFiles, "globbedFiles");
async function namedFiles(name) {
  if (isModFile(path.basename(name)) && await isFile(name)) return [name];
  for (const inFolder of [path.join(name, "go.work"), path.join(name, "go.mod")]) {
    if (await isFile(inFolder)) return [inFolder];
  }
  return [];
}
__name(namedFiles, "namedFiles");
function isModFile(name) {
  return name === "go.mod" || name === "go.work";
}
__name(isModFile, "isModFile");
function withSlashes(text) {
  return path.sep === "\\" ? text.replaceAll("\\", "/") : text;
}
__name(withSlashes, "withSlashes");
async function entriesOf(dir, onUnreadable) {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.sort((a, b) => compareText(a.name, b.name));
  } catch (error) {
    const code = errnoOf(error);
    if (code === "EACCES" || code === "EPERM") onUnreadable(dir);
    else if (!isAbsence(error)) throw error;
    return [];
  }
}
__name(entriesOf, "entriesOf");
async function realPathOf(dir) {
  try {
    return await realpath(dir);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return dir;
  }
}
__name(realPathOf, "realPathOf");

// src/plan/placeholder.ts
async function isPlaceholder(file) {
  const text = await readIfThere(file) ?? "";
  const named = /^[ \t]*module\b[ \t]*(?<path>[^\r\n]*)/m.exec(text)?.groups?.["path"];
  if (named === void 0) return true;
  const [path6 = ""] = named.split("//");
  return /[{}<>%$@*]/.test(path6);
}
__name(isPlaceholder, "isPlaceholder");

// src/plan/find-roots.ts
async function findRoots(request) {
  const { workingDirectory, patterns, goWork } = request;
  if (patterns.length === 1 && patterns[0] === "all") {
    return rootsOfFiles(await filesBelow(searchOf(request)), /* @__PURE__ */ new Set(), request);
  }
  if (patterns.length > 0) return matchingRoots(request);
  if (goWork !== void 0 && request.modfile === void 0) {
    return [{ kind: "workspace", workspace: await readWorkspace(goWork) }];
  }
  const goMod = await enclosing(workingDirectory, "go.mod");
  if (goMod !== void 0) {
    const dir = path2.dirname(goMod);
    const file = request.modfile === void 0 ? goMod : path2.resolve(workingDirectory, request.modfile);
    return [{ kind: "module", module: await readMainModule(dir, file) }];
  }
  const below = await filesBelow(searchOf(request));
  const goMods = below.filter((file) => path2.basename(file) === "go.mod");
  return rootsOfFiles(goMods, /* @__PURE__ */ new Set(), request);
}
__name(findRoots, "findRoots");
async function uncoveredFiles(dir, roots, leftOut) {
  const covered = new Set(roots.flatMap(modulesOf).map((module) => module.dir));
  const files = await filesBelow({ dir, leftOut, onUnreadable: /* @__PURE__ */ __name(() => void 0, "onUnreadable") });
  const goMods = files.filter((file) => path2.basename(file) === "go.mod" && !covered.has(path2.dirname(file)));
  const isModule = await Promise.all(goMods.map(async (file) => !await isPlaceholder(file)));
  return goMods.filter((_, index) => isModule[index]);
}
__name(uncoveredFiles, "uncoveredFiles");
async function enclosing(dir, name) {
  const file = path2.join(dir, name);
  if (await isFile(file)) return file;
  const parent = path2.dirname(dir);
  return parent === dir ? void 0 : enclosing(parent, name);
}
__name(enclosing, "enclosing");
async function matchingRoots(request) {
  const { workingDirectory, patterns, onPassedOver } = request;
  const { files, named, unmatched } = await matchingFiles(searchOf(request), patterns);
  if (files.length === 0) throw noMatch(workingDirectory, patterns);
  for (const pattern of unmatched) {
    onPassedOver(`\`go-mod-files\`: \`${pattern}\` matches no go.mod or go.work below ${workingDirectory}`);
  }
  return rootsOfFiles(files, named, request);
}
__name(matchingRoots, "matchingRoots");
function searchOf({ workingDirectory, leftOut, onPassedOver }) {
  const onUnreadable = /* @__PURE__ */ __name((dir) => onPassedOver(`No permission to read ${dir}: it was not searched for modules`), "onUnreadable");
  return { dir: workingDirectory, leftOut, onUnreadable };
}
__name(searchOf, "searchOf");
async function rootsOfFiles(files, named, { onPassedOver }) {
  const workspaces = await Promise.all(
    files.filter((file) => path2.basename(file) === "go.work").map((file) => readWorkspace(file))
  );
  const members = new Set(workspaces.flatMap((workspace) => workspace.members.map((member) => member.dir)));
  const alone = [];
  for (const file of files) {
    if (path2.basename(file) !== "go.mod" || members.has(path2.dirname(file))) continue;
    if (named.has(file) || !await isPlaceholder(file)) alone.push(file);
    else onPassedOver(`${file} names no module: it is passed over as a placeholder or template`);
  }
  const modules = await Promise.all(alone.map((file) => readMainModule(path2.dirname(file), file)));
  return [
    ...workspaces.map((workspace) => ({ kind: "workspace", workspace })),
    ...modules.map((module) => ({ kind: "module", module }))
  ];
}
__name(rootsOfFiles, "rootsOfFiles");
function noMatch(dir, patterns) {
  return new ActionError(
    `\`go-mod-files\` matches no go.mod or go.work below ${dir}: ${patterns.join(" ")}`,
    {
      code: "go-mod-files-no-match",
      class: "configuration",
      input: "go-mod-files",
      hint: "Write patterns relative to `working-directory`, one per line, for example `**/go.mod`."
    }
  );
}
__name(noMatch, "noMatch");

// src/go/goflags.ts
function splitGoflags(goflags) {
  const flags = [];
  let rest = goflags;
  for (; ; ) {
    rest = rest.replace(/^[ \t\r\n]+/, "");
    if (rest === "") return flags;
    const quote = rest[0];
    const isQuoted = quote === '"' || quote === "'";
    const end = isQuoted ? rest.indexOf(quote, 1) : rest.search(/[ \t\r\n]|$/);
    if (end < 0) return [];
    flags.push(rest.slice(isQuoted ? 1 : 0, end));
    rest = rest.slice(isQuoted ? end + 1 : end);
  }
}
__name(splitGoflags, "splitGoflags");
function goflag(goflags, name) {
  const flag = splitGoflags(goflags).findLast((text) => nameOf(text) === name);
  if (flag === void 0) return void 0;
  const equals = flag.indexOf("=");
  return equals < 0 ? "true" : flag.slice(equals + 1);
}
__name(goflag, "goflag");
function isGoflagSet(goflags, name) {
  return /^(?:1|[tT]|TRUE|true|True)$/.test(goflag(goflags, name) ?? "");
}
__name(isGoflagSet, "isGoflagSet");
function nameOf(flag) {
  return /^--?(?<name>[^-=][^=]*)(?:=|$)/.exec(flag)?.groups?.["name"];
}
__name(nameOf, "nameOf");

// src/plan/plan.ts
import path5 from "node:path";

// src/plan/cache-key.ts
import { createHash } from "node:crypto";
function makeCacheKey(request) {
  const { roots, packages, build } = request;
  const modulePaths = roots.flatMap((root) => modulesOf(root).map((module) => module.goMod.module)).sort();
  const scope = digest(["modules", ...modulePaths, "packages", ...packages.toSorted()]).slice(0, 12);
  const sums = sumLines(roots);
  const directives = directiveLines(roots);
  const buildLines = packages.length === 0 ? [] : Object.entries(build).map(([name, value]) => `${name}=${value}`);
  const full = digest(["go.sum", ...sums, "go.mod", ...directives, "build", ...buildLines]).slice(0, 40);
  const scopePrefix = `${request.prefix}-v1-${scope}-`;
  return {
    key: `${scopePrefix}${full}`,
    scopePrefix,
    ingredients: [
      `main modules: ${modulePaths.join(", ")}`,
      ...packages.length === 0 ? [] : [`packages: ${packages.join(" ")}`, ...buildLines],
      `checksums: ${sums.length} lines of go.sum and go.work.sum`,
      `requirements: ${directives.length} directives of go.mod and go.work`
    ]
  };
}
__name(makeCacheKey, "makeCacheKey");
function sumLines(roots) {
  const lines = roots.flatMap(
    (root) => sumsOf(root).map(
      (line) => `${line.path} ${line.version}${line.kind === "zip" ? "" : "/go.mod"} ${line.h1}`
    )
  );
  return [...new Set(lines)].sort();
}
__name(sumLines, "sumLines");
function directiveLines(roots) {
  const files = roots.flatMap((root) => [
    ...root.kind === "workspace" ? [
      { owner: "go.work", directives: root.workspace.goWork.directives },
      ...root.workspace.localReplacements.map(ownedBy)
    ] : [],
    ...modulesOf(root).flatMap((module) => [ownedBy(module.goMod), ...module.localReplacements.map(ownedBy)])
  ]);
  const lines = files.flatMap(
    ({ owner, directives }) => directives.map((directive) => `${owner}: ${directive}`)
  );
  return [...new Set(lines)].sort();
}
__name(directiveLines, "directiveLines");
function ownedBy(goMod) {
  return { owner: goMod.module ?? "", directives: goMod.directives };
}
__name(ownedBy, "ownedBy");
function digest(lines) {
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}
__name(digest, "digest");

// src/plan/required.ts
function requiredModules(roots, checksums) {
  const required = /* @__PURE__ */ new Map();
  for (const module of roots.flatMap(requirementsOf)) {
    if (checksums.zip(module) !== void 0) required.set(moduleKey(module), module);
  }
  return [...required.values()];
}
__name(requiredModules, "requiredModules");
function requirementsOf(root) {
  const workReplaces = root.kind === "workspace" ? root.workspace.goWork.replaces : [];
  return modulesOf(root).flatMap(
    ({ goMod }) => goMod.requires.flatMap((require2) => resolveReplacement(require2, [...workReplaces, ...goMod.replaces]))
  );
}
__name(requirementsOf, "requirementsOf");
function resolveReplacement({ path: path6, version }, replaces) {
  const replacement = replacementFor({ path: path6, version }, replaces);
  if (replacement.kind === "local") return [];
  return [replacement.kind === "module" ? replacement.module : { path: path6, version }];
}
__name(resolveReplacement, "resolveReplacement");

// src/plan/vendored.ts
import path4 from "node:path";

// src/go/vendor.ts
import path3 from "node:path";
function checkVendor(modulesTxt, goMods, goWork) {
  const vendored = parseModulesTxt(modulesTxt);
  const reason = checkMode(vendored, goWork) ?? checkRequires(vendored, goMods) ?? checkReplaces(vendored, goMods, goWork) ?? checkExplicit(vendored, goMods) ?? checkReplaced(vendored, goMods, goWork);
  return reason === void 0 ? { kind: "consistent" } : { kind: "inconsistent", reason };
}
__name(checkVendor, "checkVendor");
function checkMode({ forWorkspace }, goWork) {
  if (forWorkspace && goWork === void 0)
    return "vendor/modules.txt is for a workspace, but there is no go.work";
  if (!forWorkspace && goWork !== void 0)
    return "vendor/modules.txt is not for a workspace, but there is a go.work";
  return void 0;
}
__name(checkMode, "checkMode");
function checkRequires({ modules }, goMods) {
  const missing = goMods.flatMap(({ requires }) => requires).find((required) => !modules.get(keyOf(required))?.explicit);
  if (missing === void 0) return void 0;
  return `${describe(missing)} is required in go.mod, but not marked as explicit in vendor/modules.txt`;
}
__name(checkRequires, "checkRequires");
function checkReplaces({ modules }, goMods, goWork) {
  const replaces = [...goMods, ...goWork === void 0 ? [] : [goWork]].flatMap((file) => file.replaces);
  for (const { old } of replaces) {
    const marked = textOf(modules.get(keyOf(old))?.replacement);
    const actual = textOf(effectiveReplacement(old, goMods, goWork));
    if (marked !== actual) {
      return `${describe(old)} is replaced by ${actual}, but by ${marked} according to vendor/modules.txt`;
    }
  }
  return void 0;
}
__name(checkReplaces, "checkReplaces");
function checkExplicit({ modules }, goMods) {
  const required = new Set(goMods.flatMap(({ requires }) => requires.map(keyOf)));
  for (const [key, { module, explicit, hasPackages }] of modules) {
    if (explicit && hasPackages && !required.has(key)) {
      return `${describe(module)} is marked as explicit in vendor/modules.txt, but not required in go.mod`;
    }
  }
  return void 0;
}
__name(checkExplicit, "checkExplicit");
function checkReplaced({ modules }, goMods, goWork) {
  for (const { module, replacement } of modules.values()) {
    if (replacement !== void 0 && effectiveReplacement(module, goMods, goWork) === void 0) {
      return `${describe(module)} is marked as replaced in vendor/modules.txt, but not replaced`;
    }
  }
  return void 0;
}
__name(checkReplaced, "checkReplaced");
function effectiveReplacement(old, goMods, goWork) {
  if (old.version === void 0 && goMods.some(({ module }) => module === old.path)) return void 0;
  const byWorkspace = goWork && findReplace(old, goWork.replaces);
  if (byWorkspace !== void 0) return byWorkspace.new;
  const goMod = goMods.findLast(({ replaces }) => findReplace(old, replaces) !== void 0);
  const target = goMod && findReplace(old, goMod.replaces)?.new;
  return goMod && target && goWork ? seenFromWorkspace(target, goMod, goWork) : target;
}
__name(effectiveReplacement, "effectiveReplacement");
function seenFromWorkspace(target, goMod, goWork) {
  if (target.version !== void 0 || path3.isAbsolute(target.path)) return target;
  const dir = path3.join(path3.dirname(goMod.file), target.path);
  const relative = path3.relative(path3.dirname(goWork.file), dir).replaceAll(path3.sep, "/") || ".";
  return { path: isDirectoryPath(relative) ? relative : `./${relative}` };
}
__name(seenFromWorkspace, "seenFromWorkspace");
function parseModulesTxt(text) {
  const modules = /* @__PURE__ */ new Map();
  const lines = text.split("\n").map((line) => line.trimEnd());
  let current;
  for (const line of lines) {
    const header = line.startsWith("# ");
    if (header) current = moduleOf(line);
    if (current === void 0) continue;
    const known = modules.get(keyOf(current));
    const before = known ?? { module: current, explicit: false, replacement: void 0, hasPackages: false };
    modules.set(keyOf(current), {
      module: current,
      explicit: before.explicit || annotationsOf(line).includes("explicit"),
      replacement: (header ? replacementOf(line) : void 0) ?? before.replacement,
      hasPackages: before.hasPackages || /^[^#\s]\S*$/.test(line)
    });
  }
  return { forWorkspace: annotationsOf(lines[0] ?? "").includes("workspace"), modules };
}
__name(parseModulesTxt, "parseModulesTxt");
function moduleOf(line) {
  const [, modulePath, second] = line.split(/\s+/);
  if (modulePath === void 0 || second === void 0) return void 0;
  if (parseVersion(second) !== void 0) return { path: modulePath, version: second };
  return second === "=>" ? { path: modulePath } : void 0;
}
__name(moduleOf, "moduleOf");
function replacementOf(line) {
  const [, after] = line.split(" => ");
  const [target, version, ...rest] = after?.split(/\s+/) ?? [];
  if (target === void 0 || rest.length > 0) return void 0;
  if (version === void 0) return { path: target };
  return parseVersion(version) === void 0 ? void 0 : { path: target, version };
}
__name(replacementOf, "replacementOf");
function annotationsOf(line) {
  if (!line.startsWith("## ")) return [];
  return line.slice(3).split(";").map((entry) => entry.trim());
}
__name(annotationsOf, "annotationsOf");
function textOf(target) {
  return target === void 0 ? "nothing" : describe(target);
}
__name(textOf, "textOf");
function keyOf({ path: modulePath, version = "" }) {
  return `${modulePath}@${version}`;
}
__name(keyOf, "keyOf");
function describe({ path: modulePath, version }) {
  return version === void 0 ? modulePath : `${modulePath}@${version}`;
}
__name(describe, "describe");

// src/plan/vendored.ts
async function inspectVendor(root, goflags) {
  const mod = goflag(goflags, "mod");
  if (mod === "mod" || mod === "readonly") return { kind: "no" };
  const goWork = root.kind === "workspace" ? root.workspace.goWork : void 0;
  const goMods = modulesOf(root).map((module) => module.goMod);
  const goLine = root.kind === "workspace" ? root.workspace.goWork.go : root.module.goMod.go;
  const recent = isAtLeast(goLine, 14);
  if (!recent && mod !== "vendor") return { kind: "no" };
  let text;
  try {
    text = await readIfThere(path4.join(rootDir(root), "vendor", "modules.txt"));
  } catch (error) {
    if (error instanceof ActionError) return { kind: "inconsistent", reason: messageOf(error) };
    throw error;
  }
  if (text === void 0) return { kind: "no" };
  return recent ? checkVendor(text, goMods, goWork) : { kind: "consistent" };
}
__name(inspectVendor, "inspectVendor");
function isAtLeast(goLine, minor) {
  if (goLine === void 0) return false;
  const [major = 0, own = 0] = goLine.split(".").map((part) => Number.parseInt(part, 10));
  return major > 1 || major === 1 && own >= minor;
}
__name(isAtLeast, "isAtLeast");

// src/plan/plan.ts
async function makePlan(inputs, ports, { neutralDir, signal }) {
  const { log } = ports.runner;
  const [goEnv, goWork] = await Promise.all([
    readGoEnv(ports.exec, { ...ports.env, ...inputs.goSettings }, neutralDir, signal),
    readGoWork(ports.exec, ports.env, inputs.workingDirectory, signal)
  ]);
  const settings = resolveGoSettings(inputs.goSettings, ports.env, goEnv);
  for (const secret of secretsOfSettings(settings)) ports.runner.mask(secret);
  publishSettings(settings, goEnv, ports.runner);
  const found = await findRoots({
    workingDirectory: inputs.workingDirectory,
    patterns: inputs.goModFiles,
    goWork,
    modfile: goflag(goEnv.GOFLAGS, "modfile"),
    leftOut: foreignFolders(inputs, goEnv),
    onPassedOver: /* @__PURE__ */ __name((what) => log.notice(what), "onPassedOver")
  });
  const { roots, reasons } = await sortOut(found, goEnv.GOFLAGS, log);
  if (roots.length === 0 && inputs.extraModules.length === 0) {
    return { kind: "nothing", reason: reasonForNothing(reasons, inputs.workingDirectory), goEnv };
  }
  const checksums = mergeChecksums(found.map(sumsOf));
  const cacheKey = makeCacheKey({
    prefix: inputs.cacheKeyPrefix,
    roots,
    packages: inputs.packages,
    build: buildFacts(goEnv)
  });
  for (const root of roots) log.info(describeRoot(root));
  return {
    kind: "plan",
    plan: {
      goEnv,
      settings,
      goCommandEnv: goCommandEnv(ports.env, settings),
      roots,
      home: roots[0] ?? found[0],
      checksums,
      cacheKey,
      required: requiredModules(roots, checksums),
      writableDirs: isGoflagSet(goEnv.GOFLAGS, "modcacherw")
    }
  };
}
__name(makePlan, "makePlan");
function foreignFolders({ cacheDirectory, mirrorDirectory }, { GOMODCACHE, GOPATH, GOROOT }) {
  const packages = GOPATH.split(path5.delimiter).map((dir) => dir && path5.join(dir, "pkg"));
  return [GOMODCACHE, GOROOT, ...packages, cacheDirectory ?? "", mirrorDirectory ?? ""].filter(
    (dir) => dir !== ""
  );
}
__name(foreignFolders, "foreignFolders");
function publishSettings(settings, goEnv, runner) {
  runner.log.info(`Go: ${goEnv.GOVERSION}`);
  for (const setting of settings) {
    const line = describeSetting(setting);
    if (setting.source === "go env" && setting.name !== "GOMODCACHE") runner.log.debug(line);
    else runner.log.info(line);
  }
  for (const [name, value] of exportedSettings(settings)) runner.exportVariable(name, value);
}
__name(publishSettings, "publishSettings");
async function sortOut(found, goflags, log) {
  const roots = [];
  const reasons = [];
  for (const root of found) {
    const reason = await reasonToSkip(root, goflags, log);
    if (reason === void 0) roots.push(root);
    else {
      reasons.push(reason);
      log.info(`${describeRoot(root)}: ${reason}`);
    }
  }
  return { roots, reasons };
}
__name(sortOut, "sortOut");
async function reasonToSkip(root, goflags, log) {
  if (root.kind === "workspace" && root.workspace.members.length === 0) throw emptyWorkspace(root.workspace);
  const vendored = await inspectVendor(root, goflags);
  if (vendored.kind === "consistent")
    return "the go command builds from the vendor directory, which has everything";
  if (vendored.kind === "inconsistent") {
    log.notice(
      `The vendor directory is inconsistent with go.mod: ${vendored.reason}. Run \`go mod vendor\` and commit the result.`,
      {
        title: "vendor/ is out of date"
      }
    );
  }
  if (modulesOf(root).every((module) => module.goMod.requires.length === 0))
    return "the module has no dependencies";
  if (sumsOf(root).length === 0) log.notice(withoutChecksums(root), { title: "No go.sum" });
  return void 0;
}
__name(reasonToSkip, "reasonToSkip");
function withoutChecksums(root) {
  const what = `${describeRoot(root)} has dependencies but no checksums in go.sum`;
  return `${what}: its modules are downloaded, but cannot be cached. Run \`go mod tidy\` and commit go.sum.`;
}
__name(withoutChecksums, "withoutChecksums");
function emptyWorkspace({ goWork }) {
  return new ActionError(
    `no modules were found in the current workspace: ${goWork.file} has no \`use\` directive`,
    {
      code: "go-work-empty",
      class: "go-mod",
      hint: "Name the modules of the workspace, for example with `go work use ./folder`, or set GOWORK=off.",
      location: { file: goWork.file }
    }
  );
}
__name(emptyWorkspace, "emptyWorkspace");
function reasonForNothing(reasons, dir) {
  if (reasons.length === 0) return `there is no go.mod in ${dir} or below it`;
  return [...new Set(reasons)].join("; ");
}
__name(reasonForNothing, "reasonForNothing");
function describeRoot(root) {
  if (root.kind === "module") return `Module ${root.module.goMod.module} in ${rootDir(root)}`;
  const members = root.workspace.members.length;
  return `Workspace of ${members} ${members === 1 ? "module" : "modules"} in ${rootDir(root)}`;
}
__name(describeRoot, "describeRoot");
function buildFacts(goEnv) {
  return {
    GOOS: goEnv.GOOS,
    GOARCH: goEnv.GOARCH,
    CGO_ENABLED: goEnv.CGO_ENABLED,
    GOFLAGS: goEnv.GOFLAGS,
    GOEXPERIMENT: goEnv.GOEXPERIMENT,
    goMinor: /^go\d+\.\d+/.exec(goEnv.GOVERSION)?.[0] ?? goEnv.GOVERSION
  };
}
__name(buildFacts, "buildFacts");

export {
  inputDefinitions,
  definitionOf,
  InputError,
  parseDuration,
  isSwitchWord,
  parseSwitch,
  readInputs,
  isFile,
  findRoots,
  uncoveredFiles,
  goflag,
  makePlan,
  foreignFolders
};
