import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  Stalled,
  fullJitter,
  withWatchdog
} from "./chunk-5ILJL5PV.mjs";
import {
  DeadlineExceeded,
  withDeadline
} from "./chunk-SWAGFF3B.mjs";
import {
  conflictHint,
  formatBytes,
  formatCount,
  formatDuration,
  isConflictMarker,
  isTime,
  mergeChecksums,
  openPack,
  parseGoSum,
  plainText
} from "./chunk-5WRNUYJJ.mjs";
import {
  endProcessTree,
  getExecOutput,
  ownGroup,
  packName,
  parseCacheAnswer
} from "./chunk-RYYVJRPQ.mjs";
import {
  compression,
  openModule
} from "./chunk-IDEI5UUF.mjs";
import {
  encodeFooter,
  holdsModules,
  inspectModule,
  limits,
  magic,
  modcacheError,
  modcachePaths,
  onDisk,
  packFileError,
  placeFile,
  removeTree
} from "./chunk-RAFZYFLB.mjs";
import {
  checkPath,
  compareModules,
  moduleKey,
  parseVersion,
  unescapePath,
  unescapeVersion
} from "./chunk-EHO2DON2.mjs";
import {
  UnreadableModule
} from "./chunk-LWABET3N.mjs";
import {
  goModHash
} from "./chunk-5EJFMOZH.mjs";
import {
  forwardProxySettings
} from "./chunk-Q2ME3UY3.mjs";
import {
  credentialsOf,
  parseGoproxy,
  redactUrls,
  withoutCredentials
} from "./chunk-CC5XOXPF.mjs";
import {
  ActionError,
  errnoOf,
  messageOf
} from "./chunk-2MBDZSVY.mjs";
import {
  __commonJS,
  __name,
  __toESM
} from "./chunk-DXQMW3HQ.mjs";

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
    exports.basename = (path27, { windows } = {}) => {
      const segs = path27.split(windows ? /[\\/]/ : "/");
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
    var isPathSeparator = /* @__PURE__ */ __name((code2) => {
      return code2 === CHAR_FORWARD_SLASH || code2 === CHAR_BACKWARD_SLASH;
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
      const tokens2 = [];
      const parts = [];
      let str = input;
      let index = -1;
      let start2 = 0;
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
      let code2;
      let token = { value: "", depth: 0, isGlob: false };
      const eos = /* @__PURE__ */ __name(() => index >= length, "eos");
      const peek = /* @__PURE__ */ __name(() => str.charCodeAt(index + 1), "peek");
      const advance = /* @__PURE__ */ __name(() => {
        prev = code2;
        return str.charCodeAt(++index);
      }, "advance");
      while (index < length) {
        code2 = advance();
        let next;
        if (code2 === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          code2 = advance();
          if (code2 === CHAR_LEFT_CURLY_BRACE) {
            braceEscaped = true;
          }
          continue;
        }
        if (braceEscaped === true || code2 === CHAR_LEFT_CURLY_BRACE) {
          braces++;
          while (eos() !== true && (code2 = advance())) {
            if (code2 === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }
            if (code2 === CHAR_LEFT_CURLY_BRACE) {
              braces++;
              continue;
            }
            if (braceEscaped !== true && code2 === CHAR_DOT && (code2 = advance()) === CHAR_DOT) {
              isBrace = token.isBrace = true;
              isGlob = token.isGlob = true;
              finished = true;
              if (scanToEnd === true) {
                continue;
              }
              break;
            }
            if (braceEscaped !== true && code2 === CHAR_COMMA) {
              isBrace = token.isBrace = true;
              isGlob = token.isGlob = true;
              finished = true;
              if (scanToEnd === true) {
                continue;
              }
              break;
            }
            if (code2 === CHAR_RIGHT_CURLY_BRACE) {
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
        if (code2 === CHAR_FORWARD_SLASH) {
          slashes.push(index);
          tokens2.push(token);
          token = { value: "", depth: 0, isGlob: false };
          if (finished === true) continue;
          if (prev === CHAR_DOT && index === start2 + 1) {
            start2 += 2;
            continue;
          }
          lastIndex = index + 1;
          continue;
        }
        if (opts.noext !== true) {
          const isExtglobChar = code2 === CHAR_PLUS || code2 === CHAR_AT || code2 === CHAR_ASTERISK || code2 === CHAR_QUESTION_MARK || code2 === CHAR_EXCLAMATION_MARK;
          if (isExtglobChar === true && peek() === CHAR_LEFT_PARENTHESES) {
            isGlob = token.isGlob = true;
            isExtglob = token.isExtglob = true;
            finished = true;
            if (code2 === CHAR_EXCLAMATION_MARK && index === start2) {
              negatedExtglob = true;
            }
            if (scanToEnd === true) {
              let parens = 0;
              while (eos() !== true && (code2 = advance())) {
                if (code2 === CHAR_BACKWARD_SLASH) {
                  backslashes = token.backslashes = true;
                  advance();
                  continue;
                }
                if (code2 === CHAR_LEFT_PARENTHESES) {
                  parens++;
                  continue;
                }
                if (code2 === CHAR_RIGHT_PARENTHESES && --parens === 0) {
                  finished = true;
                  break;
                }
              }
              continue;
            }
            break;
          }
        }
        if (code2 === CHAR_ASTERISK) {
          if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
          isGlob = token.isGlob = true;
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code2 === CHAR_QUESTION_MARK) {
          isGlob = token.isGlob = true;
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code2 === CHAR_LEFT_SQUARE_BRACKET) {
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
        if (opts.nonegate !== true && code2 === CHAR_EXCLAMATION_MARK && index === start2) {
          negated = token.negated = true;
          start2++;
          continue;
        }
        if (opts.noparen !== true && code2 === CHAR_LEFT_PARENTHESES) {
          isGlob = token.isGlob = true;
          if (scanToEnd === true) {
            let parens = 1;
            while (eos() !== true && (code2 = advance())) {
              if (code2 === CHAR_BACKWARD_SLASH) {
                backslashes = token.backslashes = true;
                advance();
                continue;
              }
              if (code2 === CHAR_LEFT_PARENTHESES) {
                parens++;
                continue;
              }
              if (code2 === CHAR_RIGHT_PARENTHESES && --parens === 0) {
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
      if (start2 > 0) {
        prefix = str.slice(0, start2);
        str = str.slice(start2);
        lastIndex -= start2;
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
        start: start2,
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
        if (!isPathSeparator(code2)) {
          tokens2.push(token);
        }
        state.tokens = tokens2;
      }
      if (opts.parts === true || opts.tokens === true) {
        let prevIndex;
        for (let idx = 0; idx < slashes.length; idx++) {
          const n2 = prevIndex !== void 0 ? prevIndex + 1 : start2;
          const i = slashes[idx];
          const value2 = input.slice(n2, i);
          if (opts.tokens) {
            if (idx === 0 && start2 !== 0) {
              tokens2[idx].isPrefix = true;
              tokens2[idx].value = prefix;
            } else {
              tokens2[idx].value = value2;
            }
            depth(tokens2[idx]);
            state.maxDepth += tokens2[idx].depth;
          }
          if (i >= start2) {
            parts.push(value2);
            prevIndex = i;
          }
        }
        const n = prevIndex !== void 0 ? prevIndex + 1 : start2;
        const value = input.slice(n);
        parts.push(value);
        if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
          tokens2[tokens2.length - 1].value = value;
          depth(tokens2[tokens2.length - 1]);
          state.maxDepth += tokens2[tokens2.length - 1].depth;
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
    var constants3 = require_constants();
    var utils = require_utils();
    var {
      MAX_LENGTH,
      POSIX_REGEX_SOURCE,
      REGEX_NON_SPECIAL_CHARS,
      REGEX_SPECIAL_CHARS_BACKREF,
      REPLACEMENTS
    } = constants3;
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
      let quote2 = 0;
      let value = "";
      let escaped2 = false;
      for (const ch of input) {
        if (escaped2 === true) {
          value += ch;
          escaped2 = false;
          continue;
        }
        if (ch === "\\") {
          value += ch;
          escaped2 = true;
          continue;
        }
        if (ch === '"') {
          quote2 = quote2 === 1 ? 0 : 1;
          value += ch;
          continue;
        }
        if (quote2 === 0) {
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
      let escaped2 = false;
      for (const ch of branch) {
        if (escaped2 === true) {
          escaped2 = false;
          continue;
        }
        if (ch === "\\") {
          escaped2 = true;
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
      let quote2 = 0;
      let escaped2 = false;
      for (let i = 1; i < pattern.length; i++) {
        const ch = pattern[i];
        if (escaped2 === true) {
          escaped2 = false;
          continue;
        }
        if (ch === "\\") {
          escaped2 = true;
          continue;
        }
        if (ch === '"') {
          quote2 = quote2 === 1 ? 0 : 1;
          continue;
        }
        if (quote2 === 1) {
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
      const max = typeof options.maxExtglobRecursion === "number" ? options.maxExtglobRecursion : constants3.DEFAULT_MAX_EXTGLOB_RECURSION;
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
      const tokens2 = [bos];
      const capture = opts.capture ? "" : "?:";
      const PLATFORM_CHARS = constants3.globChars(opts.windows);
      const EXTGLOB_CHARS = constants3.extglobChars(PLATFORM_CHARS);
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
        tokens: tokens2
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
        tokens2.push(tok);
        prev = tok;
      }, "push");
      const extglobOpen = /* @__PURE__ */ __name((type, value2) => {
        const token = { ...EXTGLOB_CHARS[value2], conditions: 1, inner: "" };
        token.prev = prev;
        token.parens = state.parens;
        token.output = state.output;
        token.startIndex = state.index;
        token.tokensIndex = tokens2.length;
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
          const open2 = tokens2[token.tokensIndex];
          open2.type = "text";
          open2.value = literal;
          open2.output = safeOutput || utils.escapeRegex(literal);
          for (let i = token.tokensIndex + 1; i < tokens2.length; i++) {
            tokens2[i].value = "";
            tokens2[i].output = "";
            delete tokens2[i].suffix;
          }
          state.output = token.output + open2.output;
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
                const pre2 = prev.value.slice(0, idx);
                const rest2 = prev.value.slice(idx + 2);
                const posix = POSIX_REGEX_SOURCE[rest2];
                if (posix) {
                  prev.value = pre2 + posix;
                  state.backtrack = true;
                  advance();
                  if (!bos.output && tokens2.indexOf(prev) === 1) {
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
          const escaped2 = utils.escapeRegex(prev.value);
          state.output = state.output.slice(0, -prev.value.length);
          if (opts.literalBrackets === true) {
            state.output += escaped2;
            prev.value = escaped2;
            continue;
          }
          prev.value = `(${capture}${escaped2}|${prev.value})`;
          state.output += prev.value;
          continue;
        }
        if (value === "{" && opts.nobrace !== true) {
          increment("braces");
          const open2 = {
            type: "brace",
            value,
            output: "(",
            outputIndex: state.output.length,
            tokensIndex: state.tokens.length
          };
          braces.push(open2);
          push(open2);
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
            const arr = tokens2.slice();
            const range = [];
            for (let i = arr.length - 1; i >= 0; i--) {
              tokens2.pop();
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
            tokens2.pop();
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
      } = constants3.globChars(opts.windows);
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
      const create2 = /* @__PURE__ */ __name((str) => {
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
            const source2 = create2(match[1]);
            if (!source2) return;
            return source2 + DOT_LITERAL + match[2];
          }
        }
      }, "create");
      const output = utils.removePrefix(input, state);
      let source = create2(output);
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
    var constants3 = require_constants();
    var isObject2 = /* @__PURE__ */ __name((val) => val && typeof val === "object" && !Array.isArray(val), "isObject");
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
      const isState = isObject2(glob) && glob.tokens && glob.input;
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
    picomatch2.isMatch = (str, patterns2, options) => picomatch2(patterns2, options)(str);
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
    picomatch2.constants = constants3;
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

// src/adapters/child-process-exec.ts
import { spawn } from "node:child_process";
import { once } from "node:events";

// src/adapters/find-program.ts
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import path from "node:path";
var thisPlatform = { windows: process.platform === "win32" };
async function findProgram(name, env, platform = thisPlatform) {
  for (const candidate of candidates(name, env, platform)) {
    if (await isExecutable(candidate)) return candidate;
  }
  const where = path.isAbsolute(name) ? "" : " on PATH";
  throw new ActionError(`there is no program \`${name}\`${where}`, {
    code: "program-not-found",
    class: "configuration",
    hint: name === "go" ? "Install Go first, for example with actions/setup-go (and its cache off), or put go on PATH." : `Install \`${name}\`, or put it on PATH.`
  });
}
__name(findProgram, "findProgram");
function candidates(name, env, { windows }) {
  const extensions = windows ? [...variable(env, "PATHEXT", windows).split(";"), ""] : [""];
  const files = path.isAbsolute(name) ? [name] : variable(env, "PATH", windows).split(path.delimiter).filter((dir) => path.isAbsolute(dir)).map((dir) => path.join(dir, name));
  return files.flatMap((file) => [...new Set(extensions)].map((extension) => file + extension));
}
__name(candidates, "candidates");
function variable(env, name, windows) {
  if (!windows) return env[name] ?? "";
  return Object.entries(env).find(([given]) => given.toUpperCase() === name)?.[1] ?? "";
}
__name(variable, "variable");
async function isExecutable(file) {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return false;
  }
}
__name(isExecutable, "isExecutable");

// src/adapters/child-process-exec.ts
function childProcessExec() {
  return { ask, run };
}
__name(childProcessExec, "childProcessExec");
async function ask({ file, args, cwd, env }) {
  const program = await findProgram(file, env);
  const { exitCode, stdout, stderr } = await getExecOutput(quoted(program), [...args], {
    cwd,
    env: definedOnly(env),
    silent: true,
    ignoreReturnCode: true
  });
  return { code: Number.isInteger(exitCode) ? exitCode : -1, stdout, stderr };
}
__name(ask, "ask");
async function run(command, { signal, onStdout, onStderrLine }) {
  const program = await findProgram(command.file, command.env);
  if (signal.aborted) return { kind: "aborted", reason: signal.reason };
  const child = await start(program, command);
  const read = Promise.all([
    readText(child.stdout, (text) => onStdout?.(text)),
    readLines(child.stderr, (line) => onStderrLine?.(line))
  ]);
  const exit = await endOf(child, signal);
  await endProcessTree(child);
  await finish(child, read);
  return exit;
}
__name(run, "run");
async function start(program, { file, args, cwd, env }) {
  try {
    const child = spawn(program, args, {
      cwd,
      env: { ...env },
      detached: ownGroup,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true
    });
    await once(child, "spawn");
    return child;
  } catch (error) {
    throw new ActionError(`\`${file}\` could not be started in ${cwd}`, {
      code: "program-not-started",
      class: "configuration",
      hint: "Check that the folder exists and that the program is one for this system.",
      cause: error
    });
  }
}
__name(start, "start");
async function endOf(child, signal) {
  const exited = once(child, "exit");
  const aborted = Promise.withResolvers();
  const onAbort = /* @__PURE__ */ __name(() => aborted.resolve(), "onAbort");
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) onAbort();
  try {
    await Promise.race([exited, aborted.promise.then(() => endProcessTree(child))]);
    const [code2, endedBy] = await exited;
    if (signal.aborted) return { kind: "aborted", reason: signal.reason };
    return typeof code2 === "number" ? { kind: "exited", code: code2 } : { kind: "killed", signal: String(endedBy) };
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
__name(endOf, "endOf");
var lastWordsMs = 1e3;
async function finish(child, read) {
  const giveUp = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, lastWordsMs);
  await read;
  clearTimeout(giveUp);
}
__name(finish, "finish");
async function readText(stream, onText) {
  stream.setEncoding("utf8");
  stream.on("data", onText);
  await once(stream, "close");
}
__name(readText, "readText");
async function readLines(stream, onLine) {
  let rest = "";
  await readText(stream, (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line.replace(/\r$/, ""));
  });
  if (rest !== "") onLine(rest);
}
__name(readLines, "readLines");
function quoted(program) {
  return `"${program.replaceAll('"', '\\"')}"`;
}
__name(quoted, "quoted");
function definedOnly(env) {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => value === void 0 ? [] : [[name, value]])
  );
}
__name(definedOnly, "definedOnly");

// src/adapters/directory-cache.ts
import { mkdir, stat as stat2 } from "node:fs/promises";
import path4 from "node:path";

// src/adapters/directory-cache-entries.ts
import { lstat, readdir, unlink, utimes } from "node:fs/promises";
import path2 from "node:path";
var suffix = ".pack";
var unfinishedPrefix = ".unfinished-";
function entryFile(dir, key) {
  return path2.join(dir, `${key}${suffix}`);
}
__name(entryFile, "entryFile");
function unfinishedFile(dir, unique) {
  return path2.join(dir, `${unfinishedPrefix}${unique}`);
}
__name(unfinishedFile, "unfinishedFile");
async function findEntry(dir, keys) {
  const stored = await keysIn(dir);
  for (const key of keys) {
    const exact = stored.includes(key) ? await entryOf(dir, key) : void 0;
    const entry = exact ?? newest(
      await entriesOf(
        dir,
        stored.filter((name) => name.startsWith(key))
      )
    );
    if (entry !== void 0) return entry;
  }
  return void 0;
}
__name(findEntry, "findEntry");
async function markUsed(entry, now) {
  try {
    await utimes(entry.file, now / 1e3, entry.stored / 1e3);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
  }
}
__name(markUsed, "markUsed");
async function pruneEntries(dir, maxBytes, kept, now) {
  const entries = await entriesOf(dir, await keysIn(dir));
  let bytes = entries.reduce((sum3, entry) => sum3 + entry.bytes, 0);
  for (const entry of entries.toSorted((a, b) => a.used - b.used)) {
    if (bytes <= maxBytes) break;
    if (entry.key === kept) continue;
    await removeIfPossible(entry.file);
    bytes -= entry.bytes;
  }
  for (const name of await readdir(dir)) {
    if (name.startsWith(unfinishedPrefix)) await removeIfAbandoned(path2.join(dir, name), now);
  }
}
__name(pruneEntries, "pruneEntries");
var dayMs = 24 * 60 * 60 * 1e3;
async function removeIfAbandoned(file, now) {
  const stats = await lstat(file).catch(undefinedIfAbsent);
  if (stats !== void 0 && now - stats.mtimeMs > dayMs) await removeIfPossible(file);
}
__name(removeIfAbandoned, "removeIfAbandoned");
async function removeIfPossible(file) {
  try {
    await unlink(file);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
  }
}
__name(removeIfPossible, "removeIfPossible");
async function keysIn(dir) {
  const names2 = await readdir(dir).catch(undefinedIfAbsent) ?? [];
  return names2.filter((name) => name.endsWith(suffix) && !name.startsWith(".")).map((name) => name.slice(0, -suffix.length));
}
__name(keysIn, "keysIn");
async function entriesOf(dir, keys) {
  const entries = await Promise.all(keys.map((key) => entryOf(dir, key)));
  return entries.filter((entry) => entry !== void 0);
}
__name(entriesOf, "entriesOf");
async function entryOf(dir, key) {
  const file = entryFile(dir, key);
  const stats = await lstat(file).catch(undefinedIfAbsent);
  if (stats === void 0 || !stats.isFile()) return void 0;
  return { key, file, bytes: stats.size, stored: stats.mtimeMs, used: stats.atimeMs };
}
__name(entryOf, "entryOf");
function newest(entries) {
  return entries.toSorted((a, b) => b.stored - a.stored || (a.key < b.key ? -1 : 1))[0];
}
__name(newest, "newest");
function undefinedIfAbsent(error) {
  if (errnoOf(error) !== "ENOENT") throw error;
}
__name(undefinedIfAbsent, "undefinedIfAbsent");

// src/adapters/directory-cache-publish.ts
import { createReadStream, createWriteStream } from "node:fs";
import { link, lstat as lstat2, rename, rm, utimes as utimes2 } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
async function publish({ source, unfinished, target, now, signal }, makeLink = link) {
  try {
    const copy = createWriteStream(unfinished, { flags: "wx", mode: 420, flush: true });
    await pipeline(createReadStream(source), copy, { signal });
    await utimes2(unfinished, now / 1e3, now / 1e3);
    return await nameOnce(unfinished, target, makeLink);
  } finally {
    await rm(unfinished, { force: true });
  }
}
__name(publish, "publish");
async function nameOnce(unfinished, target, makeLink) {
  try {
    await makeLink(unfinished, target);
    return "published";
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "EEXIST") return "exists";
    if (errno === void 0 || !linksUnsupported.has(errno)) throw error;
  }
  if (await isThere(target)) return "exists";
  await rename(unfinished, target);
  return "published";
}
__name(nameOnce, "nameOnce");
var linksUnsupported = /* @__PURE__ */ new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL", "EISDIR"]);
async function isThere(file) {
  try {
    await lstat2(file);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}
__name(isThere, "isThere");

// src/adapters/directory-cache-place.ts
import path3 from "node:path";
function userCacheDirectory(platform, env) {
  if (platform === "win32") {
    return path3.win32.join(required(env, "LOCALAPPDATA", "LocalAppData"), "go-mod-download");
  }
  if (platform === "darwin") {
    return path3.posix.join(required(env, "HOME"), "Library/Caches/go-mod-download");
  }
  const xdg = env["XDG_CACHE_HOME"];
  const caches = xdg?.startsWith("/") ? xdg : path3.posix.join(required(env, "HOME"), ".cache");
  return path3.posix.join(caches, "go-mod-download");
}
__name(userCacheDirectory, "userCacheDirectory");
function required(env, ...names2) {
  for (const name of names2) {
    const value = env[name];
    if (value) return value;
  }
  throw new ActionError(`There is no folder for the directory cache: ${names2.at(-1)} is not set`, {
    code: "no-cache-directory",
    class: "configuration",
    hint: "Set `cache-directory` to the folder that shall hold the cache."
  });
}
__name(required, "required");

// src/adapters/directory-cache.ts
function directoryCache(options) {
  const dir = path4.join(options.root, "v1");
  return {
    kind: "directory",
    place: options.root,
    lookup: /* @__PURE__ */ __name((keys, signal) => answering(keys, signal, () => lookUp(dir, keys)), "lookup"),
    fetch: /* @__PURE__ */ __name((keys, signal) => answering(keys, signal, () => fetchEntry(dir, keys, options.clock)), "fetch"),
    store: /* @__PURE__ */ __name((key, file, signal) => answering([key], signal, () => store(dir, key, file, signal, options)), "store")
  };
}
__name(directoryCache, "directoryCache");
async function lookUp(dir, keys) {
  const entry = await findEntry(dir, keys);
  return entry === void 0 ? { kind: "none" } : { kind: "found", key: entry.key };
}
__name(lookUp, "lookUp");
async function fetchEntry(dir, keys, clock) {
  const entry = await findEntry(dir, keys);
  if (entry === void 0) return { kind: "none" };
  await markUsed(entry, clock.now());
  const { key, file, bytes } = entry;
  return { kind: "found", key, file, bytes, dispose: /* @__PURE__ */ __name(async () => {
  }, "dispose") };
}
__name(fetchEntry, "fetchEntry");
async function store(dir, key, source, signal, { maxBytes, random, clock }) {
  const { size: bytes } = await stat2(source);
  const target = entryFile(dir, key);
  const unfinished = unfinishedFile(dir, `${process.pid}-${random().toString(36).slice(2)}`);
  try {
    await mkdir(dir, { recursive: true });
    if (await isThere(target)) return { kind: "exists" };
    const outcome = await publish({ source, unfinished, target, now: clock.now(), signal });
    if (outcome === "exists") return { kind: "exists" };
  } catch (error) {
    if (readOnly.has(errnoOf(error) ?? "")) return { kind: "denied", reason: reasonOf(error) };
    throw error;
  }
  await pruneEntries(dir, maxBytes, key, clock.now());
  return { kind: "stored", bytes };
}
__name(store, "store");
var readOnly = /* @__PURE__ */ new Set(["EACCES", "EPERM", "EROFS"]);
async function answering(keys, signal, body) {
  const wrong = keys.find((key) => !isFileName(key));
  if (wrong !== void 0) {
    return unavailable(
      `the key \`${wrong}\` cannot be a file name: only A-Z a-z 0-9 . _ - and at most 200 of them`
    );
  }
  try {
    signal.throwIfAborted();
    return await body();
  } catch (error) {
    if (signal.aborted) return unavailable(messageOf(signal.reason));
    if (errnoOf(error) === void 0) throw error;
    return unavailable(reasonOf(error));
  }
}
__name(answering, "answering");
function isFileName(key) {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(key);
}
__name(isFileName, "isFileName");
function reasonOf(error) {
  return diskFull.has(errnoOf(error) ?? "") ? `the disk is full: ${messageOf(error)}` : messageOf(error);
}
__name(reasonOf, "reasonOf");
var diskFull = /* @__PURE__ */ new Set(["ENOSPC", "EDQUOT"]);
function unavailable(reason) {
  return { kind: "unavailable", reason };
}
__name(unavailable, "unavailable");

// src/adapters/github-cache.ts
import { rm as rm3, stat as stat3 } from "node:fs/promises";

// src/adapters/github-cache-child.ts
import { fork } from "node:child_process";
import { once as once2 } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
async function runCacheChild(run4) {
  const lines = [];
  if (run4.signal.aborted) return { ...callerStopped(run4.signal), lines };
  const child = fork(run4.child, [], {
    cwd: run4.cwd,
    env: run4.env,
    execArgv: [],
    detached: ownGroup,
    stdio: ["ignore", "pipe", "pipe", "ipc"]
  });
  readLines2([child.stdout, child.stderr], (line) => {
    lines.push(line);
    run4.watch.sawLine(line, performance.now());
  });
  const over = new AbortController();
  try {
    const end = await Promise.race([
      conversation(child, run4.request),
      callersStop(run4.signal, over.signal),
      watchsStop(run4, over.signal)
    ]);
    return { ...end, lines: [...lines] };
  } finally {
    over.abort();
    await endProcessTree(child);
  }
}
__name(runCacheChild, "runCacheChild");
async function conversation(child, request) {
  let message;
  child.on("message", (received) => {
    message = received;
  });
  const ended2 = new Promise((resolve2) => {
    child.on("close", (code2, signal) => resolve2(`status ${signal ?? code2}`));
    child.on("error", (error) => resolve2(messageOf(error)));
  });
  child.send(request);
  const how = await ended2;
  return message === void 0 ? { kind: "crashed", reason: `the cache process ended without an answer (${how})` } : { kind: "answered", answer: parseCacheAnswer(message) };
}
__name(conversation, "conversation");
async function callersStop(signal, over) {
  await once2(signal, "abort", { signal: over });
  return callerStopped(signal);
}
__name(callersStop, "callersStop");
function callerStopped(signal) {
  return { kind: "stopped", by: "caller", reason: messageOf(signal.reason) };
}
__name(callerStopped, "callerStopped");
async function watchsStop(run4, over) {
  for (; ; ) {
    await pause(run4.watchInterval, void 0, { signal: over });
    run4.watch.sawBytes(await run4.bytesOnDisk(), performance.now());
    const reason = run4.watch.verdict(performance.now());
    if (reason !== void 0) return { kind: "stopped", by: "watch", reason };
  }
}
__name(watchsStop, "watchsStop");
function readLines2(streams, sawLine) {
  for (const input of streams) {
    if (input !== null) createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }).on("line", sawLine);
  }
}
__name(readLines2, "readLines");

// src/adapters/github-cache-sandbox.ts
import { constants as constants2, copyFile, link as link2, lstat as lstat3, mkdir as mkdir2, mkdtemp, readdir as readdir2, rename as rename2, rm as rm2 } from "node:fs/promises";
import path5 from "node:path";
var sandboxVariables = { GITHUB_WORKSPACE: "../work", RUNNER_TEMP: ".." };
async function openSandbox(scratchDir) {
  await mkdir2(scratchDir, { recursive: true });
  const root = await mkdtemp(path5.join(scratchDir, "github-cache-"));
  const work = path5.join(root, "work");
  await mkdir2(work);
  return { root, work };
}
__name(openSandbox, "openSandbox");
async function closeSandbox(sandbox) {
  try {
    await rm2(sandbox.root, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
  }
}
__name(closeSandbox, "closeSandbox");
async function offerPack(sandbox, file) {
  const pack2 = path5.join(sandbox.work, packName);
  try {
    await link2(file, pack2);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") throw error;
    await copyFile(file, pack2, constants2.COPYFILE_EXCL | constants2.COPYFILE_FICLONE);
  }
}
__name(offerPack, "offerPack");
async function takePack(sandbox) {
  const received = path5.join(sandbox.work, packName);
  try {
    const stats = await lstat3(received);
    if (!stats.isFile() || stats.nlink !== 1) return { kind: "not-a-file" };
    const file = `${sandbox.root}.pack`;
    await rename2(received, file);
    return { kind: "pack", file, bytes: stats.size };
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return { kind: "absent" };
    throw error;
  }
}
__name(takePack, "takePack");
async function sandboxBytes(sandbox) {
  const sizes = await Promise.all((await foldersIn(sandbox.root)).map(bytesIn));
  return sizes.reduce((sum3, size) => sum3 + size, 0);
}
__name(sandboxBytes, "sandboxBytes");
async function foldersIn(dir) {
  const entries = await readdir2(dir, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => path5.join(dir, entry.name));
}
__name(foldersIn, "foldersIn");
async function bytesIn(dir) {
  let bytes = 0;
  for (const name of await readdir2(dir)) bytes += await sizeOf(path5.join(dir, name));
  return bytes;
}
__name(bytesIn, "bytesIn");
async function sizeOf(file) {
  try {
    return (await lstat3(file)).size;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return 0;
    throw error;
  }
}
__name(sizeOf, "sizeOf");

// src/adapters/github-cache-environment.ts
var passedOn = new Set(
  [
    "ACTIONS_CACHE_MODE ACTIONS_CACHE_SERVICE_V2 ACTIONS_CACHE_URL ACTIONS_ORCHESTRATION_ID ACTIONS_RESULTS_URL",
    "ACTIONS_RUNTIME_TOKEN GITHUB_SERVER_URL SEGMENT_DOWNLOAD_TIMEOUT_MINS",
    "HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS NODE_USE_SYSTEM_CA SSL_CERT_DIR SSL_CERT_FILE",
    "PATH HOME LD_LIBRARY_PATH",
    "COMSPEC PATHEXT PROGRAMFILES SYSTEMDRIVE SYSTEMROOT USERPROFILE WINDIR"
  ].flatMap((names2) => names2.split(" "))
);
function cacheChildEnvironment(env, sandbox) {
  const child = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== void 0 && passedOn.has(name.toUpperCase())) child[name] = value;
  }
  return {
    ...child,
    ...sandboxVariables,
    TMPDIR: sandbox.root,
    TEMP: sandbox.root,
    TMP: sandbox.root,
    // A pack is compressed already; the archive around it should only cost little.
    ZSTD_CLEVEL: "1",
    // The library unpacks with `tar -P`. A name with a slash, `.` or `..` is not the pack, so GNU tar leaves it out;
    // what is left can only land in the sandbox. bsdtar does not read this variable.
    TAR_OPTIONS: "--exclude=*/* --exclude=. --exclude=.."
  };
}
__name(cacheChildEnvironment, "cacheChildEnvironment");
function hasGithubCacheService(env) {
  return Boolean(env["ACTIONS_RESULTS_URL"] || env["ACTIONS_CACHE_URL"]);
}
__name(hasGithubCacheService, "hasGithubCacheService");

// src/adapters/github-cache-failure.ts
function cacheFailureIn(lines, secrets) {
  return causeIn(lines.flatMap(verdictIn), secrets);
}
__name(cacheFailureIn, "cacheFailureIn");
function failedAttemptIn(lines, secrets) {
  const attempts = lines.filter((line) => /^Attempt \d+ of \d+ failed with error: /.test(line));
  const cause = causeIn(attempts, secrets);
  return cause !== void 0 && "reason" in cause ? cause.reason : void 0;
}
__name(failedAttemptIn, "failedAttemptIn");
function verdictIn(line) {
  const match = /^::(?:warning|error)::(.*)$/.exec(line) ?? /^::debug::(Failed to reserve cache: .*)$/.exec(line) ?? /^(Failed to save: .*|Cache (?:restore|save) skipped: .*)$/.exec(line);
  return match?.[1] === void 0 ? [] : [match[1]];
}
__name(verdictIn, "verdictIn");
function causeIn(evidence, secrets) {
  const [first] = evidence;
  if (first === void 0) return void 0;
  const text = evidence.map((line) => redacted(line, secrets)).join("\n");
  for (const { pattern, failure } of causes) {
    const match = pattern.exec(text);
    if (match !== null) return failure(match[1] ?? match[0]);
  }
  const message = redacted(first, secrets).replace(
    /^(?:Failed to (?:restore|save)|uploadCache.* archive): /,
    ""
  );
  return unavailable2(`the cache service failed: ${message}`);
}
__name(causeIn, "causeIn");
var causes = [
  {
    pattern: /cache write denied: ?(.*)/,
    failure: /* @__PURE__ */ __name((detail) => denied(`the cache service denies writing: ${detail}`), "failure")
  },
  {
    pattern: /cache read denied: ?(.*)/,
    failure: /* @__PURE__ */ __name((detail) => unavailable2(`the cache service denies reading: ${detail}`), "failure")
  },
  {
    pattern: /effective cache-mode '([a-z-]+)' does not permit/,
    failure: /* @__PURE__ */ __name((mode) => denied(`ACTIONS_CACHE_MODE \`${mode}\` does not permit it`), "failure")
  },
  {
    pattern: /Key Validation Error: (?:\S+ )?((?:cannot|Keys are) .*)/,
    failure: /* @__PURE__ */ __name((rule) => unavailable2(`a key is none for the cache service: ${rule}`), "failure")
  },
  {
    pattern: /Cache storage quota has been hit/,
    failure: /* @__PURE__ */ __name(() => denied("the repository's quota of cache storage is used up"), "failure")
  },
  {
    pattern: /Failed request: \((\d{3})\)|responded with \d{3}|status code:? \d{3}/i,
    failure: /* @__PURE__ */ __name((found) => answered(Number(/\d{3}/.exec(found)?.[0])), "failure")
  },
  {
    pattern: /ECONNREFUSED/,
    failure: /* @__PURE__ */ __name(() => unavailable2("the cache service refused the connection (ECONNREFUSED)"), "failure")
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN/,
    failure: /* @__PURE__ */ __name((code2) => unavailable2(`the host name of the cache service was not found (${code2})`), "failure")
  },
  {
    pattern: /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|Request timeout/,
    failure: /* @__PURE__ */ __name((code2) => unavailable2(`the cache service could not be reached (${code2})`), "failure")
  },
  {
    pattern: /certificate|UNABLE_TO_VERIFY/i,
    failure: /* @__PURE__ */ __name(() => unavailable2(
      "the cache service's certificate is not trusted: name its authority in NODE_EXTRA_CA_CERTS"
    ), "failure")
  },
  {
    pattern: /ECONNRESET|EPIPE|socket hang up|premature close|aborted|incomplete download|terminated/i,
    failure: /* @__PURE__ */ __name(() => unavailable2("the connection to the cache service broke off"), "failure")
  },
  { pattern: /ENOSPC|No space left on device/, failure: /* @__PURE__ */ __name(() => unavailable2("the disk is full (ENOSPC)"), "failure") },
  {
    pattern: /Unable to locate executable file: g?tar/,
    failure: /* @__PURE__ */ __name(() => unavailable2("there is no `tar` on PATH"), "failure")
  },
  { pattern: /tar["']? failed with/, failure: /* @__PURE__ */ __name(() => unavailable2("`tar` could not read or write the entry"), "failure") },
  { pattern: /Invalid URL/, failure: /* @__PURE__ */ __name(() => unavailable2("ACTIONS_RESULTS_URL is not a URL"), "failure") },
  { pattern: /ACTIONS_RUNTIME_TOKEN/, failure: /* @__PURE__ */ __name(() => unavailable2("ACTIONS_RUNTIME_TOKEN is not set"), "failure") },
  {
    pattern: /Unexpected token|JSON/,
    failure: /* @__PURE__ */ __name(() => unavailable2("the cache service answered something that is not its protocol"), "failure")
  },
  {
    // Azure's client has no message for an answer without a body, as every answer to its HEAD is.
    pattern: /(?:Failed to (?:restore|save)|uploading cache archive): *$/m,
    failure: /* @__PURE__ */ __name(() => unavailable2("the storage of the cache service refused the transfer"), "failure")
  },
  { pattern: /another job may be creating this cache/, failure: /* @__PURE__ */ __name(() => ({ kind: "not-reserved" }), "failure") }
];
var longestReason = 300;
function answered(status) {
  const says = `the cache service answered ${status}`;
  if (status === 409) return { kind: "taken" };
  if (status === 401) return unavailable2(`${says}: it does not accept the job's token`);
  if (status === 403) return denied(`${says}: the job's token does not permit it`);
  if (status === 429) return unavailable2(`${says}: too many requests`);
  return unavailable2(status >= 500 ? `${says}: an error on its side` : says);
}
__name(answered, "answered");
function unavailable2(reason) {
  return { kind: "unavailable", reason: reason.slice(0, longestReason) };
}
__name(unavailable2, "unavailable");
function denied(reason) {
  return { kind: "denied", reason: reason.slice(0, longestReason) };
}
__name(denied, "denied");
function redacted(text, secrets) {
  const known = secrets.reduce((left, secret) => left.replaceAll(secret, "***"), text);
  return known.replaceAll(/(https?:\/\/[^\s?"']*)\?[^\s"']*/g, "$1?***").replaceAll(/(sig=|Bearer |token )[^\s&"']+/gi, "$1***").replaceAll(/\beyJ[\w.-]+/g, "***").replaceAll(/%0[AD]|[^\x20-\x7e]/gi, " ");
}
__name(redacted, "redacted");

// src/adapters/github-cache-outcome.ts
function matchIn(end, keys, env) {
  if (end.kind === "answered") {
    if (end.answer.kind === "matched") return matchOf(end.answer.key, keys);
    const isMiss = end.answer.kind === "none" && cacheFailureIn(end.lines, secretsIn(env)) === void 0;
    if (isMiss) return { kind: "none" };
  }
  const failure = failureOf(end, env);
  return "reason" in failure ? unavailable3(failure.reason) : notReserved(failure.kind);
}
__name(matchIn, "matchIn");
function matchOf(matched, keys) {
  const wasAskedFor = keys.some((key) => matched.startsWith(key));
  if (wasAskedFor && /^[\x21-\x7e]{1,512}$/.test(matched)) return { kind: "found", key: matched };
  return unavailable3("the cache service answered with an entry that was not asked for");
}
__name(matchOf, "matchOf");
function failureOf(end, env) {
  const secrets = secretsIn(env);
  if (end.kind === "stopped" && end.by === "caller") return unavailable3(end.reason);
  const printed = cacheFailureIn(end.lines, secrets);
  if (printed !== void 0) return printed;
  switch (end.kind) {
    case "stopped": {
      const attempt = failedAttemptIn(end.lines, secrets);
      return unavailable3(attempt === void 0 ? end.reason : `${attempt}, also when asked again`);
    }
    case "crashed":
      return unavailable3(end.reason);
    case "answered": {
      const said = end.answer.kind === "failed" ? [`::error::${end.answer.message}`] : [];
      return cacheFailureIn(said, secrets) ?? unavailable3("the cache service failed without a word");
    }
  }
}
__name(failureOf, "failureOf");
function notReserved(kind) {
  return unavailable3(
    kind === "taken" ? "another job is storing this entry at this moment" : "the cache service refused the reservation: another job is storing this entry, or the token may not"
  );
}
__name(notReserved, "notReserved");
function unavailable3(reason) {
  return { kind: "unavailable", reason };
}
__name(unavailable3, "unavailable");
function secretsIn(env) {
  const token = env["ACTIONS_RUNTIME_TOKEN"];
  return token ? [token] : [];
}
__name(secretsIn, "secretsIn");

// src/adapters/github-cache-watch.ts
function watchCacheOperation(limits2, start2) {
  let started = false;
  let lastLife = start2;
  let flowing = limits2.startsWithDiskWork;
  let bytesOnDisk = 0;
  let bytesMoved = -1;
  let bytesAtLife = 0;
  const lives = /* @__PURE__ */ __name((bytes, now) => {
    const enough = limits2.speedFloor * limits2.stallTimeout / 1e3;
    if (flowing && Math.abs(bytes - bytesAtLife) < enough) return;
    lastLife = now;
    bytesAtLife = bytes;
    flowing = true;
  }, "lives");
  const seen = /* @__PURE__ */ __name(() => Math.max(bytesOnDisk, bytesMoved, 0), "seen");
  return {
    sawBytes(bytes, now) {
      const changed = bytes !== bytesOnDisk;
      bytesOnDisk = bytes;
      if (changed) lives(seen(), now);
    },
    sawLine(line, now) {
      if (!started) lastLife = now;
      started = true;
      const moved = transferredBytes(line);
      if (moved !== void 0 && moved > bytesMoved) {
        bytesMoved = moved;
        lives(seen(), now);
      } else if (flowing && failedAttempt.test(line)) {
        lastLife = now;
        flowing = false;
      }
    },
    verdict(now) {
      if (bytesOnDisk > limits2.sizeLimit) return `the entry is larger than ${limits2.sizeLimit} bytes`;
      if (now - start2 > limits2.deadline)
        return `the cache service took longer than ${seconds(limits2.deadline)}`;
      const patience = patienceFor(started, flowing, limits2);
      if (now - lastLife <= patience.ms) return void 0;
      return flowing && seen() > bytesAtLife ? tooSlow(limits2) : patience.verdict;
    }
  };
}
__name(watchCacheOperation, "watchCacheOperation");
function patienceFor(started, flowing, { stallTimeout, lookupTimeout }) {
  if (!started) {
    return { ms: startTimeout, verdict: `the cache process did not start within ${seconds(startTimeout)}` };
  }
  return flowing ? { ms: stallTimeout, verdict: `the cache service was silent for ${seconds(stallTimeout)}` } : { ms: lookupTimeout, verdict: `the cache service did not answer within ${seconds(lookupTimeout)}` };
}
__name(patienceFor, "patienceFor");
function tooSlow({ speedFloor, stallTimeout }) {
  return `the cache service sent less than ${speedFloor / 1e6} MB/s for ${seconds(stallTimeout)}, downloading is quicker`;
}
__name(tooSlow, "tooSlow");
var startTimeout = 1e4;
var failedAttempt = /^Attempt \d+ of \d+ failed with error: /;
function transferredBytes(line) {
  const bytes = /^(?:Received|Sent) (\d+) of \d+ \(/.exec(line)?.[1];
  return bytes === void 0 ? void 0 : Number(bytes);
}
__name(transferredBytes, "transferredBytes");
function seconds(ms) {
  return `${ms / 1e3} s`;
}
__name(seconds, "seconds");

// src/adapters/github-cache.ts
function githubCache(options) {
  return {
    kind: "github",
    place: "GitHub's cache service",
    lookup: /* @__PURE__ */ __name((keys, signal) => inSandbox(options, (sandbox) => lookUp2(options, sandbox, keys, signal)), "lookup"),
    fetch: /* @__PURE__ */ __name((keys, signal) => inSandbox(options, (sandbox) => fetchEntry2(options, sandbox, keys, signal)), "fetch"),
    store: /* @__PURE__ */ __name((key, file, signal) => inSandbox(options, (sandbox) => store2(options, sandbox, key, file, signal)), "store")
  };
}
__name(githubCache, "githubCache");
async function inSandbox({ env, scratchDir }, body) {
  if (!hasGithubCacheService(env)) {
    return unavailable3("there is no cache service here: the runner sets no ACTIONS_RESULTS_URL");
  }
  let sandbox;
  try {
    sandbox = await openSandbox(scratchDir);
    return await body(sandbox);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return unavailable3(messageOf(error));
  } finally {
    if (sandbox !== void 0) await closeSandbox(sandbox);
  }
}
__name(inSandbox, "inSandbox");
async function lookUp2(options, sandbox, keys, signal) {
  const end = await run2(options, sandbox, { verb: "lookup", keys }, signal);
  return matchIn(end, keys, options.env);
}
__name(lookUp2, "lookUp");
async function fetchEntry2(options, sandbox, keys, signal) {
  const end = await run2(options, sandbox, { verb: "fetch", keys }, signal);
  const match = matchIn(end, keys, options.env);
  if (match.kind !== "found") return match;
  const pack2 = await takePack(sandbox);
  if (pack2.kind === "absent") return unavailable3(`the entry ${match.key} came without its pack`);
  if (pack2.kind === "not-a-file")
    return unavailable3(`the entry ${match.key} holds a link in place of its pack`);
  const { file, bytes } = pack2;
  return { kind: "found", key: match.key, file, bytes, dispose: /* @__PURE__ */ __name(() => rm3(file, { force: true }), "dispose") };
}
__name(fetchEntry2, "fetchEntry");
async function store2(options, sandbox, key, file, signal) {
  await offerPack(sandbox, file);
  const { size: bytes } = await stat3(file);
  const deadline = 6e4 + bytes / 1e3;
  const end = await run2(options, sandbox, { verb: "store", key }, signal, {
    deadline,
    startsWithDiskWork: true
  });
  if (end.kind === "answered" && end.answer.kind === "saved") return { kind: "stored", bytes };
  const failure = failureOf(end, options.env);
  if (failure.kind === "denied" || failure.kind === "unavailable") return failure;
  return await isStored(options, key, signal) ? { kind: "exists" } : notReserved(failure.kind);
}
__name(store2, "store");
async function isStored(options, key, signal) {
  const found = await inSandbox(options, (sandbox) => lookUp2(options, sandbox, [key], signal));
  return found.kind === "found" && found.key === key;
}
__name(isStored, "isStored");
function run2(options, sandbox, request, signal, limits2 = {}) {
  const { stallTimeout, lookupTimeout = Math.min(defaultLookupTimeout, stallTimeout) } = options;
  const watch = watchCacheOperation(
    {
      lookupTimeout,
      stallTimeout,
      speedFloor: request.verb === "fetch" ? options.speedFloor ?? defaultSpeedFloor : 0,
      deadline: Number.POSITIVE_INFINITY,
      sizeLimit: options.sizeLimit ?? defaultSizeLimit,
      startsWithDiskWork: false,
      ...limits2
    },
    performance.now()
  );
  return runCacheChild({
    child: options.child ?? childBeside(import.meta.url),
    request,
    cwd: sandbox.work,
    env: cacheChildEnvironment(options.env, sandbox),
    watch,
    bytesOnDisk: /* @__PURE__ */ __name(() => sandboxBytes(sandbox), "bytesOnDisk"),
    watchInterval: Math.min(longestWatchInterval, Math.min(lookupTimeout, stallTimeout) / 4),
    signal
  });
}
__name(run2, "run");
var defaultLookupTimeout = 1e4;
var defaultSizeLimit = 1e10;
var defaultSpeedFloor = 1e6;
var longestWatchInterval = 250;
function childBeside(url) {
  return new URL(url.endsWith(".ts") ? "../cache-child.ts" : "./cache-child.mjs", url);
}
__name(childBeside, "childBeside");

// src/adapters/choose-cache.ts
function chooseCache(inputs, scratchDir, place2) {
  const hasService = Boolean(place2.env["ACTIONS_RESULTS_URL"] || place2.env["ACTIONS_CACHE_URL"]);
  switch (inputs.cache) {
    case "off":
      return { kind: "off", reason: "`cache` is off" };
    case "directory":
      return directory(inputs, place2);
    case "github":
      if (hasService) return github(inputs, scratchDir, place2);
      return {
        kind: "off",
        reason: "there is no GitHub cache service here (`cache: github` wants a workflow's step)"
      };
    case "auto":
      if (hasService) return github(inputs, scratchDir, place2);
      if (place2.fallback === "directory") return directory(inputs, place2);
      return {
        kind: "off",
        reason: "this runner has no cache service; set `cache: directory` to keep entries on its disk"
      };
  }
}
__name(chooseCache, "chooseCache");
function github(inputs, scratchDir, { env }) {
  return { kind: "on", backend: githubCache({ env, scratchDir, stallTimeout: inputs.stallTimeout }) };
}
__name(github, "github");
function directory(inputs, { env, platform, clock, random }) {
  const root = inputs.cacheDirectory ?? userCacheDirectory(platform, env);
  return { kind: "on", backend: directoryCache({ root, maxBytes: inputs.cacheMaxSize, clock, random }) };
}
__name(directory, "directory");

// src/adapters/interrupt.ts
var Interrupted = class extends Error {
  static {
    __name(this, "Interrupted");
  }
  name = "Interrupted";
  constructor(signal) {
    super(`interrupted by ${signal}`);
  }
};
function onInterrupt(process2) {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process2.once(signal, () => controller.abort(new Interrupted(signal)));
  }
  return controller.signal;
}
__name(onInterrupt, "onInterrupt");

// src/adapters/network.ts
import { readFile } from "node:fs/promises";
import path6 from "node:path";
function networkOf(env, platform) {
  return {
    async open({ httpProxy, httpsProxy, noProxy, caFiles, connections, goauth }) {
      const { undiciClient } = await import("./undici-client-IERKD6VL.mjs");
      const { httpClient } = await import("./client-BDEK6PAC.mjs");
      const { trustedCertificates } = await import("./undici-client-certificates-FACRM4XG.mjs");
      const ca = await trustedCertificates(caFiles);
      const transport = undiciClient({ proxies: { httpProxy, httpsProxy, noProxy }, ca, connections });
      return httpClient(transport, goauth === "off" ? "" : await readNetrc(env, platform));
    },
    async certificates(files) {
      const { trustedCertificates } = await import("./undici-client-certificates-FACRM4XG.mjs");
      return trustedCertificates(files);
    }
  };
}
__name(networkOf, "networkOf");
async function readNetrc(env, platform) {
  const home = platform === "win32" ? env["USERPROFILE"] : env["HOME"];
  const usual = home && path6.join(home, platform === "win32" ? "_netrc" : ".netrc");
  const file = env["NETRC"] || usual;
  if (!file) return "";
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EACCES"].includes(errnoOf(error) ?? "")) return "";
    throw error;
  }
}
__name(readNetrc, "readNetrc");

// src/adapters/system-clock.ts
import { setTimeout as pause2 } from "node:timers/promises";
var longestTimer = 2 ** 31 - 1;
var systemClock = {
  now: /* @__PURE__ */ __name(() => performance.timeOrigin + performance.now(), "now"),
  async sleep(ms, signal) {
    try {
      for (let left = ms; left > 0; left -= longestTimer) {
        await pause2(Math.min(left, longestTimer), void 0, signal === void 0 ? {} : { signal });
      }
      signal?.throwIfAborted();
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }
};

// src/report/redaction.ts
var stars = "***";
var minLineLength = 4;
var Secrets = class {
  static {
    __name(this, "Secrets");
  }
  #forms = [];
  /** add keeps a secret from now on, and returns its parts as a line-wise masker needs them. Blank ones are none. */
  add(secret) {
    const parts = partsOf(secret);
    const forms = /* @__PURE__ */ new Set([...this.#forms, ...parts.flatMap(formsOf)]);
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
    return parts;
  }
  /** redact replaces every secret, as it is, in JSON or in a URL, by `***`; the longest first. */
  redact(text) {
    return this.#forms.reduce((redacted2, form) => redacted2.replaceAll(form, stars), text);
  }
};
function partsOf(secret) {
  const trimmed = secret.trim();
  const lines = trimmed.split(/[\r\n]+/).map((line) => line.trim());
  if (lines.length > 1) return lines.filter((line) => line.length >= minLineLength);
  return trimmed === "" ? [] : [trimmed];
}
__name(partsOf, "partsOf");
function formsOf(secret) {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return secret.isWellFormed() ? [secret, inJson, encodeURIComponent(secret)] : [secret, inJson];
}
__name(formsOf, "formsOf");
function redactedRecord(record, secrets) {
  const redact = /* @__PURE__ */ __name((text) => secrets.redact(plainText(text)), "redact");
  return {
    ...record,
    sentence: redact(record.sentence),
    cacheNotes: record.cacheNotes.map(redact),
    keyIngredients: record.keyIngredients.map(redact),
    rejected: record.rejected.map((rejected) => ({ ...rejected, reason: redact(rejected.reason) })),
    errors: record.errors.map((error) => redactedError(error, redact))
  };
}
__name(redactedRecord, "redactedRecord");
function redactedError(error, redact) {
  const original = error.original === void 0 ? {} : { original: redact(error.original) };
  return { ...error, message: redact(error.message), hint: redact(error.hint), ...original };
}
__name(redactedError, "redactedError");

// src/run.ts
import { mkdtemp as mkdtemp2, rm as rm8 } from "node:fs/promises";
import path26 from "node:path";

// src/inputs/input-error.ts
var InputError = class _InputError extends ActionError {
  static {
    __name(this, "InputError");
  }
  name = "InputError";
  problems;
  constructor(message, code2, hint, problems) {
    super(message, { code: code2, class: "configuration", hint });
    this.problems = problems;
  }
  /** usage reports a command line that cannot be read. */
  static usage(message) {
    return new _InputError(message, "usage", "Run it with `--help` to see how it is used.", []);
  }
  /** invalid reports all values that are not valid, in one message. */
  static invalid(problems) {
    const lines = problems.map(({ input, message: message2 }) => `\`${input}\`: ${message2}`);
    const [only = ""] = lines;
    const message = lines.length === 1 ? `Input ${only}` : `${lines.length} inputs are not valid:
${lines.map((line) => `- ${line}`).join("\n")}`;
    return new _InputError(message, "inputs-invalid", "Correct what is named, then run it again.", problems);
  }
};

// src/inputs/definitions.ts
var inputDefinitions = [
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
    description: "Patterns of go.mod and go.work files below the working directory, one per line, for a repository with several; a leading `!` excludes. When empty: the go.work or go.mod that the go command would use there, else every go.mod below."
  },
  {
    name: "packages",
    kind: "list",
    default: "",
    hint: "PATTERN",
    description: "Package patterns such as `./cmd/...`, separated by spaces or lines. When set, only the modules that these packages and their tests need (for this GOOS, GOARCH and these tags) are fetched and cached."
  },
  {
    name: "extra-modules",
    kind: "list",
    default: "",
    hint: "PATH@VERSION",
    description: "More modules to download, as `path@version` each, separated by spaces or lines; a tag, branch or commit will do as the version. They are cached only where a go.sum of the checkout lists them."
  },
  {
    name: "goproxy",
    kind: "value",
    default: "",
    hint: "LIST",
    description: "GOPROXY: the module proxies to ask, for this download and, without credentials in its URLs, for later steps. As with all of Go's settings, when empty the environment counts, then `go env`."
  },
  {
    name: "goprivate",
    kind: "value",
    default: "",
    hint: "PATTERNS",
    description: "GOPRIVATE: patterns of private module paths, asked of no proxy and no checksum database; also for later steps."
  },
  {
    name: "gonoproxy",
    kind: "value",
    default: "",
    hint: "PATTERNS",
    description: "GONOPROXY: patterns of module paths that no proxy is asked for; also for later steps."
  },
  {
    name: "gonosumdb",
    kind: "value",
    default: "",
    hint: "PATTERNS",
    description: "GONOSUMDB: patterns of module paths that the checksum database is not asked about; also for later steps."
  },
  {
    name: "gosumdb",
    kind: "value",
    default: "",
    hint: "NAME",
    description: "GOSUMDB: the checksum database that vouches for modules that are new to go.sum; also for later steps."
  },
  {
    name: "goinsecure",
    kind: "value",
    default: "",
    hint: "PATTERNS",
    description: "GOINSECURE: patterns of module paths that may be fetched from their origin without TLS; also for later steps."
  },
  {
    name: "goauth",
    kind: "value",
    default: "",
    hint: "COMMANDS",
    description: "GOAUTH: where the go command finds credentials; for this download only, never for later steps."
  },
  {
    name: "gotoolchain",
    kind: "value",
    default: "",
    hint: "NAME",
    description: "GOTOOLCHAIN: which Go toolchain to use; also for later steps."
  },
  {
    name: "cache",
    kind: "value",
    default: "auto",
    hint: "BACKEND",
    description: "Where modules are kept between runs: `github`, `directory`, `off`, or `auto`, which is GitHub's cache service where there is one, nothing in a workflow without it, and the directory on the command line. `true` means `auto`, `false` means `off`."
  },
  {
    name: "cache-mode",
    kind: "value",
    default: "",
    hint: "MODE",
    description: "What may be done with the cache: `write` (restore and save), `read`, `write-only` or `none`. When empty: `write`, but `read` on tags and in merge queues. ACTIONS_CACHE_MODE is a ceiling."
  },
  {
    name: "lookup-only",
    kind: "switch",
    default: "false",
    hint: "",
    description: "For the warming job of a matrix: when the cache holds an entry for this key, end there and transfer nothing; otherwise download and save."
  },
  {
    name: "cache-directory",
    kind: "value",
    default: "",
    hint: "DIR",
    description: "Root of the directory cache: a disk, a network share, a volume. When empty: a folder in the user's cache folder."
  },
  {
    name: "cache-max-size",
    kind: "value",
    default: "10GB",
    hint: "SIZE",
    description: "Size to which the directory cache is pruned after a save, least recently used entries first, such as `500MB` or `10GiB`."
  },
  {
    name: "cache-key-prefix",
    kind: "value",
    default: "go-mod",
    hint: "TEXT",
    description: "First part of every cache key; change it to start afresh."
  },
  {
    name: "fail-on-cache-miss",
    kind: "switch",
    default: "false",
    hint: "",
    description: "Fail when no entry matched at all. Never fires because the cache service is unavailable."
  },
  {
    name: "clean",
    kind: "switch",
    default: "false",
    hint: "",
    description: "Empty the module cache first (`go clean -modcache`) and ignore stored entries: a rebuild from the sources."
  },
  {
    name: "layout",
    kind: "value",
    default: "full",
    hint: "FORM",
    description: "What a restore lays out in the module cache: `full` (zips and trees, as `go mod download` leaves them), `tree` (trees only: quickest, for build, test and vet; a later `go mod download` would fetch again) or `zip` (zips only, which the go command extracts as it needs them; the module cache must be writable)."
  },
  {
    name: "attempts",
    kind: "value",
    default: "6",
    hint: "N",
    description: "How often, in all, each file is asked of each server when that fails for a reason that can pass, from 1 to 20; the go command itself is run at most three times."
  },
  {
    name: "timeout",
    kind: "value",
    default: "30m",
    hint: "DURATION",
    description: "How long the whole step may take, such as `90s` or `1h30m`."
  },
  {
    name: "stall-timeout",
    kind: "value",
    default: "30s",
    hint: "DURATION",
    description: "How long a download may make no progress before it is ended and tried again."
  },
  {
    name: "concurrency",
    kind: "value",
    default: "32",
    hint: "N",
    description: "How many requests there may be at once to one server, from 1 to 256."
  },
  {
    name: "fallback-goproxy",
    kind: "value",
    default: "",
    hint: "LIST",
    description: "Mirrors, as a list of URLs like GOPROXY, that are asked when those of GOPROXY fail for reasons that can pass; never for modules that GOPRIVATE, GONOPROXY or GONOSUMDB match."
  },
  {
    name: "http-proxy",
    kind: "value",
    default: "",
    hint: "URL",
    description: "The forward proxy for http URLs. When empty: HTTP_PROXY of the environment."
  },
  {
    name: "https-proxy",
    kind: "value",
    default: "",
    hint: "URL",
    description: "The forward proxy for https URLs. When empty: HTTPS_PROXY of the environment."
  },
  {
    name: "no-proxy",
    kind: "value",
    default: "",
    hint: "LIST",
    description: "Hosts that no forward proxy is used for. When empty: NO_PROXY of the environment."
  },
  {
    name: "ca-file",
    kind: "value",
    default: "",
    hint: "FILE",
    description: "Certificates in PEM form to trust besides the system's, for example those of a proxy that opens TLS connections."
  },
  {
    name: "summary",
    kind: "switch",
    default: "true",
    hint: "",
    description: "Write the job summary."
  }
];
function definitionOf(name) {
  return inputDefinitions.find((definition) => definition.name === name);
}
__name(definitionOf, "definitionOf");

// src/inputs/directories.ts
import { stat as stat4 } from "node:fs/promises";
import path7 from "node:path";

// src/inputs/parsed.ts
function ok(value) {
  return { kind: "ok", value };
}
__name(ok, "ok");
function problem(message) {
  return { kind: "problem", message };
}
__name(problem, "problem");
function parseEach(items, parse) {
  const values = [];
  const messages = [];
  for (const item of items) {
    const parsed = parse(item);
    if (parsed.kind === "ok") values.push(parsed.value);
    else messages.push(parsed.message);
  }
  return messages.length === 0 ? ok(values) : problem(messages.join(" "));
}
__name(parseEach, "parseEach");

// src/inputs/directories.ts
function resolvePath(text, context) {
  const paths = context.platform === "win32" ? path7.win32 : path7.posix;
  if (text.includes("\0")) return problem("holds a NUL character. Write a path such as `./service`.");
  const beyondHome = /^~(?:[/\\](?<rest>.*))?$/s.exec(text);
  if (beyondHome === null) return ok(paths.resolve(context.cwd, text));
  if (context.home === void 0 || context.home === "") {
    return problem(`\`${text}\` needs a home directory and there is none. Write an absolute path.`);
  }
  return ok(paths.resolve(context.home, beyondHome.groups?.["rest"] ?? ""));
}
__name(resolvePath, "resolvePath");
async function existingDirectory(text, context) {
  const resolved = resolvePath(text, context);
  if (resolved.kind === "problem") return resolved;
  const shown = resolved.value === text ? `\`${text}\`` : `\`${text}\` (${resolved.value})`;
  try {
    if ((await stat4(resolved.value)).isDirectory()) return resolved;
  } catch (error) {
    return problem(`${shown} ${reasonOf2(errnoOf(error))}`);
  }
  return problem(
    `${shown} is a file. Write the directory it is in${text.endsWith("go.mod") ? "; to choose a go.mod there is `go-mod-files`" : ""}.`
  );
}
__name(existingDirectory, "existingDirectory");
function reasonOf2(errno) {
  if (errno === "ENOENT" || errno === "ENOTDIR") {
    return "does not exist. Write a directory of the checkout, such as `./service`; is the checkout step before this one?";
  }
  return `cannot be read (${errno ?? "unknown reason"}). Write a directory that this user may read.`;
}
__name(reasonOf2, "reasonOf");

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
    return problem(`\`${text}\` is out of range: more than nothing and at most 24 days. ${durationExample}`);
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
    return problem(`\`${text}\` is out of range: more than nothing and at most 9000TB. ${sizeExample}`);
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

// src/inputs/nearest.ts
function nearest(word, candidates2) {
  const wanted = word.toLowerCase();
  let best;
  for (const candidate of candidates2) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (best === void 0 || distance < best.distance) best = { candidate, distance };
  }
  if (best === void 0) return void 0;
  const tolerated = Math.max(2, Math.floor(wanted.length / 3));
  return best.distance <= Math.min(tolerated, wanted.length - 1) ? best.candidate : void 0;
}
__name(nearest, "nearest");
function editDistance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
__name(editDistance, "editDistance");

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
function parseCacheChoice(text) {
  if (isSwitchWord(text)) return ok(trueWords.includes(text) ? "auto" : "off");
  return parseOneOf(text, ["auto", "github", "directory", "off"]);
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
  const entries = text.split(/[,|]/).filter((entry) => entry.trim() !== "");
  const wrong = entries.find((entry) => !/^https?:\/\/[^/\s]/.test(entry.trim()));
  if (wrong === void 0) return ok(text);
  return problem(
    `\`${redactUrls(wrong)}\` is not the URL of a mirror. Write for example \`https://proxy.example.com\`.`
  );
}
__name(parseMirrors, "parseMirrors");
function parseForwardProxy(text) {
  if (text === "") return ok(text);
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (/^https?:/i.test(url) && URL.canParse(url)) return ok(url);
  return problem(
    `\`${redactUrls(text)}\` is not the URL of an HTTP proxy. Write for example \`http://proxy.example.com:3128\`.`
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
    `\`${text}\` is a flag, not a package pattern. Write patterns such as \`./...\`; flags of the go command go into GOFLAGS.`
  );
}
__name(parsePackagePattern, "parsePackagePattern");
function parseModuleQuery(text) {
  const scheme = /^[a-z+]+:\/\//.exec(text)?.[0];
  if (scheme !== void 0) {
    return problem(`\`${text}\` is a URL. Write the module path instead: \`${text.slice(scheme.length)}\`.`);
  }
  const [path27 = "", query = "", ...more] = text.split("@");
  if (more.length > 0) {
    return problem(`\`${text}\` has more than one \`@\`. Write one \`path@version\` per line.`);
  }
  if (query === "") {
    return problem(`\`${text}\` names no version. Write \`${path27}@latest\` or \`${path27}@v1.2.3\`.`);
  }
  const reason = checkPath(path27);
  if (reason !== void 0) {
    return problem(
      `\`${text}\` does not begin with a module path (${reason}). Write for example \`example.com/some/module@v1.2.3\`.`
    );
  }
  if (query.startsWith("-")) {
    return problem(`\`${text}\` has no version that Git could know. Write for example \`${path27}@v1.2.3\`.`);
  }
  return ok({ path: path27, query });
}
__name(parseModuleQuery, "parseModuleQuery");

// src/inputs/read-inputs.ts
var cacheModes = ["write", "read", "write-only", "none"];
var layouts = ["full", "tree", "zip"];
var goSettingInputs = /* @__PURE__ */ new Map([
  ["GOPROXY", "goproxy"],
  ["GOPRIVATE", "goprivate"],
  ["GONOPROXY", "gonoproxy"],
  ["GONOSUMDB", "gonosumdb"],
  ["GOSUMDB", "gosumdb"],
  ["GOINSECURE", "goinsecure"],
  ["GOAUTH", "goauth"],
  ["GOTOOLCHAIN", "gotoolchain"]
]);
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
    goSettings: goSettingsOf(text),
    cache: checked("cache", parseCacheChoice(text("cache")), "off"),
    cacheMode: given("cache-mode", (mode) => parseOneOf(mode, cacheModes)),
    lookupOnly: checkedSwitch("lookup-only"),
    cacheDirectory: given("cache-directory", (dir) => resolvePath(dir, context)),
    cacheMaxSize: checked("cache-max-size", parseSize(text("cache-max-size")), 0),
    cacheKeyPrefix: checked("cache-key-prefix", parseKeyPrefix(text("cache-key-prefix")), ""),
    failOnCacheMiss: checkedSwitch("fail-on-cache-miss"),
    clean: checkedSwitch("clean"),
    layout: checked("layout", parseOneOf(text("layout"), layouts), "full"),
    attempts: checked("attempts", parseCount(text("attempts"), 1, 20), 0),
    timeout: checked("timeout", parseDuration(text("timeout")), 0),
    stallTimeout: checked("stall-timeout", parseDuration(text("stall-timeout")), 0),
    concurrency: checked("concurrency", parseCount(text("concurrency"), 1, 256), 0),
    fallbackGoproxy: checked("fallback-goproxy", parseMirrors(text("fallback-goproxy")), ""),
    forwardProxy: {
      http: checked("http-proxy", parseForwardProxy(text("http-proxy")), ""),
      https: checked("https-proxy", parseForwardProxy(text("https-proxy")), ""),
      noProxy: text("no-proxy")
    },
    caFile: given("ca-file", (file) => resolvePath(file, context)),
    summary: checkedSwitch("summary")
  };
  if (problems.length > 0) throw InputError.invalid(problems);
  return inputs;
}
__name(readInputs, "readInputs");
function goSettingsOf(text) {
  const settings = {};
  for (const [setting, input] of goSettingInputs) {
    const value = text(input);
    if (value !== "") settings[setting] = value;
  }
  return settings;
}
__name(goSettingsOf, "goSettingsOf");
function linesOf(text) {
  return text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== "");
}
__name(linesOf, "linesOf");
function wordsOf(text) {
  return text.split(/\s+/).filter((word) => word !== "");
}
__name(wordsOf, "wordsOf");

// src/cache/policy.ts
function decidePolicy(input, env) {
  const chosen = choose(input, env);
  const ceiling = env["ACTIONS_CACHE_MODE"] ?? "";
  if (!isMode(ceiling)) return policy(chosen.mode, chosen.source);
  const mode = both(chosen.mode, ceiling);
  if (mode === chosen.mode) return policy(mode, chosen.source);
  return policy(mode, `${chosen.source} says ${chosen.mode}, lowered by ACTIONS_CACHE_MODE=${ceiling}`);
}
__name(decidePolicy, "decidePolicy");
function choose(input, env) {
  if (input !== void 0) return { mode: input, source: "input `cache-mode`" };
  if (env["GITHUB_REF_TYPE"] === "tag") return { mode: "read", source: "the default on a tag" };
  if (env["GITHUB_EVENT_NAME"] === "merge_group")
    return { mode: "read", source: "the default in a merge queue" };
  return { mode: "write", source: "the default" };
}
__name(choose, "choose");
function policy(mode, source) {
  return { mode, source, reads: canRead(mode), writes: canWrite(mode) };
}
__name(policy, "policy");
function both(a, b) {
  const reads = canRead(a) && canRead(b);
  const writes = canWrite(a) && canWrite(b);
  if (reads) return writes ? "write" : "read";
  return writes ? "write-only" : "none";
}
__name(both, "both");
function canRead(mode) {
  return mode === "write" || mode === "read";
}
__name(canRead, "canRead");
function canWrite(mode) {
  return mode === "write" || mode === "write-only";
}
__name(canWrite, "canWrite");
function isMode(text) {
  return text === "write" || text === "read" || text === "write-only" || text === "none";
}
__name(isMode, "isMode");

// src/plan/plan.ts
import { mkdir as mkdir3 } from "node:fs/promises";
import path14 from "node:path";

// src/go/goenv.ts
import path8 from "node:path";
async function readGoEnv(exec, env, neutralDir) {
  const neutral = { ...env, GOTOOLCHAIN: "local", GOWORK: "off" };
  const [all, toolchain] = await Promise.all([
    askGo(exec, ["env", "-json"], neutralDir, neutral),
    // Answered by the local go command whatever GOTOOLCHAIN says (cmd/go/internal/toolchain, Select).
    askGo(exec, ["env", "GOTOOLCHAIN"], neutralDir, env)
  ]);
  const variables = {
    ...parseVariables(all),
    GOTOOLCHAIN: toolchain.trim()
  };
  return { ...pick((name) => variables[name] ?? ""), GOMODCACHE: checkedModcache(variables), variables };
}
__name(readGoEnv, "readGoEnv");
async function askGo(exec, args, cwd, env) {
  const { code: code2, stdout, stderr } = await exec.ask({ file: "go", args, cwd, env });
  if (code2 === 0) return stdout;
  throw new ActionError(`\`go ${args.join(" ")}\` failed: ${stderr.trim() || `exit status ${code2}`}`, {
    code: "go-env-failed",
    class: "configuration",
    hint: "Correct the setting that go names, in the environment of this step or with `go env -w`."
  });
}
__name(askGo, "askGo");
function parseVariables(json) {
  let parsed;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw unreadable(error);
  }
  if (typeof parsed !== "object" || parsed === null) throw unreadable(void 0);
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
}
__name(parseVariables, "parseVariables");
function unreadable(cause) {
  return new ActionError("`go env -json` did not print JSON", {
    code: "go-env-failed",
    class: "configuration",
    hint: "Check that `go` on PATH is the go command and not a wrapper that prints lines of its own.",
    cause
  });
}
__name(unreadable, "unreadable");
function checkedModcache({ GOMODCACHE = "" }) {
  if (path8.isAbsolute(GOMODCACHE)) return GOMODCACHE;
  const what = GOMODCACHE === "" ? "is not set, and neither is GOPATH or HOME" : `is relative: \`${GOMODCACHE}\``;
  throw new ActionError(`GOMODCACHE ${what}`, {
    code: "gomodcache-invalid",
    class: "configuration",
    hint: "Set GOMODCACHE to the absolute path of a folder, or HOME so that it can be `HOME/go/pkg/mod`."
  });
}
__name(checkedModcache, "checkedModcache");
function pick(setting) {
  return {
    GOMODCACHE: setting("GOMODCACHE"),
    GOPROXY: setting("GOPROXY"),
    GOPRIVATE: setting("GOPRIVATE"),
    GONOPROXY: setting("GONOPROXY"),
    GONOSUMDB: setting("GONOSUMDB"),
    GOSUMDB: setting("GOSUMDB"),
    GOINSECURE: setting("GOINSECURE"),
    GOAUTH: setting("GOAUTH"),
    GOTOOLCHAIN: setting("GOTOOLCHAIN"),
    GOFLAGS: setting("GOFLAGS"),
    GOVERSION: setting("GOVERSION"),
    GOOS: setting("GOOS"),
    GOARCH: setting("GOARCH"),
    CGO_ENABLED: setting("CGO_ENABLED"),
    GOEXPERIMENT: setting("GOEXPERIMENT"),
    GO111MODULE: setting("GO111MODULE")
  };
}
__name(pick, "pick");

// src/plan/cache-key.ts
import { createHash } from "node:crypto";

// src/plan/main-modules.ts
import { readFile as readFile2 } from "node:fs/promises";
import path10 from "node:path";

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
  const quoted2 = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    if (character === '"' || character === "\\") return `\\${character}`;
    return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
  });
  return `"${quoted2}"`;
}
__name(quote, "quote");

// src/go/modfile-syntax.ts
var lexeme = /[ \t\r]*(?:(?<comment>\/\/[\s\S]*)|(?<word>[()[\]{},]|"(?:[^"\\]|\\[\s\S])*"|`[^`]*`|(?!["`])(?:(?!\/\/|\/\*|[()[\]{},])[\p{L}\p{M}\p{N}\p{P}\p{S}])+)|$)/uy;
function parseDirectives(text, file) {
  const directives = [];
  const lines = [...linesOf2(text, file)].values();
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
    place: { file, line }
  });
}
__name(malformed, "malformed");
function* linesOf2(text, file) {
  let offset = 0;
  let number = 0;
  for (const content of text.split("\n")) {
    number += 1;
    if (isConflictMarker(content)) throw malformed("a merge conflict marker", file, number, conflictHint);
    const { tokens: tokens2, comment } = lex(content, offset, file, number);
    if (tokens2.length > 0) yield { tokens: tokens2, comment, number };
    offset += content.length + 1;
  }
}
__name(linesOf2, "linesOf");
function lex(content, offset, file, number) {
  const tokens2 = [];
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < content.length) {
    const from = lexeme.lastIndex;
    const groups = lexeme.exec(content)?.groups;
    if (groups === void 0) throw malformed(unreadable2(content.slice(from).trimStart()), file, number);
    if (groups.comment !== void 0) return { tokens: tokens2, comment: groups.comment.slice(2).trim() };
    if (groups.word === void 0) break;
    tokens2.push({ raw: groups.word, start: offset + lexeme.lastIndex - groups.word.length });
  }
  return { tokens: tokens2, comment: void 0 };
}
__name(lex, "lex");
function unreadable2(rest) {
  if (rest.startsWith("/*")) return "comments begin with `//`, `/* */` is not known here";
  if (/^["`]/.test(rest)) return "a string is not closed on its line";
  return `unexpected character ${JSON.stringify(Array.from(rest)[0] ?? "")}`;
}
__name(unreadable2, "unreadable");
function readBlock({ verb, line: opened }, lines, file) {
  const directives = [];
  for (const { tokens: tokens2, comment, number } of lines) {
    if (tokens2[0]?.raw !== ")") {
      directives.push({ verb, args: tokens2, line: number, comment });
    } else if (tokens2.length > 1) {
      throw malformed("something stands behind the closing `)`", file, number);
    } else {
      return directives;
    }
  }
  throw malformed(`the block \`${verb} (\` is never closed`, file, opened);
}
__name(readBlock, "readBlock");
function opensBlock({ tokens: tokens2 }) {
  return tokens2.length > 1 && tokens2.at(-1)?.raw === "(";
}
__name(opensBlock, "opensBlock");
function isEmptyBlock({ tokens: tokens2 }) {
  return tokens2.length > 2 && tokens2.at(-2)?.raw === "(" && tokens2.at(-1)?.raw === ")";
}
__name(isEmptyBlock, "isEmptyBlock");
function statementOf(line, file) {
  const [verb, ...args] = line.tokens;
  if (verb === void 0 || verb.raw === ")") throw malformed("a `)` that closes nothing", file, line.number);
  if (opensBlock(line) && args.length > 1)
    throw malformed("a block begins with one word and `(`", file, line.number);
  return { verb: verb.raw, args, line: line.number, comment: line.comment };
}
__name(statementOf, "statementOf");

// src/go/modfile-directives.ts
var goVersionPattern = /^[1-9][0-9]*\.(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*))?(?:[a-z]+[0-9]+)?$/;
function replacementFor(module, replaces) {
  const found = findReplace(module, replaces);
  if (found === void 0) return { kind: "none" };
  const { path: path27, version } = found.new;
  return version === void 0 ? { kind: "local", dir: path27 } : { kind: "module", module: { path: path27, version } };
}
__name(replacementFor, "replacementFor");
function findReplace(module, replaces) {
  const candidates2 = replaces.filter(({ old }) => old.path === module.path);
  return candidates2.findLast(({ old }) => old.version === module.version) ?? candidates2.findLast(({ old }) => old.version === void 0);
}
__name(findReplace, "findReplace");
function isDirectoryPath(text) {
  return /^(?:\.{1,2}(?:[/\\]|$)|[/\\]|[A-Za-z]:)/.test(text);
}
__name(isDirectoryPath, "isDirectoryPath");
function wordsOf2(directive, file, usage, count) {
  const words = directive.args.map(({ raw }) => {
    const word = unquote(raw);
    if (word === void 0) throw malformed(`malformed string ${raw}`, file, directive.line);
    return word;
  });
  if (count !== void 0 && words.length !== count) throw misused(directive, file, usage);
  return words;
}
__name(wordsOf2, "wordsOf");
function onlyWord(directives, verb, file, usage) {
  const [first, second] = directives.filter((directive) => directive.verb === verb);
  if (second !== void 0) throw malformed(`a second \`${verb}\` directive`, file, second.line);
  if (first === void 0) return void 0;
  const [word] = wordsOf2(first, file, usage, 1);
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
  const words = wordsOf2(directive, file, usage);
  const arrow = words[1] === "=>" ? 1 : 2;
  const [path27, oldVersion] = words.slice(0, arrow);
  const [target, version, ...rest] = words.slice(arrow + 1);
  if (words[arrow] !== "=>" || path27 === void 0 || target === void 0 || rest.length > 0) {
    throw misused(directive, file, usage);
  }
  if (isDirectoryPath(target) === (version !== void 0)) throw misused(directive, file, usage);
  return {
    old: oldVersion === void 0 ? { path: path27 } : { path: path27, version: oldVersion },
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
import path9 from "node:path";
var useUsage = "use ./folder";
function parseGoWork(text, file) {
  const directives = parseDirectives(text, file);
  const go = readGoVersion(directives, file);
  const uses = directives.filter(({ verb }) => verb === "use").flatMap(
    (directive) => wordsOf2(directive, file, useUsage, 1).map((dir) => ({ path: dir, line: directive.line }))
  );
  const replaces = readReplaces(directives, file);
  return {
    file,
    go,
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
    relocated += text.slice(copied, token.start) + autoQuote(path9.resolve(dir, unquote(token.raw) ?? token.raw));
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
  const directives = parseDirectives(text, file);
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
    toolchain: onlyWord(directives, "toolchain", file, "toolchain go1.24.0"),
    requires,
    replaces,
    excludes,
    tools: of("tool").flatMap((directive) => wordsOf2(directive, file, "tool example.com/module/cmd/name", 1)),
    directives: canonicalLines([
      ...go === void 0 ? [] : [["go", go]],
      ...requires.map(({ path: path27, version }) => ["require", path27, version]),
      ...excludes.map(({ path: path27, version }) => ["exclude", path27, version]),
      ...replaces.map(replaceWords)
    ])
  };
}
__name(parseGoMod, "parseGoMod");
function readModule(directives, file) {
  const usage = "module example.com/path";
  const path27 = onlyWord(directives, "module", file, usage);
  if (path27 !== void 0) return path27;
  throw malformed("there is no `module` directive", file, 1, `Begin the file with \`${usage}\`.`);
}
__name(readModule, "readModule");
function readVersioned(directive, file) {
  const usage = `${directive.verb} example.com/module v1.2.3`;
  const [path27 = "", version = ""] = wordsOf2(directive, file, usage, 2);
  return { path: path27, version, line: directive.line };
}
__name(readVersioned, "readVersioned");
function isIndirect(comment) {
  return comment !== void 0 && /^indirect(?:$|;\s*\S)/.test(comment);
}
__name(isIndirect, "isIndirect");

// src/plan/main-modules.ts
function rootDir(root) {
  return root.kind === "module" ? root.module.dir : root.workspace.dir;
}
__name(rootDir, "rootDir");
function modulesOf(root) {
  return root.kind === "module" ? [root.module] : root.workspace.members;
}
__name(modulesOf, "modulesOf");
function sumsOf(root) {
  const own = root.kind === "workspace" ? root.workspace.sums : [];
  return [...own, ...modulesOf(root).flatMap((module) => module.sums)];
}
__name(sumsOf, "sumsOf");
async function readMainModule(dir, goModFile) {
  const goModText = await readNeeded(goModFile);
  const goMod = parseGoMod(goModText, goModFile);
  const goSumFile = goModFile.replace(/\.mod$/, ".sum");
  const goSumText = await readIfThere(goSumFile);
  return {
    dir,
    goMod,
    goModText,
    goSumFile,
    goSumText,
    sums: parseGoSum(goSumText ?? "", goSumFile),
    localReplacements: await readLocalReplacements(goMod.replaces, dir)
  };
}
__name(readMainModule, "readMainModule");
async function readWorkspace(goWorkFile) {
  const dir = path10.dirname(goWorkFile);
  const goWorkText = await readNeeded(goWorkFile);
  const goWork = parseGoWork(goWorkText, goWorkFile);
  const goWorkSumFile = `${goWorkFile}.sum`;
  const goWorkSumText = await readIfThere(goWorkSumFile);
  const members = [];
  for (const use of goWork.uses) {
    const memberDir = path10.resolve(dir, use.path);
    members.push(
      await readMainModule(memberDir, path10.join(memberDir, "go.mod")).catch((error) => {
        throw missingMember(error, use.path, goWorkFile, use.line);
      })
    );
  }
  return {
    dir,
    goWork,
    goWorkText,
    goWorkSumText,
    sums: parseGoSum(goWorkSumText ?? "", goWorkSumFile),
    members,
    localReplacements: await readLocalReplacements(goWork.replaces, dir)
  };
}
__name(readWorkspace, "readWorkspace");
async function readIfThere(file) {
  try {
    return await readFile2(file, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR") return void 0;
    throw unreadable3(file, error);
  }
}
__name(readIfThere, "readIfThere");
async function readNeeded(file) {
  const text = await readIfThere(file);
  if (text === void 0) {
    throw new ActionError(`there is no ${file}`, {
      code: "go-mod-missing",
      class: "configuration",
      hint: "Check the inputs `working-directory` and `go-mod-files`, and that the repository is checked out before this step."
    });
  }
  return text;
}
__name(readNeeded, "readNeeded");
async function readLocalReplacements(replaces, dir) {
  const found = [];
  for (const replace of replaces) {
    if (replace.new.version !== void 0) continue;
    const file = path10.join(path10.resolve(dir, replace.new.path), "go.mod");
    const text = await readIfThere(file);
    if (text !== void 0) found.push(parseGoMod(text, file));
  }
  return found;
}
__name(readLocalReplacements, "readLocalReplacements");
function missingMember(error, member, goWorkFile, line) {
  if (!(error instanceof ActionError) || error.code !== "go-mod-missing") return error;
  return new ActionError(`go.work uses ${member}, but there is no go.mod in it`, {
    code: "go-work-member-missing",
    class: "go-mod",
    hint: "Remove the line from go.work, or check out the folder it names (a submodule, a sparse checkout).",
    place: { file: goWorkFile, line },
    cause: error
  });
}
__name(missingMember, "missingMember");
function unreadable3(file, cause) {
  return new ActionError(`cannot read ${file}`, {
    code: "file-unreadable",
    class: "disk",
    hint: "Check the permissions of the checkout for the user this runs as.",
    cause
  });
}
__name(unreadable3, "unreadable");

// src/plan/cache-key.ts
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
  return { owner: goMod.module, directives: goMod.directives };
}
__name(ownedBy, "ownedBy");
function digest(lines) {
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}
__name(digest, "digest");

// src/plan/find-roots.ts
var import_picomatch = __toESM(require_picomatch2(), 1);
import { readdir as readdir3 } from "node:fs/promises";
import path11 from "node:path";

// src/go/is-file.ts
import { stat as stat5 } from "node:fs/promises";
async function isFile(file) {
  try {
    return (await stat5(file)).isFile();
  } catch (error) {
    const code2 = errnoOf(error);
    if (code2 === "ENOENT" || code2 === "ENOTDIR" || code2 === "EACCES") return false;
    throw error;
  }
}
__name(isFile, "isFile");

// src/plan/find-roots.ts
var skippedFolders = /^(?:[._].*|testdata|vendor|node_modules)$/;
async function findRoots(request) {
  const { workingDirectory, patterns: patterns2 } = request;
  if (patterns2.length > 0) return rootsOfFiles(await matchingFiles(workingDirectory, patterns2));
  const goWork = await enclosingGoWork(request);
  if (goWork !== void 0) return [{ kind: "workspace", workspace: await readWorkspace(goWork) }];
  const goMod = await enclosing(workingDirectory, "go.mod");
  if (goMod !== void 0) {
    const dir = path11.dirname(goMod);
    const file = request.modfile === void 0 ? goMod : path11.resolve(workingDirectory, request.modfile);
    return [{ kind: "module", module: await readMainModule(dir, file) }];
  }
  const below = await filesBelow(workingDirectory);
  return rootsOfFiles(below.filter((file) => path11.basename(file) === "go.mod"));
}
__name(findRoots, "findRoots");
function modfileOf(goflags) {
  return /(?:^|\s)'?"?--?modfile=([^\s'"]+)/.exec(goflags)?.[1];
}
__name(modfileOf, "modfileOf");
async function enclosingGoWork(request) {
  if (request.gowork === "off" || request.modfile !== void 0) return void 0;
  if (request.gowork !== "") return path11.resolve(request.workingDirectory, request.gowork);
  return enclosing(request.workingDirectory, "go.work");
}
__name(enclosingGoWork, "enclosingGoWork");
async function enclosing(dir, name) {
  const file = path11.join(dir, name);
  if (await isFile(file)) return file;
  const parent = path11.dirname(dir);
  return parent === dir ? void 0 : enclosing(parent, name);
}
__name(enclosing, "enclosing");
async function rootsOfFiles(files) {
  const workspaces = await Promise.all(
    files.filter((file) => path11.basename(file) === "go.work").map((file) => readWorkspace(file))
  );
  const members = new Set(workspaces.flatMap((workspace) => workspace.members.map((member) => member.dir)));
  const alone = files.filter((file) => path11.basename(file) === "go.mod" && !members.has(path11.dirname(file)));
  const modules = await Promise.all(alone.map((file) => readMainModule(path11.dirname(file), file)));
  return [
    ...workspaces.map((workspace) => ({ kind: "workspace", workspace })),
    ...modules.map((module) => ({ kind: "module", module }))
  ];
}
__name(rootsOfFiles, "rootsOfFiles");
async function matchingFiles(dir, patterns2) {
  const relative = (await filesBelow(dir)).map((file) => path11.relative(dir, file).split(path11.sep).join("/"));
  const chosen = /* @__PURE__ */ new Set();
  for (const pattern of patterns2) {
    const excludes = pattern.startsWith("!");
    const glob = pattern.slice(excludes ? 1 : 0).replace(/^\.\//, "");
    const matches = (0, import_picomatch.default)(glob, { dot: true });
    for (const file of relative.filter((name) => matches(name))) {
      if (excludes) chosen.delete(file);
      else chosen.add(file);
    }
  }
  if (chosen.size === 0) {
    throw new ActionError(
      `\`go-mod-files\` matches no go.mod or go.work below ${dir}: ${patterns2.join(" ")}`,
      {
        code: "go-mod-files-no-match",
        class: "configuration",
        hint: "Write patterns relative to `working-directory`, one per line, for example `**/go.mod`."
      }
    );
  }
  return [...chosen].sort().map((name) => path11.join(dir, name));
}
__name(matchingFiles, "matchingFiles");
async function filesBelow(dir) {
  const found = [];
  for (const entry of (await readdir3(dir, { withFileTypes: true })).sort(
    (a, b) => a.name < b.name ? -1 : 1
  )) {
    const full = path11.join(dir, entry.name);
    if (entry.isDirectory() && !skippedFolders.test(entry.name)) found.push(...await filesBelow(full));
    else if (entry.isFile() && (entry.name === "go.mod" || entry.name === "go.work")) found.push(full);
  }
  return found;
}
__name(filesBelow, "filesBelow");

// src/plan/go-settings.ts
var names = [
  "GOPROXY",
  "GOPRIVATE",
  "GONOPROXY",
  "GONOSUMDB",
  "GOSUMDB",
  "GOINSECURE",
  "GOAUTH",
  "GOTOOLCHAIN"
];
function resolveGoSettings(given, env, goEnv) {
  refuseModulesOff(goEnv);
  const settings = names.map((name) => resolve(name, given, env, goEnv));
  parseGoproxy(settingOf(settings, "GOPROXY"));
  return settings;
}
__name(resolveGoSettings, "resolveGoSettings");
function settingOf(settings, name) {
  return settings.find((setting) => setting.name === name)?.value ?? "";
}
__name(settingOf, "settingOf");
var forwardProxies = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];
function secretsOf(inputs, settings, env) {
  const urls = [
    settingOf(settings, "GOPROXY"),
    inputs.fallbackGoproxy,
    inputs.forwardProxy.http,
    inputs.forwardProxy.https,
    ...forwardProxies.map((name) => env[name] ?? "")
  ];
  return urls.filter((url) => url !== "").flatMap(credentialsOf);
}
__name(secretsOf, "secretsOf");
function describeSetting(setting) {
  const shown = setting.name === "GOAUTH" ? shownGoauth(setting.value) : redactUrls(setting.value);
  return `${setting.name}=${shown} (${setting.source})`;
}
__name(describeSetting, "describeSetting");
function exportedSettings(settings) {
  const exported = /* @__PURE__ */ new Map();
  for (const { name, value, source } of settings) {
    if (source !== "input" || name === "GOAUTH") continue;
    exported.set(name, name === "GOPROXY" ? withoutCredentials(value) : value);
  }
  return exported;
}
__name(exportedSettings, "exportedSettings");
var withheld = /^(?:INPUT_.*|ACTIONS_.*|GITHUB_(?:OUTPUT|ENV|PATH|STATE|STEP_SUMMARY))$/i;
function goCommandEnv(env, settings) {
  const inherited = Object.entries(env).filter(([name]) => !withheld.test(name));
  const fromInputs = settings.filter(({ source }) => source === "input").map(({ name, value }) => [name, value]);
  return Object.fromEntries([...inherited, ...fromInputs]);
}
__name(goCommandEnv, "goCommandEnv");
function resolve(name, given, env, goEnv) {
  const input = given[name];
  if (input !== void 0 && input !== "") return { name, value: input, source: "input" };
  const inherited = env[name];
  if (inherited !== void 0 && inherited !== "") return { name, value: inherited, source: "environment" };
  return { name, value: goEnv[name], source: "go env" };
}
__name(resolve, "resolve");
function refuseModulesOff(goEnv) {
  if (goEnv.GO111MODULE !== "off") return;
  throw new ActionError("GO111MODULE=off turns modules off, so there is nothing to download", {
    code: "modules-off",
    class: "configuration",
    hint: "Remove GO111MODULE from the environment (and `go env -u GO111MODULE`), or remove this step."
  });
}
__name(refuseModulesOff, "refuseModulesOff");
function shownGoauth(value) {
  return /^(?:netrc|off|git( \S+)?)?$/.test(value) ? value : "a command";
}
__name(shownGoauth, "shownGoauth");

// src/plan/required.ts
function requiredModules(roots, checksums) {
  const required2 = /* @__PURE__ */ new Map();
  for (const module of roots.flatMap(requirementsOf)) {
    if (checksums.zip(module) !== void 0) required2.set(moduleKey(module), module);
  }
  return [...required2.values()];
}
__name(requiredModules, "requiredModules");
function requirementsOf(root) {
  const workReplaces = root.kind === "workspace" ? root.workspace.goWork.replaces : [];
  return modulesOf(root).flatMap(
    ({ goMod }) => goMod.requires.flatMap((require2) => fetched(require2, [...workReplaces, ...goMod.replaces]))
  );
}
__name(requirementsOf, "requirementsOf");
function fetched({ path: path27, version }, replaces) {
  const replacement = replacementFor({ path: path27, version }, replaces);
  if (replacement.kind === "local") return [];
  return [replacement.kind === "module" ? replacement.module : { path: path27, version }];
}
__name(fetched, "fetched");

// src/plan/vendored.ts
import path13 from "node:path";

// src/go/vendor.ts
import path12 from "node:path";
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
  const missing = goMods.flatMap(({ requires }) => requires).find((required2) => !modules.get(keyOf(required2))?.explicit);
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
  const required2 = new Set(goMods.flatMap(({ requires }) => requires.map(keyOf)));
  for (const [key, { module, explicit, hasPackages }] of modules) {
    if (explicit && hasPackages && !required2.has(key)) {
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
  if (target.version !== void 0 || path12.isAbsolute(target.path)) return target;
  const dir = path12.join(path12.dirname(goMod.file), target.path);
  const relative = path12.relative(path12.dirname(goWork.file), dir).replaceAll(path12.sep, "/") || ".";
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
  const mod = /(?:^|\s)--?mod=(\w+)/.exec(goflags)?.[1];
  if (mod === "mod" || mod === "readonly") return { kind: "no" };
  const goWork = root.kind === "workspace" ? root.workspace.goWork : void 0;
  const goMods = modulesOf(root).map((module) => module.goMod);
  const goLine = root.kind === "workspace" ? root.workspace.goWork.go : root.module.goMod.go;
  if (!isAtLeast(goLine, 14)) return { kind: "no" };
  const text = await readIfThere(path13.join(rootDir(root), "vendor", "modules.txt"));
  return text === void 0 ? { kind: "no" } : checkVendor(text, goMods, goWork);
}
__name(inspectVendor, "inspectVendor");
function isAtLeast(goLine, minor) {
  if (goLine === void 0) return false;
  const [major = 0, own = 0] = goLine.split(".").map((part) => Number.parseInt(part, 10));
  return major > 1 || major === 1 && own >= minor;
}
__name(isAtLeast, "isAtLeast");

// src/plan/plan.ts
async function makePlan(inputs, ports, scratchDir) {
  const { log } = ports.runner;
  const goEnv = await askGo2(inputs, ports, scratchDir);
  const settings = resolveGoSettings(inputs.goSettings, ports.env, goEnv);
  for (const secret of secretsOf(inputs, settings, ports.env)) ports.runner.mask(secret);
  publishSettings(settings, goEnv, ports.runner);
  const found = await findRoots({
    workingDirectory: inputs.workingDirectory,
    patterns: inputs.goModFiles,
    gowork: ports.env["GOWORK"] ?? "",
    modfile: modfileOf(goEnv.GOFLAGS)
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
      writableDirs: /(?:^|\s)--?modcacherw(?:=true)?(?:\s|$)/.test(goEnv.GOFLAGS)
    }
  };
}
__name(makePlan, "makePlan");
async function askGo2(inputs, ports, scratchDir) {
  const neutralDir = path14.join(scratchDir, "neutral");
  await mkdir3(neutralDir, { recursive: true });
  return readGoEnv(ports.exec, { ...ports.env, ...inputs.goSettings }, neutralDir);
}
__name(askGo2, "askGo");
function publishSettings(settings, goEnv, runner) {
  runner.log.info(`Go: ${goEnv.GOVERSION}, module cache ${goEnv.GOMODCACHE}`);
  for (const setting of settings) {
    const line = describeSetting(setting);
    if (setting.source === "go env") runner.log.debug(line);
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
  const vendored = await inspectVendor(root, goflags);
  if (vendored.kind === "consistent")
    return "the vendor folder has everything, the go command builds from it";
  if (vendored.kind === "inconsistent") {
    log.notice(
      `The vendor folder does not fit go.mod: ${vendored.reason}. Run \`go mod vendor\` and commit it.`,
      {
        title: "vendor/ is out of date"
      }
    );
  }
  if (modulesOf(root).every((module) => module.goMod.requires.length === 0)) return "it has no dependencies";
  if (sumsOf(root).length === 0) return "it has no go.sum, so there is nothing that could be verified";
  return void 0;
}
__name(reasonToSkip, "reasonToSkip");
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

// src/steps/download.ts
import path20 from "node:path";

// src/download/account.ts
import { stat as stat6 } from "node:fs/promises";
function newAccount() {
  return { modules: /* @__PURE__ */ new Map(), zips: /* @__PURE__ */ new Map(), retries: 0, requests: 0 };
}
__name(newAccount, "newAccount");
function enter(account, { modules, zips, requests }) {
  for (const module of modules) account.modules.set(moduleKey(module), module);
  for (const key of zips) account.zips.set(key, (account.zips.get(key) ?? 0) + 1);
  account.requests += requests;
}
__name(enter, "enter");
async function summarise(account, gomodcache, since) {
  const { modules, zips, retries, requests } = account;
  const downloaded = [...modules].map(async ([key, { path: path27, version, sum: sum3, goModSum, zip, dir }]) => {
    const attempts = zips.get(key) ?? 0;
    const file = await fileFacts(zip ?? modcachePaths(gomodcache, { path: path27, version }).zip);
    return {
      path: path27,
      version,
      ...sum3 === void 0 ? {} : { sum: sum3 },
      ...goModSum === void 0 ? {} : { goModSum },
      ...zip === void 0 ? {} : { zip },
      ...dir === void 0 ? {} : { dir },
      // What comes out of a repository is not in the trace, but its zip is new.
      fetched: attempts > 0 || file.modified >= since,
      bytes: file.bytes,
      attempts
    };
  });
  return { modules: await Promise.all(downloaded), retries, requests };
}
__name(summarise, "summarise");
async function fileFacts(file) {
  try {
    const { size, mtimeMs } = await stat6(file);
    return { bytes: size, modified: mtimeMs };
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return { bytes: 0, modified: 0 };
    throw error;
  }
}
__name(fileFacts, "fileFacts");

// src/download/between.ts
var nothingBetween = { rewrite: /* @__PURE__ */ __name((text) => text, "rewrite"), activity: /* @__PURE__ */ __name(() => "", "activity") };

// src/download/failures/checksum-rules.ts
var mismatch = {
  code: "checksum-mismatch",
  class: "checksum",
  transient: false,
  hint: "What was downloaded is not what was recorded. Find out which of the two is right before anything else: compare with a machine that has the module, ask its authors whether they moved the tag, and ask who runs the proxy."
};
var checksumRules = [
  {
    ...mismatch,
    pattern: /checksum mismatch|SECURITY ERROR|hash mismatch|inconsistent checksum database/
  },
  {
    // How our own module proxy answers, which checks before the go command can.
    ...mismatch,
    pattern: /: 422 [^\n]*\n\s*server response:[\s\S]*checksum mismatch/,
    readsResponse: true
  },
  {
    code: "checksum-database-setting",
    class: "configuration",
    transient: false,
    pattern: /invalid GOSUMDB|missing GOSUMDB|malformed verifier id|checksum database disabled by GOSUMDB=off/,
    hint: "Write the name of a checksum database into `gosumdb`, or leave it empty for the default. Modules that no go.sum lists yet, and Go toolchains, need one."
  },
  {
    code: "checksum-database-lacks-module",
    class: "not-found",
    transient: false,
    pattern: /verifying (?:module|go\.mod): [^\n]*reading \S+: (?:404|410) /,
    hint: "The checksum database does not know this module. If it is private, name its path in `goprivate`; if it is public, check that the version was published."
  }
];

// src/download/failures/git-rules.ts
var gitRules = [
  {
    code: "git-credentials",
    class: "auth",
    transient: false,
    pattern: /could not read (?:Username|Password)|terminal prompts disabled|Authentication failed|Permission denied \(|Invalid username or |returned error: 40[13]\b/,
    hint: "Give git credentials for this host that may read the repository: a token for https, a key for ssh."
  },
  {
    code: "ssh-host-key",
    class: "auth",
    transient: false,
    pattern: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/,
    hint: "Add the host key of this server to known_hosts, taken from a source you trust."
  },
  {
    code: "repository-not-found",
    class: "not-found",
    transient: false,
    pattern: /Repository not found|repository '[^']*' not found|does not appear to be a git repository|returned error: (?:404|410)\b/i,
    hint: "Check the module path. Servers also say this of a private repository when the credentials are missing or may not read it."
  },
  {
    code: "git-certificate",
    class: "tls",
    transient: false,
    pattern: /server certificate verification failed|SSL certificate problem|unable to get local issuer certificate|no alternative certificate subject name/,
    hint: "Let git trust the authority that signed this server’s certificate, for example with GIT_SSL_CAINFO."
  },
  {
    code: "git-throttled",
    class: "throttled",
    transient: true,
    pattern: /returned error: 429\b/,
    hint: "The server wants fewer requests: fetch with credentials, which usually have a higher limit, or through a proxy."
  },
  {
    code: "git-server",
    class: "server",
    transient: true,
    pattern: /returned error: (?:408|5\d\d)\b/,
    hint: "The server of the repository has trouble: look at its status page and run the job again later."
  },
  {
    code: "git-network",
    class: "network",
    transient: true,
    pattern: /Could not resolve host|Failed to connect|Couldn't connect|Empty reply from server|early EOF|hung up|RPC failed|unexpected disconnect|index-pack failed|TLS connection was non-properly terminated|(?:fatal|error|ssh): [^\n]*(?:Connection (?:reset|refused|timed out|closed)|timed out)|kex_exchange_identification/i,
    hint: "The connection to the server of the repository broke: check that the machine reaches it, also through its HTTP proxy."
  },
  {
    code: "no-secure-protocol",
    class: "auth",
    // The go command keeps the cause to itself, and it may have been the network.
    transient: true,
    pattern: /no secure protocol found for repository/,
    hint: "git got nowhere with https or ssh. Most often credentials are missing: run `git ls-remote` on this repository to see the cause."
  }
];

// src/download/failures/machine-rules.ts
var machineRules = [
  {
    code: "disk-full",
    class: "disk",
    transient: false,
    pattern: /no space left on device|not enough space on the disk|disk quota exceeded/i,
    hint: "Free some disk space, or set GOMODCACHE to a folder on a larger disk."
  },
  {
    code: "disk-permission",
    class: "disk",
    transient: false,
    pattern: /: permission denied|: Access is denied|read-only file system|operation not permitted/,
    hint: "Check who owns GOMODCACHE and that the user this runs as may write there, or set GOMODCACHE to a folder of its own."
  },
  {
    code: "modcache-unusable",
    class: "disk",
    transient: false,
    pattern: /could not create module cache|input\/output error|stale NFS file handle|too many open files/,
    hint: "Check that GOMODCACHE is a folder on a disk that works."
  },
  {
    code: "modcache-setting",
    class: "configuration",
    transient: false,
    pattern: /GOMODCACHE entry is relative|module cache not found/,
    hint: "Set GOMODCACHE to an absolute path, or leave it unset."
  },
  {
    code: "goproxy-invalid",
    class: "configuration",
    transient: false,
    pattern: /invalid proxy URL|GOPROXY list|: parse "[^"]*": (?!no go-import)/,
    hint: "Write `goproxy` as a list of URLs, `direct` or `off`, for example `https://proxy.example.com,direct`."
  },
  {
    code: "goproxy-insecure-credentials",
    class: "configuration",
    transient: false,
    pattern: /refusing to pass credentials to insecure URL/,
    hint: "The go command sends credentials over https only: use an https:// URL in `goproxy`."
  },
  {
    code: "goproxy-off",
    class: "configuration",
    transient: false,
    pattern: /disabled by GOPROXY=off/,
    hint: "GOPROXY is, or ends in, `off`, and the module was found nowhere before: add a proxy that has it, or `direct`."
  },
  {
    code: "go-flags",
    class: "configuration",
    transient: false,
    pattern: /parsing \$?GOFLAGS|flag provided but not defined|build flag -mod=|unknown GOEXPERIMENT/,
    hint: "Check GOFLAGS and GOEXPERIMENT: this go command does not take them as they are."
  },
  {
    code: "git-missing",
    class: "configuration",
    transient: false,
    pattern: /missing Git command|exec: "git": executable file not found/,
    hint: "This module comes straight from its repository: install git, or use a proxy that has the module."
  },
  {
    code: "vcs-disallowed",
    class: "configuration",
    transient: false,
    pattern: /GOVCS disallows/,
    hint: "Allow the version control system for this path in GOVCS (see `go help vcs`), or use a proxy that has the module."
  },
  {
    code: "out-of-memory",
    class: "configuration",
    transient: false,
    pattern: /out of memory|cannot allocate memory|signal: killed/,
    hint: "The machine ran out of memory: run less beside this step, or use a larger machine."
  }
];

// src/download/failures/module-rules.ts
var moduleRules = [
  {
    code: "go-version",
    class: "go-version",
    transient: false,
    pattern: /requires go ?>?= ?\d|toolchain not available|invalid (?:go version|toolchain)|go\.mod requires go/,
    hint: "Use a Go at least as new as go.mod asks for, or let the go command fetch it (`gotoolchain: auto`)."
  },
  {
    code: "unknown-revision",
    class: "version",
    transient: false,
    pattern: /unknown revision|no matching versions|couldn't find remote ref|reference is not a tree/i,
    readsResponse: true,
    hint: "There is no such version, branch or commit: `go list -m -versions MODULE` names the versions there are. Tags can also be moved or deleted."
  },
  {
    code: "version-invalid",
    class: "version",
    transient: false,
    pattern: /invalid pseudo-version|version "[^"]*" invalid|malformed version|should be v\d+, not v\d+|disallowed version string/,
    hint: "Write a version as it was tagged, with its v, for example v1.2.3, and from v2 on with the major version in the module path."
  },
  {
    code: "go-sum-malformed",
    class: "go-mod",
    transient: false,
    pattern: /malformed go(?:\.work)?\.sum/,
    hint: "Remove the line that is named and run `go mod tidy`, or restore go.sum from version control."
  },
  {
    code: "missing-go-sum-entry",
    class: "go-mod",
    transient: false,
    pattern: /missing go\.sum entry/,
    hint: "go.sum is not complete: run `go mod tidy` and commit go.mod and go.sum."
  },
  {
    code: "go-mod-outdated",
    class: "go-mod",
    transient: false,
    pattern: /updates to go\.(?:mod|work|sum) needed|inconsistent vendoring|missing go\.(?:mod|sum) line/,
    hint: "go.mod does not fit the code or its requirements: run `go mod tidy` and commit go.mod and go.sum."
  },
  {
    code: "module-path-mismatch",
    class: "go-mod",
    transient: false,
    pattern: /declares its path as/,
    hint: "Require the module under the path it declares, or replace it where it is a fork."
  },
  {
    code: "module-path-malformed",
    class: "go-mod",
    transient: false,
    pattern: /malformed (?:module|import) path|missing dot in first path element/,
    hint: "A module path begins with a host name and consists of letters, digits and `-._~/`."
  },
  {
    code: "package-pattern",
    class: "configuration",
    transient: false,
    pattern: /^stat [^\n]+: directory not found|^pattern [^\n]+: |"[^"\n]*" matched no packages/m,
    hint: "Correct `packages`: its patterns are relative to `working-directory`, as `./cmd/...` is."
  },
  {
    code: "package-without-module",
    class: "go-mod",
    transient: false,
    pattern: /no required module provides package|(?:cannot find module providing|does not contain) package|is not in std\b/,
    hint: "Run `go mod tidy`, so that go.mod requires a module for every package that the code imports."
  },
  {
    code: "workspace-incomplete",
    class: "go-mod",
    transient: false,
    pattern: /listed in go\.work file|errors parsing go\.work|go\.work:\d+: /,
    hint: "Check the `use` lines of go.work: every folder needs a go.mod that is part of the checkout."
  },
  {
    code: "replacement-missing",
    class: "go-mod",
    transient: false,
    pattern: /replacement directory .* does not exist|open .*go\.mod: no such file or directory/,
    hint: "A `replace` names a folder that the checkout does not have: check it out too, or remove the line."
  },
  {
    code: "no-go-mod",
    class: "go-mod",
    transient: false,
    pattern: /no modules specified|go\.mod file not found|no modules were found in the current workspace/,
    hint: "Set `working-directory` to the folder of go.mod or go.work."
  },
  {
    code: "no-go-import",
    class: "not-found",
    transient: false,
    pattern: /unrecognized import path|no go-import meta tags/,
    hint: "Nothing at this address says where the module’s repository is: check the path for mistakes, or use a proxy that has the module."
  },
  {
    code: "go-mod-invalid",
    class: "go-mod",
    transient: false,
    pattern: /errors parsing .*go\.mod|go\.mod:\d+: |parsing .*go\.mod:|ambiguous import/,
    hint: "Correct the line of go.mod that is named."
  }
];

// src/download/failures/records.ts
var informational = /^(?:-> |go: (?:downloading|extracting|finding|no module dependencies|added|upgraded|downgraded|removed|warning:) ?)/;
var beginning = /^(?:go: |verifying |malformed go\.(?:work\.)?sum|-> |\S+\.go:\d+:\d+: |#)/;
function splitRecords(stderr) {
  const records = [];
  for (const line of stderr.split(/\r?\n/)) {
    const last = records.length - 1;
    if (last < 0 || beginning.test(line)) records.push(line);
    else records[last] += `
${line}`;
  }
  return records.map((record) => record.trim()).filter((record) => record !== "" && !informational.test(record));
}
__name(splitRecords, "splitRecords");

// src/download/failures/subject.ts
var modulePatterns = [
  /^verifying (?<module>[^\s@]+@[^\s/:]+)/,
  // Of a chain `go: A@v requires\n\tB@v: …` the last one is meant.
  /requires\n(?:.*\n)*?\s*(?<module>[^\s@:]+@[^\s:]+): /,
  /^(?:go: )?(?<module>[^\s@:]+@[^\s:]+): /,
  /^(?:go: )?download (?<module>go\d\S*) for /
];
function subjectOf(record, knownModule) {
  const module = knownModule ?? moduleOf2(record);
  const url = urlOf(record);
  const host = url === void 0 ? void 0 : hostOf(url);
  return {
    ...module === void 0 ? {} : { module },
    ...url === void 0 ? {} : { url },
    ...host === void 0 ? {} : { host }
  };
}
__name(subjectOf, "subjectOf");
function moduleOf2(record) {
  for (const pattern of modulePatterns) {
    const found = pattern.exec(record)?.groups?.["module"];
    if (found !== void 0) return found;
  }
  const required2 = /require (?<path>\S+): version "(?<version>[^"]*)" invalid/.exec(record)?.groups;
  if (required2 !== void 0) return `${required2["path"]}@${required2["version"]}`;
  return cachedModuleOf(record);
}
__name(moduleOf2, "moduleOf");
function cachedModuleOf(record) {
  const file = /cache[\\/]download[\\/](?<path>\S+?)[\\/]@v[\\/](?<version>\S+?)\.(?:zip|mod|info|lock)\b/.exec(record);
  const path27 = unescapePath((file?.groups?.["path"] ?? "").replaceAll("\\", "/"));
  const version = unescapeVersion(file?.groups?.["version"] ?? "");
  return path27 === void 0 || version === void 0 ? void 0 : moduleKey({ path: path27, version });
}
__name(cachedModuleOf, "cachedModuleOf");
function urlOf(record) {
  const urls = redactUrls(record).match(/\b(?:https?|ssh|git|file):\/\/[^\s"'`<>]+/g) ?? [];
  return urls.map((url) => url.replace(/[:;,.)]+$/, "")).find((url) => !/^https:\/\/(?:golang\.org|go\.dev)\/(?:s|doc|cmd|ref)\//.test(url));
}
__name(urlOf, "urlOf");
function hostOf(url) {
  const host = URL.canParse(url) ? new URL(url).host : "";
  return host === "" ? void 0 : host;
}
__name(hostOf, "hostOf");

// src/download/failures/transport-rules.ts
var passingRules = [
  {
    // Some public proxies answer 404 when their own upstream failed, and mean 502.
    code: "masked-server-error",
    class: "server",
    transient: true,
    pattern: /: (?:404|410) [^\n]*\n\s*server response: [^\n]*(?:bad upstream|fetch timed out|bad gateway)/,
    readsResponse: true,
    hint: "The proxy could not reach its own source: run the job again later, or use another proxy."
  },
  {
    code: "throttled",
    class: "throttled",
    transient: true,
    pattern: /: 429 /,
    hint: "The server wants fewer requests: run fewer jobs at once, or have a proxy of your own."
  },
  {
    code: "server-error",
    class: "server",
    transient: true,
    pattern: /reading \S+: (?:408|425|5(?!01|05|11)\d\d) /,
    hint: "The server has trouble: look at its status page and run the job again later, or add a second proxy to `goproxy` behind `|`."
  },
  {
    code: "http-proxy-unreachable",
    class: "network",
    transient: true,
    pattern: /proxyconnect tcp: /,
    hint: "The HTTP proxy of this machine did not answer: check HTTP_PROXY, HTTPS_PROXY and NO_PROXY."
  },
  {
    code: "name-not-resolved",
    class: "network",
    transient: true,
    pattern: /no such host|server misbehaving|Temporary failure in name resolution/,
    hint: "The name of the server could not be resolved: check it in `goproxy` for mistakes, and the DNS of this machine."
  },
  {
    code: "connection-refused",
    class: "network",
    transient: true,
    pattern: /connection refused|actively refused|network is unreachable|no route to host/,
    hint: "Nothing answers at this address: check `goproxy`, and the firewall and HTTP proxy of this machine."
  },
  {
    code: "timed-out",
    class: "network",
    transient: true,
    pattern: /i\/o timeout|handshake timeout|deadline exceeded|Client\.Timeout|connection timed out|did not properly respond/,
    hint: "The server did not answer in time: check that this machine reaches it, also through its HTTP proxy."
  },
  {
    code: "connection-broken",
    class: "network",
    transient: true,
    pattern: /(?:Get|Head|Post|read) "[^"]*": [^\n]*(?:EOF|connection reset|broken pipe|forcibly closed|connection was aborted|stream error|http2: |connection broken|use of closed)/,
    hint: "The connection broke before everything had arrived. If this happens often, look at the HTTP proxy or firewall between this machine and the server."
  },
  {
    code: "damaged-download",
    class: "network",
    transient: true,
    pattern: /zip: not a valid zip file|zip: checksum error|unexpected EOF|flate: corrupt input/,
    hint: "What arrived is not a whole zip. If it stays so, the proxy holds a damaged copy, or something in between answers in its place."
  },
  {
    code: "invalid-answer",
    class: "server",
    transient: true,
    pattern: /invalid response from proxy|unexpected end of JSON input|invalid character '.+' /,
    hint: "The server answered with something that is not of the module proxy protocol: check that `goproxy` names a module proxy and that nobody has to log in there first."
  }
];
var lastingRules = [
  {
    code: "certificate",
    class: "tls",
    transient: false,
    pattern: /x509: |failed to verify certificate/,
    hint: "This machine does not trust the server’s certificate. Behind a TLS-inspecting proxy add its authority, for example with SSL_CERT_FILE; else check the host name."
  },
  {
    code: "tls",
    class: "tls",
    transient: false,
    pattern: /gave HTTP response to HTTPS client|\btls: /,
    hint: "The server and the go command found no common way to speak TLS: check the scheme and port of the URL."
  },
  {
    code: "access-denied",
    class: "auth",
    transient: false,
    pattern: /reading \S+: (?:401|403|407) /,
    hint: "The server refuses this request: give credentials that may read the module. Some proxies answer 403 for modules or versions that they block or do not have."
  },
  {
    code: "module-not-found",
    class: "not-found",
    transient: false,
    pattern: /reading \S+: (?:(?:404|410) |no such file or directory|The system cannot find)/,
    hint: "Check path and version for mistakes and that the version was published. A private module has to be named in `goprivate`, or its proxy in `goproxy`."
  },
  {
    code: "redirects",
    class: "server",
    transient: false,
    pattern: /stopped after \d+ redirects|redirect from secure URL/,
    hint: "The server redirects without end, or away from https: open the URL in a browser to see where to; often it is a page to log in."
  },
  {
    code: "request-refused",
    class: "server",
    transient: false,
    pattern: /reading \S+: [3-5]\d\d /,
    hint: "The server does not accept this request: check that `goproxy` names a module proxy, with the whole path it is served under."
  }
];

// src/download/classify.ts
var rules = [
  ...checksumRules,
  ...machineRules,
  ...gitRules,
  ...passingRules,
  ...moduleRules,
  ...lastingRules
];
function classifyStderr(stderr) {
  return withoutRepeats(splitRecords(stderr).map((record) => classifyRecord(record)));
}
__name(classifyStderr, "classifyStderr");
function classifyRecord(record, module) {
  const ownWords = record.replace(/\n\s*server response:[\s\S]*/, "");
  const rule = rules.find(({ pattern, readsResponse }) => pattern.test(readsResponse ? record : ownWords)) ?? unknownRule(ownWords);
  const subject = subjectOf(record, module);
  return {
    class: rule.class,
    code: rule.code,
    transient: rule.transient,
    message: redactUrls(messageOf2(record, subject.module)),
    hint: rule.hint,
    original: redactUrls(record.trim()),
    ...subject
  };
}
__name(classifyRecord, "classifyRecord");
function withoutRepeats(failures) {
  const seen = /* @__PURE__ */ new Map();
  for (const failure of failures) {
    const subject = failure.class === "disk" ? "" : failure.module ?? "";
    const key = `${failure.code} ${subject}`;
    if (!seen.has(key)) seen.set(key, failure);
  }
  return blameGit([...seen.values()]);
}
__name(withoutRepeats, "withoutRepeats");
function blameGit(failures) {
  const blamed = failures.find(({ code: code2 }) => code2 === "no-secure-protocol");
  const missing = failures.find(({ code: code2 }) => code2 === "git-missing");
  if (blamed?.module === void 0 || missing === void 0) return [...failures];
  const named = missing.module === void 0 ? { ...missing, module: blamed.module } : missing;
  return failures.filter(({ code: code2 }) => code2 !== "no-secure-protocol").map((failure) => failure === missing ? named : failure);
}
__name(blameGit, "blameGit");
function messageOf2(record, module) {
  const [first = "", ...more] = record.replace(/^go: /, "").split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const response = more.find((line) => line.startsWith("server response: "));
  const parts = [...pointOf(first, more, module), ...response === void 0 ? [] : [`(${response})`]];
  const message = parts.join(" ");
  return module === void 0 || message.includes(module) ? message : `${module}: ${message}`;
}
__name(messageOf2, "messageOf");
function pointOf(first, more, module) {
  const [next] = more;
  if (next === void 0) return [first];
  if (/: exit status \d+:$/.test(first)) {
    const point = more.find((line) => telling.test(line)) ?? more.find((line) => /^(?:fatal|error): /.test(line));
    return [`${module ?? first.split(": ")[0]}: git: ${point ?? next}`];
  }
  return /(?:[:;]|requires)$/.test(first) ? [first, next] : [first];
}
__name(pointOf, "pointOf");
var telling = /Permission denied|Host key verification/;
function unknownRule(record) {
  const common = { code: "unknown", transient: false };
  if (/https?:\/\/|ssh:\/\//.test(record)) {
    return {
      ...common,
      class: "server",
      hint: "Open the URL by hand from a machine like this one to see its answer."
    };
  }
  if (/go\.(?:mod|sum|work)/.test(record)) {
    return {
      ...common,
      class: "go-mod",
      hint: "Run the same go command locally, then `go mod tidy`, and commit the change."
    };
  }
  return {
    ...common,
    class: "configuration",
    hint: "Run the same go command by hand in this folder to look into it."
  };
}
__name(unknownRule, "unknownRule");

// src/download/copied-file.ts
import path15 from "node:path";
function namingOriginals(files, cwd) {
  const names2 = files.flatMap(({ original, copy }) => [copy, path15.relative(cwd, copy)].map((name) => ({ name, original }))).sort((a, b) => b.name.length - a.name.length);
  return (text) => names2.reduce((named, { name, original }) => named.replaceAll(name, original), text);
}
__name(namingOriginals, "namingOriginals");

// src/download/in-flight.ts
import { stat as stat7 } from "node:fs/promises";

// src/download/proxy-file.ts
function proxyFileOf(url) {
  const file = /^[a-z]+:\/\/[^/]+\/(?<path>.+)\/@v\/(?<version>[^/]+)\.(?<kind>info|mod|zip)$/i.exec(
    url
  )?.groups;
  const { path: escapedPath = "", version: escapedVersion = "", kind } = file ?? {};
  if (kind !== "info" && kind !== "mod" && kind !== "zip") return void 0;
  const elements = escapedPath.split("/").map(decoded);
  const path27 = unescapePath(elements.slice(elements.findIndex((element) => element.includes("."))).join("/"));
  const version = unescapeVersion(decoded(escapedVersion));
  return path27 === void 0 || version === void 0 ? void 0 : { module: { path: path27, version }, kind };
}
__name(proxyFileOf, "proxyFileOf");
function decoded(element) {
  return element.replaceAll("%21", "!").replaceAll("%2B", "+");
}
__name(decoded, "decoded");

// src/download/in-flight.ts
function followRequests(gomodcache) {
  const pending = /* @__PURE__ */ new Map();
  const zips = /* @__PURE__ */ new Set();
  let requests = 0;
  const start2 = /* @__PURE__ */ __name((key, awaited) => {
    requests++;
    pending.set(key, awaited);
  }, "start");
  return {
    follow(event) {
      switch (event.kind) {
        case "get-started": {
          const file = proxyFileOf(event.url);
          if (file?.kind === "zip") zips.add(moduleKey(file.module));
          return start2(event.url, awaitedUrl(event.url, file, gomodcache));
        }
        case "get-answered":
          if (event.status !== 200 || pending.get(event.url)?.target === void 0) pending.delete(event.url);
          return;
        case "git-started":
          return start2(gitKey(event), awaitedGit(event.dir, event.command));
        case "git-finished":
          pending.delete(gitKey(event));
      }
    },
    async awaited() {
      for (const [key, { target }] of pending) {
        if (target?.kind === "file" && await isThere2(target.path)) pending.delete(key);
      }
      return [...pending.values()];
    },
    requests: /* @__PURE__ */ __name(() => requests, "requests"),
    zips: /* @__PURE__ */ __name(() => zips, "zips")
  };
}
__name(followRequests, "followRequests");
function describeAwaited(awaited) {
  const names2 = [...new Set(awaited.map(({ what }) => what))];
  const hosts = [...new Set(awaited.flatMap(({ host }) => host ?? []))];
  const shown = names2.slice(0, shownNames).join(", ");
  const more = names2.length > shownNames ? ` and ${names2.length - shownNames} more` : "";
  return `${shown}${more}${hosts.length === 0 ? "" : ` from ${hosts.join(", ")}`}`;
}
__name(describeAwaited, "describeAwaited");
var shownNames = 5;
function awaitedUrl(url, file, gomodcache) {
  const host = URL.canParse(url) ? { host: new URL(url).host } : {};
  if (file === void 0) return { what: redactUrls(url), ...host };
  const module = moduleKey(file.module);
  const path27 = modcachePaths(gomodcache, file.module)[file.kind];
  return { what: module, module, ...host, target: { kind: "file", path: path27 } };
}
__name(awaitedUrl, "awaitedUrl");
function awaitedGit(dir, command) {
  return { what: redactUrls(`\`${command}\``), target: { kind: "git", path: dir } };
}
__name(awaitedGit, "awaitedGit");
function gitKey({ dir, command }) {
  return `${dir}; ${command}`;
}
__name(gitKey, "gitKey");
async function isThere2(file) {
  try {
    await stat7(file);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}
__name(isThere2, "isThere");

// src/download/failures/run-failures.ts
var stops = {
  stalled: "The go command itself waits for ever, so it was ended. If the server is slow but not dead, raise `stall-timeout`.",
  deadline: "Raise `timeout`, or find out why this took so long.",
  interrupted: "The run was cancelled from outside: start it again."
};
function stoppedFailure(reason, waitingFor) {
  const [awaited] = waitingFor;
  const code2 = codeOf(reason);
  const why = code2 === "stalled" ? `the go command made ${messageOf(reason)}` : messageOf(reason);
  return {
    class: "network",
    code: code2,
    transient: code2 === "stalled",
    message: awaited === void 0 ? why : `${why}, waiting for ${describeAwaited(waitingFor)}`,
    hint: stops[code2],
    original: "",
    ...awaited?.module === void 0 ? {} : { module: awaited.module },
    ...awaited?.host === void 0 ? {} : { host: awaited.host }
  };
}
__name(stoppedFailure, "stoppedFailure");
function codeOf(reason) {
  if (reason instanceof Stalled) return "stalled";
  return reason instanceof DeadlineExceeded ? "deadline" : "interrupted";
}
__name(codeOf, "codeOf");
function unexplainedFailure(exit) {
  const killed = exit.kind === "killed";
  return {
    class: "configuration",
    code: killed ? "go-killed" : "unknown",
    transient: false,
    message: killed ? `the go command was ended from outside by ${exit.signal}` : `the go command failed with status ${exit.code} and did not say why`,
    hint: killed ? "Most often that means the machine ran out of memory: run less beside this step, or use a larger machine." : "Run the same go command by hand in this folder to look into it.",
    original: ""
  };
}
__name(unexplainedFailure, "unexplainedFailure");

// src/download/go-json.ts
function jsonObjects(onObject) {
  let text = "";
  let scanned = 0;
  let depth = 0;
  let failure;
  const cut = /* @__PURE__ */ __name((at) => {
    text = text.slice(at);
    scanned -= at;
  }, "cut");
  const take = /* @__PURE__ */ __name((object) => {
    try {
      onObject(JSON.parse(object));
    } catch (error) {
      failure ??= error;
    }
  }, "take");
  return {
    read(chunk) {
      text += chunk;
      for (let token = nextToken(text, scanned); token !== void 0; token = nextToken(text, scanned)) {
        scanned = token.end;
        if (token.brace === "{" && depth++ === 0) cut(scanned - 1);
        if (token.brace === "}" && depth > 0 && --depth === 0) {
          take(text.slice(0, scanned));
          cut(scanned);
        }
      }
    },
    end() {
      if (failure !== void 0) throw failure;
    }
  };
}
__name(jsonObjects, "jsonObjects");
var tokens = /(?<brace>[{}])|"(?:[^"\\]|\\.)*(?<closed>")?/gs;
function nextToken(text, from) {
  tokens.lastIndex = from;
  const { brace, closed } = tokens.exec(text)?.groups ?? {};
  return brace === void 0 && closed === void 0 ? void 0 : { brace, end: tokens.lastIndex };
}
__name(nextToken, "nextToken");
function asGoModule(value) {
  if (!isObject(value)) return void 0;
  const { Path: path27, Version: version } = value;
  if (typeof path27 !== "string" || typeof version !== "string") return void 0;
  const module = { path: path27, version, ...textsOf(value) };
  const error = isObject(value["Error"]) ? value["Error"]["Err"] : value["Error"];
  return typeof error === "string" ? { ...module, error } : module;
}
__name(asGoModule, "asGoModule");
function asGoPackage(value) {
  if (!isObject(value) || typeof value["ImportPath"] !== "string") return void 0;
  const { ImportPath: importPath, Module: of, Error: problem2 } = value;
  const module = asGoModule(isObject(of) && isObject(of["Replace"]) ? of["Replace"] : of);
  const errors = [isObject(problem2) ? problem2["Err"] : void 0, module?.error];
  return {
    importPath,
    ...module === void 0 ? {} : { module },
    errors: errors.filter((error) => typeof error === "string")
  };
}
__name(asGoPackage, "asGoPackage");
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
__name(isObject, "isObject");
var optionalTexts = [
  ["query", "Query"],
  ["info", "Info"],
  ["goMod", "GoMod"],
  ["zip", "Zip"],
  ["dir", "Dir"],
  ["sum", "Sum"],
  ["goModSum", "GoModSum"]
];
function textsOf(value) {
  const texts = {};
  for (const [name, key] of optionalTexts) {
    const text = value[key];
    if (typeof text === "string" && text !== "") texts[name] = text;
  }
  return texts;
}
__name(textsOf, "textsOf");

// src/download/go-trace.ts
var patterns = {
  /** `# get URL` and `# get URL: 200 OK (0.016s)` (cmd/go/internal/web, get). */
  get: /^# get (?<url>\S+?)(?:: (?<answer>.+))?$/,
  /** `cd DIR; git …` and `0.135s # cd DIR; git …` (cmd/go/internal/modfetch/codehost, run). */
  git: /^(?<took>\d+\.\d{3}s # )?cd (?<dir>.+?); (?<command>git .+)$/,
  /** Locks, folders, and the attempts to find out the protocol of a repository, which have no end mark. */
  other: /^(?:# |mkdir -p |cd \S|git |\d+\.\d{3}s # |-> unzip )/,
  status: /^(?<status>\d{3}) /
};
function parseTraceLine(line) {
  const get = patterns.get.exec(line)?.groups;
  if (get?.["url"] !== void 0) return getEvent(get["url"], get["answer"]);
  const git = patterns.git.exec(line)?.groups;
  if (git?.["dir"] !== void 0 && git["command"] !== void 0) {
    const kind = git["took"] === void 0 ? "git-started" : "git-finished";
    return { kind, dir: git["dir"], command: git["command"] };
  }
  return patterns.other.test(line) ? { kind: "other" } : { kind: "message", text: line };
}
__name(parseTraceLine, "parseTraceLine");
function getEvent(url, answer) {
  if (answer === void 0) return { kind: "get-started", url };
  const status = patterns.status.exec(answer)?.groups?.["status"];
  const event = { kind: "get-answered", url, answer };
  return status === void 0 ? event : { ...event, status: Number(status) };
}
__name(getEvent, "getEvent");

// src/download/signs-of-life.ts
import { readdir as readdir4, stat as stat8 } from "node:fs/promises";
import path16 from "node:path";
function signsOfLife(options) {
  const download = path16.join(options.gomodcache, "cache", "download");
  let life = 0;
  let bytesBefore;
  let filesBefore;
  return async (silence) => {
    const bytes = await totalOf((await options.awaited()).map(bytesSoFar));
    if (bytes !== bytesBefore) life++;
    bytesBefore = bytes;
    if (silence < options.stallTimeout / 4) {
      filesBefore = void 0;
      return String(life);
    }
    const { files, extracting } = await walk(download, options.since);
    if (extracting || filesBefore !== void 0 && files !== filesBefore) life++;
    filesBefore = files;
    return String(life);
  };
}
__name(signsOfLife, "signsOfLife");
async function bytesSoFar({ target }) {
  if (target === void 0) return 0;
  return target.kind === "git" ? bytesBelow(target.path) : bytesOfTemporaries(target.path);
}
__name(bytesSoFar, "bytesSoFar");
async function bytesOfTemporaries(file) {
  const dir = path16.dirname(file);
  const entries = await entriesOf2(dir);
  const temporaries = entries.filter(
    ({ name }) => name.startsWith(path16.basename(file)) && name.endsWith(".tmp")
  );
  return totalOf(temporaries.map(({ name }) => sizeOf2(path16.join(dir, name))));
}
__name(bytesOfTemporaries, "bytesOfTemporaries");
async function bytesBelow(dir) {
  const entries = await entriesOf2(dir);
  return totalOf(
    entries.map((entry) => {
      const file = path16.join(dir, entry.name);
      return entry.isDirectory() ? bytesBelow(file) : sizeOf2(file);
    })
  );
}
__name(bytesBelow, "bytesBelow");
async function walk(dir, since) {
  let files = 0;
  let extracting = false;
  for (const entry of await entriesOf2(dir)) {
    files++;
    const file = path16.join(dir, entry.name);
    if (entry.isDirectory()) {
      const below = await walk(file, since);
      files += below.files;
      extracting ||= below.extracting;
    } else if (entry.name.endsWith(".partial")) {
      extracting ||= ((await ifThere(stat8(file)))?.mtimeMs ?? 0) >= since;
    }
  }
  return { files, extracting };
}
__name(walk, "walk");
async function sizeOf2(file) {
  return (await ifThere(stat8(file)))?.size ?? 0;
}
__name(sizeOf2, "sizeOf");
async function entriesOf2(dir) {
  return await ifThere(readdir4(dir, { withFileTypes: true })) ?? [];
}
__name(entriesOf2, "entriesOf");
async function totalOf(numbers) {
  return (await Promise.all(numbers)).reduce((total, number) => total + number, 0);
}
__name(totalOf, "totalOf");
async function ifThere(answer) {
  try {
    return await answer;
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return void 0;
  }
}
__name(ifThere, "ifThere");

// src/download/attempt.ts
async function attemptJob(job, options, ports) {
  const inFlight = followRequests(options.gomodcache);
  const { between = nothingBetween } = options;
  const original = namingOriginals(job.copies ?? [], job.cwd);
  const named = /* @__PURE__ */ __name((text) => between.rewrite(original(text)), "named");
  const found = findings(job.kind, named);
  const objects = jsonObjects(found.add);
  const messages = [];
  const hear = /* @__PURE__ */ __name((heard) => {
    const line = named(heard);
    ports.log.debug(redactUrls(line));
    const event = parseTraceLine(line);
    if (event.kind === "message") messages.push(event.text);
    inFlight.follow(event);
    if (event.kind === "get-started") ports.onRequest(inFlight.zips(), inFlight.requests());
  }, "hear");
  const exit = await watchedRun(job, options, ports, { inFlight, read: objects.read, hear });
  if (exit.kind !== "aborted") objects.end();
  const waitingFor = exit.kind === "aborted" ? await inFlight.awaited() : [];
  return {
    kind: exit.kind === "aborted" && !(exit.reason instanceof Stalled) ? "aborted" : "ended",
    failures: withoutRepeats(failuresOf(exit, found.failures, messages.join("\n"), waitingFor)),
    modules: [...found.modules.values()],
    requests: inFlight.requests(),
    zips: inFlight.zips(),
    waitingFor
  };
}
__name(attemptJob, "attemptJob");
function watchedRun({ cwd, args, env }, { gomodcache, env: common, stallTimeout, signal: parent, between = nothingBetween }, { exec, clock }, { inFlight, read, hear }) {
  const life = signsOfLife({ gomodcache, since: clock.now(), stallTimeout, awaited: inFlight.awaited });
  const probe2 = /* @__PURE__ */ __name(async (silence) => `${await life(silence)} ${between.activity()}`, "probe");
  return withWatchdog({ stallTimeout, clock, parent, probe: probe2 }, ({ signal, progress }) => {
    const listening = /* @__PURE__ */ __name((listener) => (text) => {
      progress();
      listener(text);
    }, "listening");
    return exec.run(
      { file: "go", args, cwd, env: { ...common, ...env } },
      { signal, onStdout: listening(read), onStderrLine: listening(hear) }
    );
  });
}
__name(watchedRun, "watchedRun");
function findings(kind, named) {
  const modules = /* @__PURE__ */ new Map();
  const failures = [];
  const addModule = /* @__PURE__ */ __name((module) => {
    if (module.error === void 0) modules.set(moduleKey(module), module);
    else failures.push(classifyRecord(named(module.error), moduleKey(module)));
  }, "addModule");
  const addPackage = /* @__PURE__ */ __name((value) => {
    const found = asGoPackage(value);
    if (found?.module !== void 0 && found.module.error === void 0) {
      modules.set(moduleKey(found.module), found.module);
    }
    failures.push(
      ...(found?.errors ?? []).map((error) => classifyRecord(named(error))).filter(concernsModules)
    );
  }, "addPackage");
  const add = /* @__PURE__ */ __name((value) => {
    const module = kind === "mod-download" ? asGoModule(value) : void 0;
    if (module !== void 0) addModule(module);
    if (kind === "list") addPackage(value);
  }, "add");
  return { modules, failures, add };
}
__name(findings, "findings");
function concernsModules({ code: code2 }) {
  return code2 !== "unknown" && code2 !== "package-without-module";
}
__name(concernsModules, "concernsModules");
function failuresOf(exit, found, messages, waitingFor) {
  if (exit.kind === "aborted") {
    return [stoppedFailure(exit.reason, waitingFor)];
  }
  const said = classifyStderr(messages);
  if (exit.kind === "exited" && exit.code === 0) {
    return [...said.filter(({ code: code2 }) => code2 === "package-pattern"), ...found];
  }
  const failures = [...said, ...found];
  return failures.length > 0 ? failures : [unexplainedFailure(exit)];
}
__name(failuresOf, "failuresOf");

// src/download/download.ts
var backoff = { base: 1e3, cap: 3e4 };
async function downloadModules(request, ports) {
  const since = ports.clock.now();
  const account = newAccount();
  for (const job of request.jobs) {
    const ended2 = await runJob(job, request, ports, account);
    if (ended2.kind !== "complete")
      return { ...ended2, ...await summarise(account, request.gomodcache, since) };
  }
  return { kind: "complete", ...await summarise(account, request.gomodcache, since) };
}
__name(downloadModules, "downloadModules");
async function runJob(job, request, ports, account) {
  const attempts = request.offline ? 1 : request.attempts;
  let failures = [];
  for (let number = 1; ; number++) {
    const attempt = await attemptOnce(job, request, ports, account);
    enter(account, attempt);
    if (attempt.kind === "aborted") {
      const waitingFor = [...new Set(attempt.waitingFor.map(({ what }) => what))];
      return { kind: "deadline", failures: [...attempt.failures, ...failures], waitingFor };
    }
    failures = attempt.failures;
    if (failures.length === 0) return { kind: "complete" };
    if (number >= attempts || failures.some(({ transient }) => !transient))
      return { kind: "failed", failures };
    const pause3 = fullJitter(number, backoff, ports.random);
    ports.log.info(retryNotice(job, failures, { number, attempts, pause: pause3 }));
    if (!await slept(pause3, request.signal, ports.clock)) {
      const stopped = stoppedFailure(request.signal.reason, []);
      return { kind: "deadline", failures: [stopped, ...failures], waitingFor: [] };
    }
    account.retries++;
  }
}
__name(runJob, "runJob");
function attemptOnce(job, request, { exec, clock, log, progress }, account) {
  const show = /* @__PURE__ */ __name((zips, requests) => {
    const asked = (/* @__PURE__ */ new Set([...account.zips.keys(), ...zips])).size;
    progress(progressText(asked, account.requests + requests, request.expected));
  }, "show");
  return attemptJob(
    job,
    { ...request, env: request.offline ? { ...request.env, ...offlineEnv } : request.env },
    { exec, clock, log, onRequest: request.offline ? () => {
    } : show }
  );
}
__name(attemptOnce, "attemptOnce");
var offlineEnv = { GOPROXY: "off", GONOPROXY: "none" };
function progressText(zips, requests, expected) {
  if (zips === 0) return `Reading the module graph: ${requests} requests`;
  return `Downloading modules: ${zips}${expected === void 0 || expected === 0 ? "" : ` of ${Math.max(zips, expected)}`}`;
}
__name(progressText, "progressText");
function retryNotice({ label }, failures, { number, attempts, pause: pause3 }) {
  const more = failures.length === 1 ? "" : ` (and ${failures.length - 1} more)`;
  const next = `attempt ${number + 1} of ${attempts} in ${(pause3 / 1e3).toFixed(1)} s`;
  return `\`${label}\` failed: ${failures[0]?.message}${more}; ${next}`;
}
__name(retryNotice, "retryNotice");
async function slept(ms, signal, clock) {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
__name(slept, "slept");

// src/plan/go-jobs.ts
import { mkdir as mkdir4, readFile as readFile3, writeFile } from "node:fs/promises";
import path17 from "node:path";
async function shelter(root, dir) {
  await mkdir4(dir, { recursive: true });
  return root.kind === "module" ? shelterModule(root, dir) : shelterWorkspace(root, dir);
}
__name(shelter, "shelter");
function downloadJobs(sheltered, packages, workingDirectory) {
  return sheltered.map(({ root, flags, env, copies }) => {
    const dir = rootDir(root);
    if (packages.length === 0) {
      return {
        label: "go mod download",
        kind: "mod-download",
        cwd: dir,
        args: ["mod", "download", "-json", "-x", ...flags],
        env,
        copies
      };
    }
    return {
      label: `go list -deps -test ${packages.join(" ")}`,
      kind: "list",
      cwd: sheltered.length === 1 ? workingDirectory : dir,
      args: [
        "list",
        "-deps",
        "-test",
        "-e",
        "-x",
        "-json=ImportPath,Module,Error,DepsErrors",
        ...flags,
        ...packages
      ],
      env,
      copies
    };
  });
}
__name(downloadJobs, "downloadJobs");
function extraJob(extra, home, neutralDir) {
  const queries = extra.map(({ path: modulePath, query }) => `${modulePath}@${query}`);
  return {
    label: `go mod download ${queries.join(" ")}`,
    kind: "mod-download",
    cwd: home === void 0 ? neutralDir : rootDir(home.root),
    args: ["mod", "download", "-json", "-x", ...home?.flags ?? [], ...queries],
    env: home?.env ?? { GOWORK: "off" },
    copies: home?.copies ?? []
  };
}
__name(extraJob, "extraJob");
async function wantedChanges(sheltered) {
  const changed = [];
  for (const { original, copy, text } of sheltered.flatMap(({ copies }) => copies)) {
    if (await textOf2(copy) !== text) changed.push(original);
  }
  return changed;
}
__name(wantedChanges, "wantedChanges");
async function shelterModule(root, dir) {
  const { goMod, goModText, goSumFile, goSumText = "" } = root.module;
  const modCopy = path17.join(dir, "go.mod");
  const sumCopy = path17.join(dir, "go.sum");
  await writeFile(modCopy, goModText);
  await writeFile(sumCopy, goSumText);
  return {
    root,
    flags: [`-modfile=${modCopy}`],
    env: { GOWORK: "off" },
    copies: [
      { original: goMod.file, copy: modCopy, text: goModText },
      { original: goSumFile, copy: sumCopy, text: goSumText }
    ]
  };
}
__name(shelterModule, "shelterModule");
async function shelterWorkspace(root, dir) {
  const { goWork, goWorkText, goWorkSumText = "" } = root.workspace;
  const workCopy = path17.join(dir, "go.work");
  const sumCopy = path17.join(dir, "go.work.sum");
  const workText = relocateGoWork(goWork, goWorkText, root.workspace.dir);
  await writeFile(workCopy, workText);
  await writeFile(sumCopy, goWorkSumText);
  return {
    root,
    flags: [],
    env: { GOWORK: workCopy },
    copies: [
      { original: goWork.file, copy: workCopy, text: workText },
      { original: `${goWork.file}.sum`, copy: sumCopy, text: goWorkSumText }
    ]
  };
}
__name(shelterWorkspace, "shelterWorkspace");
async function textOf2(file) {
  try {
    return await readFile3(file, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return "";
    throw error;
  }
}
__name(textOf2, "textOf");

// src/steps/go-jobs.ts
import { mkdir as mkdir5 } from "node:fs/promises";
import path18 from "node:path";
async function shelterAll({ plan, scratchDir }, purpose) {
  return Promise.all(
    plan.roots.map((root, index) => shelter(root, path18.join(scratchDir, `${purpose}-${index}`)))
  );
}
__name(shelterAll, "shelterAll");
async function jobsOf({ inputs, plan, scratchDir }, sheltered) {
  const jobs = downloadJobs(sheltered, inputs.packages, inputs.workingDirectory);
  if (inputs.extraModules.length === 0) return jobs;
  const home = sheltered[0] ?? (plan.home && await shelter(plan.home, path18.join(scratchDir, "home")));
  const neutralDir = path18.join(scratchDir, "neutral");
  await mkdir5(neutralDir, { recursive: true });
  return [...jobs, extraJob(inputs.extraModules, home, neutralDir)];
}
__name(jobsOf, "jobsOf");

// src/steps/module-proxy.ts
import { writeFile as writeFile2 } from "node:fs/promises";
import path19 from "node:path";
async function withModuleProxy(run4, body) {
  const { startModuleProxy } = await import("./module-proxy-2TTTBX6T.mjs");
  const { entriesLeftToGo } = await import("./goauth-QBHYP27H.mjs");
  const { plan, inputs, ports, signal, scratchDir } = run4;
  const { clock, random } = ports;
  const http = await ports.network.open(httpSettings(run4));
  let proxy;
  let events = 0;
  try {
    const goproxy = settingOf(plan.settings, "GOPROXY");
    const goauth = settingOf(plan.settings, "GOAUTH");
    const modules = await missingModules(run4);
    const leftToGo = await entriesLeftToGo({ goauth, goproxy, module: modules[0], http, clock, signal });
    const running = await startModuleProxy({
      goproxy,
      goprivate: settingOf(plan.settings, "GOPRIVATE"),
      gonoproxy: settingOf(plan.settings, "GONOPROXY"),
      gonosumdb: settingOf(plan.settings, "GONOSUMDB"),
      fallback: inputs.fallbackGoproxy,
      leftToGo,
      http,
      clock,
      random,
      checksums: plan.checksums,
      modules,
      goMods: [],
      attempts: inputs.attempts,
      stallTimeout: inputs.stallTimeout,
      concurrency: inputs.concurrency,
      scratchDir,
      signal,
      onEvent: /* @__PURE__ */ __name((event) => {
        events++;
        if (event.kind === "retry" || event.kind === "failover") narrate(event, ports.runner.log);
      }, "onEvent")
    });
    proxy = running;
    return await body({
      env: running.env({ ...plan.goCommandEnv, ...await networkEnv(run4) }),
      between: { rewrite: running.rewrite, activity: /* @__PURE__ */ __name(() => String(events), "activity") },
      stats: running.stats
    });
  } finally {
    await proxy?.close();
    await http.close();
  }
}
__name(withModuleProxy, "withModuleProxy");
function narrate(event, log) {
  const { module, kind, wire } = event.file;
  const what = `${module === void 0 ? wire : `${moduleKey(module)} (${kind})`}: ${event.reason}`;
  if (event.kind === "failover") log.info(`On to ${event.to}: ${what} at ${event.from}`);
  else log.info(`Again in ${formatDuration(event.pause)}: ${what} at ${event.host}`);
}
__name(narrate, "narrate");
function httpSettings({ inputs, plan, ports }) {
  const { http, https, noProxy } = inputs.forwardProxy;
  const inherited = forwardProxySettings(ports.env);
  return {
    httpProxy: http || inherited.httpProxy,
    httpsProxy: https || inherited.httpsProxy,
    noProxy: noProxy || inherited.noProxy,
    caFiles: [inputs.caFile ?? "", ports.env["SSL_CERT_FILE"] ?? ""],
    connections: inputs.concurrency,
    goauth: settingOf(plan.settings, "GOAUTH")
  };
}
__name(httpSettings, "httpSettings");
async function networkEnv({ inputs, ports, scratchDir }) {
  const { http, https, noProxy } = inputs.forwardProxy;
  const proxies = {
    ...http === "" ? {} : { HTTP_PROXY: http },
    ...https === "" ? {} : { HTTPS_PROXY: https },
    ...noProxy === "" ? {} : { NO_PROXY: noProxy }
  };
  if (inputs.caFile === void 0) return proxies;
  const bundle = path19.join(scratchDir, "certificates.pem");
  await writeFile2(bundle, (await ports.network.certificates([inputs.caFile])).join("\n"));
  return { ...proxies, SSL_CERT_FILE: bundle, GIT_SSL_CAINFO: bundle };
}
__name(networkEnv, "networkEnv");
async function missingModules({ plan, inputs }) {
  if (inputs.packages.length > 0) return [];
  const { checksums, required: required2, goEnv } = plan;
  const states = await Promise.all(
    required2.map((module) => inspectModule(goEnv.GOMODCACHE, module, checksums, "zip"))
  );
  return required2.filter((_, index) => states[index] !== "present");
}
__name(missingModules, "missingModules");

// src/steps/probe.ts
async function probe(run4) {
  const { inputs, plan, ports, signal } = run4;
  const probed = await downloadModules(
    {
      jobs: await jobsOf(run4, await shelterAll(run4, "probe")),
      gomodcache: plan.goEnv.GOMODCACHE,
      env: plan.goCommandEnv,
      attempts: 1,
      stallTimeout: inputs.stallTimeout,
      signal,
      offline: true
    },
    { ...ports, log: ports.runner.log, progress: /* @__PURE__ */ __name((text) => ports.runner.progress(text), "progress") }
  );
  return probed.kind === "complete" ? probed.modules.map((module) => ({ ...module, fetched: false })) : void 0;
}
__name(probe, "probe");

// src/steps/download.ts
async function downloadStep(run4, before) {
  const { inputs, plan, ports } = run4;
  const atHand = before.onDisk?.map(asDownloaded) ?? heldByEntry(run4, before.restored) ?? // After a hit hardly ever anything is missing, and to see that takes neither a proxy nor a network.
  (before.restored.kind === "hit" ? await probe(run4) : void 0);
  if (atHand !== void 0) {
    ports.runner.log.info("Nothing is missing");
    return { kind: "nothing-missing", modules: atHand, retries: 0 };
  }
  const sheltered = await shelterAll(run4, "download");
  const jobs = await jobsOf(run4, sheltered);
  const downloaded = await withModuleProxy(run4, async ({ env, between, stats }) => {
    const ended2 = await downloadModules(
      {
        jobs,
        gomodcache: plan.goEnv.GOMODCACHE,
        env,
        between,
        attempts: Math.min(inputs.attempts, goRuns),
        stallTimeout: inputs.stallTimeout + proxyPatience,
        signal: run4.signal,
        expected: plan.required.length
      },
      { ...ports, log: ports.runner.log, progress: /* @__PURE__ */ __name((text) => ports.runner.progress(text), "progress") }
    );
    return { ...ended2, network: stats() };
  });
  const fetched2 = downloaded.modules.filter((module) => module.fetched).length;
  ports.runner.log.info(`Downloaded ${formatCount(fetched2, "module")}`);
  await noticeChanges(run4, sheltered);
  return downloaded;
}
__name(downloadStep, "downloadStep");
var goRuns = 3;
var proxyPatience = 6e4;
function heldByEntry({ inputs, plan }, restored) {
  if (inputs.layout === "full" || inputs.packages.length > 0 || inputs.extraModules.length > 0)
    return void 0;
  if (restored.kind !== "hit") return void 0;
  const { parts, rejected, baseless, restored: placed, onDisk: onDisk2 } = restored.delivered;
  if (rejected.length > 0 || baseless !== void 0) return void 0;
  if (parts[0] === void 0 || parts[0].manifest.uncovered.length > 0) return void 0;
  const modules = [...placed, ...onDisk2.map((module) => ({ ...module, bytes: 0 }))].map(asDownloaded);
  const there = new Set(modules.map(moduleKey));
  return plan.required.every((module) => there.has(moduleKey(module))) ? modules : void 0;
}
__name(heldByEntry, "heldByEntry");
function asDownloaded(module) {
  return { path: module.path, version: module.version, bytes: module.bytes, fetched: false, attempts: 0 };
}
__name(asDownloaded, "asDownloaded");
async function noticeChanges({ ports }, sheltered) {
  for (const file of await wantedChanges(sheltered)) {
    ports.runner.log.notice(
      `The go command wanted to change ${file}; it was left as it is. Run \`go mod tidy\` and commit the result.`,
      { title: `${path20.basename(file)} is not tidy`, place: { file } }
    );
  }
}
__name(noticeChanges, "noticeChanges");

// src/cache/entry.ts
function formatEntry(entry) {
  const base = entry.base === void 0 ? "" : `-on-${entry.base}`;
  return `${entry.key}-${entry.number}${base}`;
}
__name(formatEntry, "formatEntry");
function parseEntry(name) {
  const match = /^(.+?-v1-[0-9a-f]{12}-[0-9a-f]{40})-(\d{1,6})(?:-on-(.+))?$/.exec(name);
  if (match === null) return void 0;
  const [, key = "", number = "", base] = match;
  if (base !== void 0 && parseEntry(base)?.base !== void 0) return void 0;
  return { key, number: Number(number), base };
}
__name(parseEntry, "parseEntry");

// src/report/tally.ts
function tallyOf(modules) {
  const tally = { disk: 0, cache: 0, download: 0 };
  for (const { source } of modules) tally[source] += 1;
  return tally;
}
__name(tallyOf, "tallyOf");
function rejectedModules(rejected) {
  return [...new Set(rejected.map(({ module }) => module.replace(/\/go\.mod$/, "")))];
}
__name(rejectedModules, "rejectedModules");

// src/report/verdict.ts
function sentenceOf(facts) {
  switch (facts.kind) {
    case "nothing-to-do":
      return ended(`Nothing to download: ${facts.because}`);
    case "looked-up":
      return `The cache holds an entry for this key (${facts.key}); nothing was transferred.`;
    case "done":
      return doneSentence(facts.tally, facts.rejected, facts.durationMs);
    case "failed":
      return ended(`${failedClause(facts.failed, facts.total)}: ${firstLine(facts.reason)}`);
  }
}
__name(sentenceOf, "sentenceOf");
function doneSentence(tally, rejected, durationMs) {
  const parts = [
    ...tally.disk > 0 ? [`${tally.disk} on disk already`] : [],
    ...tally.cache > 0 ? [`${tally.cache} restored`] : [],
    ...tally.download > 0 ? [`${tally.download} downloaded`] : []
  ];
  const ready = `${formatCount(tally.disk + tally.cache + tally.download, "module")} ready`;
  const told = parts.length === 0 ? ready : `${ready}: ${parts.join(", ")}`;
  const again = rejected === 0 ? "" : `; ${rejected} of the cache rejected and replaced`;
  return `${told} in ${formatDuration(durationMs)}${again}.`;
}
__name(doneSentence, "doneSentence");
function failedClause(failed, total) {
  if (failed === 0) return "The modules could not be made ready";
  if (total === 0) return `${formatCount(failed, "module")} could not be downloaded`;
  return `${failed} of ${formatCount(total, "module")} could not be downloaded`;
}
__name(failedClause, "failedClause");
function firstLine(text) {
  return text.split("\n", 1)[0]?.trim() ?? "";
}
__name(firstLine, "firstLine");
function ended(sentence) {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
__name(ended, "ended");

// src/pack/unpack.ts
import { statSync as statSync2 } from "node:fs";

// src/pack/ledger.ts
var Ledger = class {
  static {
    __name(this, "Ledger");
  }
  restored = [];
  rejected = [];
  #shards;
  #open;
  #onProgress;
  #done = 0;
  constructor(shards, onProgress) {
    this.#shards = shards;
    this.#open = shards.map(
      ({ modules }) => new Set([...modules.keys()].filter((index) => modules[index]?.h1 !== void 0))
    );
    this.#onProgress = onProgress;
  }
  /** Takes in what was said of a shard. */
  note(shard, message) {
    if (message.kind === "module") {
      const { outcome } = message;
      const reason = outcome.kind === "rejected" ? outcome.reason : void 0;
      this.#settle(shard, message.index, outcome.kind === "placed", reason);
    } else if (message.kind === "broken" || message.kind === "died") {
      const reason = `its part of the entry is broken: ${message.reason}`;
      for (const index of this.#open[shard] ?? []) this.#settle(shard, index, false, reason);
    }
  }
  #settle(shard, index, placed, reason) {
    const module = this.#shards[shard]?.modules[index];
    if (module === void 0 || !this.#open[shard]?.delete(index)) return;
    const { path: path27, version, contentBytes } = module;
    if (placed) this.restored.push({ path: path27, version, bytes: contentBytes });
    if (reason !== void 0) this.rejected.push({ module: moduleKey(module), reason });
    this.#done += 1;
    this.#onProgress?.(this.#done);
  }
};

// src/pack/lock.ts
import { randomBytes as randomBytes2 } from "node:crypto";
import { readFile as readFile4, rename as rename3, rm as rm4, stat as stat9, utimes as utimes3, writeFile as writeFile3 } from "node:fs/promises";
import { hostname } from "node:os";
import path22 from "node:path";

// src/pack/scratch.ts
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, statSync } from "node:fs";
import path21 from "node:path";
var staleMs = 24 * 60 * 60 * 1e3;
var runName = /^run-[0-9a-f]{16}$/;
function workFolder(gomodcache) {
  return path21.join(gomodcache, "cache", "go-mod-download");
}
__name(workFolder, "workFolder");
function makeScratch(gomodcache) {
  const work = workFolder(gomodcache);
  mkdirSync(work, { recursive: true });
  removeStale(work);
  const scratch = path21.join(work, `run-${randomBytes(8).toString("hex")}`);
  mkdirSync(scratch);
  return scratch;
}
__name(makeScratch, "makeScratch");
function removeStale(work) {
  for (const name of readdirSync(work)) {
    const folder = path21.join(work, name);
    if (runName.test(name) && isStale(folder)) removeTree(folder);
  }
}
__name(removeStale, "removeStale");
function isStale(folder) {
  try {
    return Date.now() - statSync(folder).mtimeMs > staleMs;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}
__name(isStale, "isStale");

// src/pack/lock.ts
var staleMs2 = 6e4;
var heartbeatMs = 1e4;
async function takeLock(gomodcache) {
  const file = path22.join(workFolder(gomodcache), "lock");
  const holder = `${process.pid} on ${hostname()}, ${randomBytes2(8).toString("hex")}
`;
  if (!await create(file, holder)) {
    if (!await removeStale2(file) || !await create(file, holder)) return void 0;
  }
  const heartbeat = setInterval(() => {
    const now = /* @__PURE__ */ new Date();
    utimes3(file, now, now).catch(() => void 0);
  }, heartbeatMs);
  heartbeat.unref();
  return {
    release: /* @__PURE__ */ __name(async () => {
      clearInterval(heartbeat);
      if (await contentOf(file) === holder) await rm4(file, { force: true });
    }, "release")
  };
}
__name(takeLock, "takeLock");
async function create(file, holder) {
  try {
    await writeFile3(file, holder, { flag: "wx" });
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw error;
  }
}
__name(create, "create");
async function removeStale2(file) {
  try {
    const { mtimeMs } = await stat9(file);
    if (Date.now() - mtimeMs <= staleMs2) return false;
    const aside = `${file}-${randomBytes2(8).toString("hex")}`;
    await rename3(file, aside);
    await rm4(aside);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return true;
    throw error;
  }
}
__name(removeStale2, "removeStale");
async function contentOf(file) {
  try {
    return await readFile4(file, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return void 0;
    throw error;
  }
}
__name(contentOf, "contentOf");

// src/pack/place-downloads.ts
import { mkdirSync as mkdirSync2 } from "node:fs";
function placeDownloads(request) {
  const { manifest, gomodcache, checksums, scratch } = request;
  const temporary = `${scratch}/download`;
  const rejected = [];
  let goMods = 0;
  for (const mod of manifest.mods) {
    const wanted = checksums.goMod(mod);
    if (wanted === void 0) continue;
    const h1 = goModHash(Buffer.from(mod.text));
    if (h1 === wanted) goMods += Number(place(gomodcache, mod, "mod", temporary, mod.text));
    else
      rejected.push({
        module: `${moduleKey(mod)}/go.mod`,
        reason: `its hash is ${h1}, but go.sum says ${wanted}`
      });
  }
  const timed = manifest.mods.filter((mod) => mod.time !== void 0 && checksums.goMod(mod) !== void 0);
  for (const module of [...request.modules, ...timed]) {
    place(gomodcache, module, "info", temporary, infoOf(module));
  }
  return { goMods, rejected };
}
__name(placeDownloads, "placeDownloads");
function place(gomodcache, module, kind, temporary, text) {
  const target = modcachePaths(gomodcache, module);
  mkdirSync2(target.downloadDir, { recursive: true });
  return placeFile(temporary, target[kind], text);
}
__name(place, "place");
function infoOf({ version, time }) {
  return JSON.stringify({ Version: version, ...time && { Time: time } });
}
__name(infoOf, "infoOf");

// src/pack/pool.ts
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
var workersMax = 4;
var workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./worker.ts" : "./pack-worker.mjs",
  import.meta.url
);
async function runJobs(jobs, options) {
  const size = Math.min(options.workers ?? Math.min(availableParallelism(), workersMax), jobs.length);
  const queue = jobs.entries();
  const threads = Array.from({ length: size }, () => new Thread());
  const stop = /* @__PURE__ */ __name(() => {
    for (const thread of threads) void thread.end();
  }, "stop");
  options.signal.throwIfAborted();
  options.signal.addEventListener("abort", stop, { once: true });
  try {
    await Promise.all(threads.map((thread) => drain(thread, queue, options)));
  } finally {
    options.signal.removeEventListener("abort", stop);
    await Promise.all(threads.map((thread) => thread.end()));
  }
}
__name(runJobs, "runJobs");
async function drain(thread, queue, options) {
  for (let next = queue.next(); !next.done; next = queue.next()) {
    const [index, job] = next.value;
    await thread.run(job, (message) => {
      if (!options.signal.aborted) options.onMessage(index, message);
    });
    options.signal.throwIfAborted();
  }
}
__name(drain, "drain");
var Thread = class {
  static {
    __name(this, "Thread");
  }
  #worker;
  #told = /* @__PURE__ */ __name(() => void 0, "#told");
  /** Resolves when the job has ended, in whatever way; `tell` has then heard how. */
  run(job, tell) {
    return new Promise((resolve2) => {
      this.#told = (message) => {
        tell(message);
        if (message.kind === "module") return;
        this.#told = () => void 0;
        resolve2();
      };
      this.#worker ??= this.#start();
      this.#worker.postMessage(job);
    });
  }
  async end() {
    await this.#worker?.terminate();
  }
  #start() {
    const worker = new Worker(workerUrl, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 }
    });
    let reason = "its thread was ended";
    worker.on("message", (message) => this.#told(message));
    worker.on("error", (error) => {
      reason = messageOf(error);
    });
    worker.on("exit", () => {
      this.#worker = void 0;
      this.#told({ kind: "died", reason });
    });
    return worker;
  }
};

// src/pack/unpack.ts
async function unpackModules(request) {
  const { gomodcache } = request;
  return onDisk(
    async () => {
      const scratch = makeScratch(gomodcache);
      const wantsTrees = request.layOutTrees && request.layout !== "zip";
      const lock = wantsTrees ? await takeLock(gomodcache) : void 0;
      try {
        return await unpackInto(request, scratch, lock !== void 0);
      } finally {
        await lock?.release();
        removeTree(scratch);
      }
    },
    (cause) => modcacheError(gomodcache, cause)
  );
}
__name(unpackModules, "unpackModules");
async function unpackInto(request, scratch, trees) {
  const { pack: pack2, gomodcache, checksums, workers, signal, onProgress } = request;
  const { manifest } = pack2;
  const coming = manifest.modules.flatMap((module) => {
    const h1 = request.wanted(module) ? checksums.zip(module) : void 0;
    return h1 === void 0 ? [] : [{ ...module, h1 }];
  });
  const downloads = placeDownloads({ manifest, modules: coming, gomodcache, checksums, scratch });
  const jobs = planJobs(request, coming, scratch, trees);
  const ledger = new Ledger(jobs, onProgress);
  const failure = new AbortController();
  await runJobs(
    jobs.map((job) => ({ kind: "unpack", request: job })),
    {
      workers,
      signal: AbortSignal.any([signal, failure.signal]),
      onMessage: /* @__PURE__ */ __name((index, message) => {
        if (message.kind === "disk") failure.abort(modcacheError(gomodcache, message.reason));
        else ledger.note(index, message);
      }, "onMessage")
    }
  );
  const { restored, rejected } = ledger;
  return {
    restored,
    goMods: downloads.goMods,
    rejected: [...rejected, ...downloads.rejected],
    skipped: manifest.modules.length - restored.length - rejected.length,
    contentBytes: restored.reduce((sum3, { bytes }) => sum3 + bytes, 0)
  };
}
__name(unpackInto, "unpackInto");
function planJobs({ pack: pack2, gomodcache, layout, writableDirs }, coming, scratch, trees) {
  const wanted = new Map(coming.map((module) => [moduleKey(module), module.h1]));
  const folderMode = writableDirs ? void 0 : statSync2(scratch).mode & 365;
  const shards = pack2.manifest.shards.map(
    (shard, index) => ({
      fd: pack2.fd,
      shard,
      modules: pack2.manifest.modules.filter((module) => module.shard === index).map((module) => ({ ...module, h1: wanted.get(moduleKey(module)) })),
      gomodcache,
      scratch: `${scratch}/${index}`,
      trees,
      zips: !trees || layout !== "tree",
      folderMode
    })
  );
  return shards.filter((job) => job.modules.some((module) => module.h1 !== void 0));
}
__name(planJobs, "planJobs");

// src/cache/restore.ts
async function lookUp3(backend, cacheKey, signal) {
  const found = await backend.lookup([`${cacheKey.key}-`], signal);
  if (found.kind === "unavailable") return found;
  const entry = found.kind === "found" ? parseEntry(found.key) : void 0;
  return entry?.key === cacheKey.key ? { kind: "found", entry } : { kind: "miss" };
}
__name(lookUp3, "lookUp");
async function restore(request, runner) {
  const { backend, cacheKey, signal } = request;
  runner.progress("restoring: asking the cache");
  const fetched2 = await backend.fetch([`${cacheKey.key}-`, cacheKey.scopePrefix], signal);
  if (fetched2.kind === "unavailable") return fetched2;
  if (fetched2.kind === "none") return { kind: "miss" };
  try {
    const entry = parseEntry(fetched2.key);
    if (entry === void 0)
      return { kind: "unavailable", reason: `it answered with a foreign key, ${fetched2.key}` };
    return await restoreEntry(request, { ...fetched2, entry }, runner);
  } catch (error) {
    if (signal.aborted) return { kind: "unavailable", reason: messageOf(signal.reason) };
    if (!(error instanceof ActionError)) throw error;
    return { kind: "unavailable", reason: messageOf(error) };
  } finally {
    await fetched2.dispose();
  }
}
__name(restore, "restore");
async function restoreEntry(request, found, runner) {
  const { entry } = found;
  const opened = await openPack(found.file);
  if (opened.kind === "rejected") return { kind: "broken", entry, reason: opened.reason };
  const { pack: pack2 } = opened;
  try {
    const occupied = await holdsModules(request.gomodcache);
    const layOutPack = /* @__PURE__ */ __name((own2, done) => layOut(request, { pack: own2, occupied, done }, runner), "layOutPack");
    const part = { name: found.key, manifest: pack2.manifest, bytes: found.bytes };
    const [own, base] = await Promise.all([layOutPack(pack2, []), fetchBase(request, entry)]);
    const delivered = { entry, parts: [part], baseless: void 0, ...own };
    const kind = entry.key === request.cacheKey.key ? "hit" : "partial";
    if (base === void 0) return { kind, delivered };
    return { kind, delivered: await addBase(delivered, base, layOutPack) };
  } finally {
    await pack2.close();
  }
}
__name(restoreEntry, "restoreEntry");
async function fetchBase(request, { base }) {
  if (base === void 0) return void 0;
  const fetched2 = await request.backend.fetch([base], request.signal);
  if (fetched2.kind !== "found" || fetched2.key === base) return fetched2;
  await fetched2.dispose();
  return { kind: "none" };
}
__name(fetchBase, "fetchBase");
async function addBase(delivered, base, layOutPack) {
  if (base.kind === "unavailable") return { ...delivered, baseless: base.reason };
  if (base.kind === "none") return { ...delivered, baseless: "it is no longer stored" };
  try {
    const opened = await openPack(base.file);
    if (opened.kind === "rejected") return { ...delivered, baseless: opened.reason };
    try {
      const { manifest } = opened.pack;
      if (manifest.base !== void 0) return { ...delivered, baseless: "it is not a full entry" };
      const under = await layOutPack(opened.pack, [...delivered.restored, ...delivered.onDisk]);
      return {
        ...delivered,
        parts: [...delivered.parts, { name: base.key, manifest, bytes: base.bytes }],
        restored: [...delivered.restored, ...under.restored],
        onDisk: [...delivered.onDisk, ...under.onDisk],
        rejected: [...delivered.rejected, ...under.rejected]
      };
    } finally {
      await opened.pack.close();
    }
  } finally {
    await base.dispose();
  }
}
__name(addBase, "addBase");
async function layOut(request, { pack: pack2, occupied, done }, runner) {
  const brought = new Set(done.map(moduleKey));
  const modules = pack2.manifest.modules.filter((module) => !brought.has(moduleKey(module)));
  const onDisk2 = occupied ? await presentModules(request, modules) : [];
  const settled = /* @__PURE__ */ new Set([...brought, ...onDisk2.map(moduleKey)]);
  const unpacked = await unpackModules({
    pack: pack2,
    gomodcache: request.gomodcache,
    checksums: request.checksums,
    wanted: /* @__PURE__ */ __name((module) => !settled.has(moduleKey(module)), "wanted"),
    layout: request.layout,
    // Only a module cache that nobody uses yet: a foreign go command may be extracting the same module.
    layOutTrees: !occupied,
    writableDirs: request.writableDirs,
    signal: request.signal,
    onProgress: /* @__PURE__ */ __name((count) => runner.progress(`restoring: ${count} of ${modules.length} modules`), "onProgress")
  });
  return { onDisk: onDisk2, restored: unpacked.restored, rejected: unpacked.rejected };
}
__name(layOut, "layOut");
async function presentModules({ gomodcache, checksums, layout }, modules) {
  const covered = modules.filter((module) => checksums.zip(module) !== void 0);
  const states = await Promise.all(
    covered.map((module) => inspectModule(gomodcache, module, checksums, layout))
  );
  return covered.filter((_, index) => states[index] === "present");
}
__name(presentModules, "presentModules");

// src/steps/disk.ts
import { stat as stat10 } from "node:fs/promises";
async function inspectDisk(run4) {
  const { inputs, plan } = run4;
  if (!await holdsModules(plan.goEnv.GOMODCACHE)) return void 0;
  if (inputs.layout !== "full" && inputs.packages.length === 0 && inputs.extraModules.length === 0) {
    return inspectFiles(run4);
  }
  return probe(run4);
}
__name(inspectDisk, "inspectDisk");
async function inspectFiles(run4) {
  const { plan, inputs } = run4;
  const { checksums, required: required2, goEnv } = plan;
  if (required2.length === 0) return void 0;
  const states = await Promise.all(
    required2.map((module) => inspectModule(goEnv.GOMODCACHE, module, checksums, inputs.layout))
  );
  if (states.some((state) => state !== "present")) return void 0;
  if (!await holdsGraph(run4)) return void 0;
  return Promise.all(
    required2.map(async (module) => ({
      ...module,
      bytes: await sizeOf3(modcachePaths(goEnv.GOMODCACHE, module).zip)
    }))
  );
}
__name(inspectFiles, "inspectFiles");
async function holdsGraph(run4) {
  for (const { root, flags, env } of await shelterAll(run4, "graph")) {
    const { code: code2 } = await run4.ports.exec.ask({
      file: "go",
      args: ["mod", "graph", ...flags],
      cwd: rootDir(root),
      env: { ...run4.plan.goCommandEnv, ...env, GOPROXY: "off", GONOPROXY: "none" }
    });
    if (code2 !== 0) return false;
  }
  return true;
}
__name(holdsGraph, "holdsGraph");
async function sizeOf3(file) {
  try {
    return (await stat10(file)).size;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return 0;
    throw error;
  }
}
__name(sizeOf3, "sizeOf");

// src/steps/restore.ts
async function restoreStep(run4) {
  const { inputs, policy: policy2, ports } = run4;
  if (inputs.clean) {
    await emptyModuleCache(run4);
    return { restored: { kind: "skipped", reason: "`clean` ignores stored entries" }, onDisk: void 0 };
  }
  const onDisk2 = await inspectDisk(run4);
  if (ports.cache.kind === "off") {
    return { restored: { kind: "skipped", reason: ports.cache.reason }, onDisk: onDisk2 };
  }
  if (!policy2.reads) {
    const reason = `the cache mode is ${policy2.mode} (${policy2.source})`;
    return { restored: { kind: "skipped", reason }, onDisk: onDisk2 };
  }
  const restored = await ask2(run4, onDisk2 !== void 0);
  nameRejected(restored, ports.runner.log);
  if (restored.kind === "miss" && inputs.failOnCacheMiss) throw cacheMiss(run4);
  return { restored, onDisk: onDisk2 };
}
__name(restoreStep, "restoreStep");
function describeRestore({ restored, onDisk: onDisk2 }) {
  switch (restored.kind) {
    case "hit":
    case "partial": {
      const { delivered } = restored;
      const what = restored.kind === "hit" ? "this key" : "an older state of this project";
      const modules = formatCount(delivered.restored.length, "module");
      const bytes = delivered.parts.reduce((sum3, part) => sum3 + part.bytes, 0);
      const without = delivered.baseless === void 0 ? "" : `, without its base: ${delivered.baseless}`;
      return `Cache: restored ${modules} from the entry of ${what} (${formatBytes(bytes)})${without}`;
    }
    case "found":
      return onDisk2 === void 0 ? "Cache: there is an entry for this key" : "Cache: there is an entry for this key, and nothing to restore";
    case "broken":
      return `Cache: the stored entry cannot be used (${restored.reason}), so its modules are downloaded`;
    case "miss":
      return "Cache: no entry for this key, and none for an older state of this project";
    case "unavailable":
      return `Cache: not available (${restored.reason}); nothing is restored or saved`;
    case "skipped":
      return `Cache: nothing is restored, ${restored.reason}`;
  }
}
__name(describeRestore, "describeRestore");
async function ask2(run4, allOnDisk) {
  const { inputs, plan, ports, signal } = run4;
  if (ports.cache.kind === "off") return { kind: "skipped", reason: ports.cache.reason };
  const { backend } = ports.cache;
  if (allOnDisk || inputs.lookupOnly) {
    const found = await lookUp3(backend, plan.cacheKey, signal);
    if (allOnDisk || found.kind !== "miss") return found;
  }
  return restore(
    {
      backend,
      cacheKey: plan.cacheKey,
      gomodcache: plan.goEnv.GOMODCACHE,
      checksums: plan.checksums,
      layout: inputs.layout,
      writableDirs: plan.writableDirs,
      signal
    },
    ports.runner
  );
}
__name(ask2, "ask");
function nameRejected(restored, log) {
  if (restored.kind !== "hit" && restored.kind !== "partial") return;
  for (const { module, reason } of restored.delivered.rejected) {
    log.info(`Rejected ${module} of the stored entry: ${reason}`);
  }
}
__name(nameRejected, "nameRejected");
async function emptyModuleCache({ plan, ports, scratchDir }) {
  ports.runner.log.info(`Emptying ${plan.goEnv.GOMODCACHE} (\`clean\`)`);
  const answer = await ports.exec.ask({
    file: "go",
    args: ["clean", "-modcache"],
    cwd: scratchDir,
    env: plan.goCommandEnv
  });
  if (answer.code === 0) return;
  throw new ActionError(`\`go clean -modcache\` failed: ${answer.stderr.trim()}`, {
    code: "clean-failed",
    class: "disk",
    hint: `Check who owns ${plan.goEnv.GOMODCACHE}, and that no other job is using it.`
  });
}
__name(emptyModuleCache, "emptyModuleCache");
function cacheMiss({ plan }) {
  return new ActionError(
    `nothing is stored for ${plan.cacheKey.key}, nor for an older state of this project`,
    {
      code: "cache-miss",
      class: "cache",
      hint: "Run the job that fills the cache first, or set `fail-on-cache-miss: false` to download instead."
    }
  );
}
__name(cacheMiss, "cacheMiss");

// src/cache/cacheable.ts
import { readFile as readFile5 } from "node:fs/promises";
async function cacheableOf(set, checksums, gomodcache) {
  const modules = set.flatMap((module) => {
    const h1 = checksums.zip(module);
    return h1 === void 0 ? [] : [{ path: module.path, version: module.version, h1 }];
  });
  const uncovered = set.filter((module) => checksums.zip(module) === void 0).map(moduleKey);
  return { modules, goMods: await goModsOnDisk(checksums, gomodcache), uncovered };
}
__name(cacheableOf, "cacheableOf");
function beyond(manifests, cacheable) {
  const modules = new Set(manifests.flatMap((manifest) => manifest.modules.map(vouchedKey)));
  const goMods = new Set(manifests.flatMap((manifest) => manifest.mods.map(vouchedKey)));
  return {
    modules: cacheable.modules.filter((module) => !modules.has(vouchedKey(module))),
    goMods: cacheable.goMods.filter((module) => !goMods.has(vouchedKey(module)))
  };
}
__name(beyond, "beyond");
function vouchedKey(module) {
  return `${moduleKey(module)} ${module.h1}`;
}
__name(vouchedKey, "vouchedKey");
async function goModsOnDisk(checksums, gomodcache) {
  const found = await Promise.all(
    checksums.goMods.map(async (module) => {
      const h1 = checksums.goMod(module);
      const text = await readMod(modcachePaths(gomodcache, module).mod);
      return h1 !== void 0 && text !== void 0 && goModHash(text) === h1 ? [{ ...module, h1 }] : [];
    })
  );
  return found.flat();
}
__name(goModsOnDisk, "goModsOnDisk");
async function readMod(file) {
  try {
    return await readFile5(file);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return void 0;
    throw error;
  }
}
__name(readMod, "readMod");

// src/cache/save.ts
import path24 from "node:path";

// src/pack/pack.ts
import { mkdir as mkdir6, rm as rm6 } from "node:fs/promises";
import path23 from "node:path";

// src/pack/read-downloads.ts
import { readFile as readFile6 } from "node:fs/promises";
async function readDownloads(gomodcache, modules, goMods) {
  const times = /* @__PURE__ */ new Map();
  for (const module of [...modules, ...goMods]) {
    const time = await readTime(modcachePaths(gomodcache, module).info);
    if (time !== void 0) times.set(moduleKey(module), time);
  }
  const mods = [];
  const refused = [];
  let bytes = 0;
  for (const { path: path27, version, h1 } of goMods.toSorted(compareModules)) {
    const content = await readIfThere2(modcachePaths(gomodcache, { path: path27, version }).mod);
    if (content === void 0) continue;
    bytes += content.length;
    const reason = refuse(content, h1, bytes);
    const time = times.get(moduleKey({ path: path27, version }));
    if (reason === void 0)
      mods.push({ path: path27, version, h1, text: content.toString(), ...time && { time } });
    else refused.push({ module: `${moduleKey({ path: path27, version })}/go.mod`, reason });
  }
  return { mods, times, refused };
}
__name(readDownloads, "readDownloads");
function refuse(content, h1, totalBytes) {
  const found = goModHash(content);
  if (found !== h1) return `its hash is ${found}, not ${h1}`;
  if (!Buffer.from(content.toString()).equals(content)) return "it is not UTF-8";
  return totalBytes > limits.goModTotalBytes ? "all go.mod files together are too large" : void 0;
}
__name(refuse, "refuse");
async function readTime(file) {
  const content = await readIfThere2(file);
  const time = /"Time":\s*"([^"\\]+)"/.exec(content?.toString() ?? "")?.[1];
  return time !== void 0 && isTime(time) ? time : void 0;
}
__name(readTime, "readTime");
async function readIfThere2(file) {
  try {
    return await readFile6(file);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return void 0;
    throw error;
  }
}
__name(readIfThere2, "readIfThere");

// src/pack/shards.ts
var shardBytes = 16 * 2 ** 20;
function cutShards(modules) {
  const shards = [];
  let current = [];
  let bytes = 0;
  for (const module of modules) {
    const overflows = bytes + module.contentBytes > shardBytes * 1.5;
    if (current.length > 0 && overflows) {
      shards.push(current);
      current = [];
      bytes = 0;
    }
    current.push(module);
    bytes += module.contentBytes;
    if (bytes < shardBytes) continue;
    shards.push(current);
    current = [];
    bytes = 0;
  }
  if (current.length > 0) shards.push(current);
  return shards;
}
__name(cutShards, "cutShards");

// src/pack/write-pack-file.ts
import { createReadStream as createReadStream2 } from "node:fs";
import { open, rename as rename4, rm as rm5 } from "node:fs/promises";
import { zstdCompressSync } from "node:zlib";
async function writePackFile(file, shards, manifest) {
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, "w");
  try {
    const bytes = await writeParts(handle, shards, manifest).finally(() => handle.close());
    await rename4(temporary, file);
    return bytes;
  } catch (error) {
    await rm5(temporary, { force: true });
    throw error;
  }
}
__name(writePackFile, "writePackFile");
async function writeParts(handle, shards, manifest) {
  await handle.writeFile(magic);
  let offset = magic.length;
  for (const shard of shards.filter(({ bytes }) => bytes > 0)) {
    await handle.writeFile(createReadStream2(shard.file, { highWaterMark: 2 ** 20 }));
    await rm5(shard.file);
    offset += shard.bytes;
  }
  const json = zstdCompressSync(JSON.stringify(manifest), { params: compression });
  const footer = encodeFooter({ offset, bytes: json.length });
  await handle.writeFile(Buffer.concat([json, footer]));
  return offset + json.length + footer.length;
}
__name(writeParts, "writeParts");

// src/pack/pack.ts
async function packModules(request) {
  const describe2 = /* @__PURE__ */ __name((cause) => packFileError(request.file, cause), "describe");
  const folder = path23.join(request.scratchDir, `${path23.basename(request.file)}.shards`);
  await onDisk(() => mkdir6(folder, { recursive: true }), describe2);
  try {
    const { sized, refused } = measure(request);
    const shards = cutShards(sized).map((modules, index) => ({
      modules,
      file: path23.join(folder, `${index}`)
    }));
    const [written, downloads] = await Promise.all([
      writeShards(request, shards),
      readDownloads(request.gomodcache, request.modules, request.goMods)
    ]);
    const contents = listContents(written, downloads, request.uncovered.toSorted());
    const manifest = request.base === void 0 ? contents : { ...contents, base: request.base };
    const bytes = await onDisk(() => writePackFile(request.file, written, manifest), describe2);
    return {
      bytes,
      contentBytes: sum(manifest.shards.map((shard) => shard.contentBytes)),
      modules: manifest.modules.length,
      refused: [...refused, ...written.flatMap((shard) => shard.refused), ...downloads.refused]
    };
  } finally {
    await rm6(folder, { recursive: true, force: true });
  }
}
__name(packModules, "packModules");
function measure({ gomodcache, modules }) {
  const refused = [];
  const sized = modules.toSorted(compareModules).flatMap(({ path: path27, version, h1 }) => {
    const contentBytes = sizeOf4(gomodcache, { path: path27, version });
    if (typeof contentBytes === "number") return [{ path: path27, version, h1, contentBytes }];
    refused.push({ module: moduleKey({ path: path27, version }), reason: contentBytes });
    return [];
  });
  return { sized, refused };
}
__name(measure, "measure");
function sizeOf4(gomodcache, module) {
  try {
    const source = openModule(gomodcache, module);
    source.close();
    return sum(source.files.map((file) => file.bytes));
  } catch (error) {
    if (error instanceof UnreadableModule) return messageOf(error);
    throw error;
  }
}
__name(sizeOf4, "sizeOf");
async function writeShards({ gomodcache, file, workers, signal, onProgress }, shards) {
  const failure = new AbortController();
  const written = [];
  let done = 0;
  await runJobs(
    shards.map((shard) => ({ kind: "pack", request: { gomodcache, ...shard } })),
    {
      workers,
      signal: AbortSignal.any([signal, failure.signal]),
      onMessage: /* @__PURE__ */ __name((index, message) => {
        const shard = shards[index];
        if (message.kind === "disk" || message.kind === "died")
          failure.abort(packFileError(file, message.reason));
        if (message.kind !== "packed" || shard === void 0) return;
        written[index] = describeShard(shard, message);
        done += shard.modules.length;
        onProgress?.(done);
      }, "onMessage")
    }
  );
  return written;
}
__name(writeShards, "writeShards");
function describeShard({ modules, file }, packed) {
  return {
    file,
    bytes: packed.bytes,
    modules: packed.modules.flatMap(({ index, files, contentBytes }) => {
      const module = modules[index];
      return module === void 0 ? [] : [{ ...module, files, contentBytes }];
    }),
    refused: packed.refused.flatMap(({ index, reason }) => {
      const module = modules[index];
      return module === void 0 ? [] : [{ module: moduleKey(module), reason }];
    })
  };
}
__name(describeShard, "describeShard");
function listContents(written, downloads, uncovered) {
  let end = magic.length;
  const shards = [];
  const modules = [];
  for (const shard of written.filter(({ bytes }) => bytes > 0)) {
    for (const { path: path27, version, h1, files, contentBytes } of shard.modules) {
      const time = downloads.times.get(moduleKey({ path: path27, version }));
      modules.push({ path: path27, version, h1, ...time && { time }, files, contentBytes, shard: shards.length });
    }
    shards.push({
      offset: end,
      bytes: shard.bytes,
      contentBytes: sum(shard.modules.map(({ contentBytes }) => contentBytes))
    });
    end += shard.bytes;
  }
  return { modules, mods: downloads.mods, uncovered, shards };
}
__name(listContents, "listContents");
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
__name(sum, "sum");

// src/cache/save.ts
var deltaShare = 0.2;
async function save(request, runner) {
  if (request.cacheable.modules.length === 0) {
    return { kind: "not-needed", reason: "no module is covered by go.sum" };
  }
  const need = needOf(request);
  if (need.kind === "not-needed") return need;
  const newest2 = await newestNumber(request);
  if (newest2.kind === "unavailable") return { kind: "failed", reason: newest2.reason };
  if (newest2.number > need.supersedes && !request.rebuild) {
    return { kind: "not-needed", reason: "another job has stored it meanwhile" };
  }
  const number = Math.max(newest2.number, need.supersedes) + 1;
  try {
    return await packAndStore(request, number, need.base, runner);
  } catch (error) {
    if (request.signal.aborted) return { kind: "failed", reason: messageOf(request.signal.reason) };
    if (!(error instanceof ActionError)) throw error;
    return { kind: "failed", reason: messageOf(error) };
  }
}
__name(save, "save");
function needOf({ restored, cacheable, key, rebuild }) {
  const first = { kind: "needed", supersedes: 0, base: void 0 };
  switch (restored.kind) {
    case "found":
      return { kind: "not-needed", reason: "an entry for this key is stored" };
    case "hit":
      return isWanting(restored, cacheable) ? { kind: "needed", supersedes: restored.delivered.entry.number, base: void 0 } : { kind: "not-needed", reason: "the stored entry is complete" };
    case "partial":
      return { ...first, base: soundBase(restored) };
    case "broken":
      return { ...first, supersedes: restored.entry.key === key ? restored.entry.number : 0 };
    case "unavailable":
      return rebuild ? first : { kind: "not-needed", reason: `the cache was not available (${restored.reason})` };
    case "miss":
    case "skipped":
      return first;
  }
}
__name(needOf, "needOf");
function soundBase({ delivered }) {
  if (delivered.rejected.length > 0) return void 0;
  return delivered.parts.find(({ manifest }) => manifest.base === void 0);
}
__name(soundBase, "soundBase");
function isWanting({ delivered }, cacheable) {
  if (delivered.rejected.length > 0 || delivered.baseless !== void 0) return true;
  const lacking = beyond(
    delivered.parts.map(({ manifest }) => manifest),
    cacheable
  );
  return lacking.modules.length > 0 || lacking.goMods.length > 0;
}
__name(isWanting, "isWanting");
async function newestNumber(request) {
  const found = await request.backend.lookup([`${request.key}-`], request.signal);
  if (found.kind === "unavailable") return found;
  if (found.kind === "none") return { kind: "number", number: 0 };
  return { kind: "number", number: parseEntry(found.key)?.number ?? 0 };
}
__name(newestNumber, "newestNumber");
async function packAndStore(request, number, base, runner) {
  const { cacheable, key } = request;
  if (base !== void 0) {
    const delta = { ...cacheable, ...beyond([base.manifest], cacheable) };
    const packed = await pack(request, delta, runner, base.name);
    if (packed.bytes <= deltaShare * base.bytes) {
      return store3(request, packed, formatEntry({ key, number, base: base.name }), runner);
    }
  }
  return store3(
    request,
    await pack(request, cacheable, runner),
    formatEntry({ key, number, base: void 0 }),
    runner
  );
}
__name(packAndStore, "packAndStore");
function pack(request, contents, runner, base) {
  const { gomodcache, scratchDir, signal } = request;
  const total = contents.modules.length;
  return packModules({
    gomodcache,
    file: packFile(request),
    ...contents,
    ...base === void 0 ? {} : { base },
    scratchDir,
    signal,
    onProgress: /* @__PURE__ */ __name((done) => runner.progress(`packing: ${done} of ${total} modules`), "onProgress")
  });
}
__name(pack, "pack");
function packFile({ scratchDir }) {
  return path24.join(scratchDir, "go-mod-download.pack");
}
__name(packFile, "packFile");
async function store3(request, packed, name, runner) {
  const [refused] = packed.refused;
  if (refused !== void 0) {
    const what = `${refused.module}: ${refused.reason}`;
    return {
      kind: "failed",
      reason: `the module cache holds something else than go.sum says (${what}); \`go clean -modcache\` removes it`
    };
  }
  runner.progress("saving: storing the entry");
  const stored = await request.backend.store(name, packFile(request), request.signal);
  return savedFrom(stored, name, packed.modules);
}
__name(store3, "store");
function savedFrom(stored, name, modules) {
  switch (stored.kind) {
    case "stored":
      return { kind: "saved", name, bytes: stored.bytes, modules };
    case "exists":
      return { kind: "not-needed", reason: "another job has stored it meanwhile" };
    case "denied":
    case "unavailable":
      return { kind: "failed", reason: stored.reason };
  }
}
__name(savedFrom, "savedFrom");

// src/steps/save.ts
async function saveStep(run4, before, downloaded) {
  const { plan, policy: policy2, ports, inputs } = run4;
  if (ports.cache.kind === "off") return { kind: "skipped", reason: ports.cache.reason };
  if (!policy2.writes)
    return { kind: "skipped", reason: `the cache mode is ${policy2.mode} (${policy2.source})` };
  if (before.restored.kind === "found")
    return { kind: "not-needed", reason: "an entry for this key is stored" };
  const { GOMODCACHE } = plan.goEnv;
  const cacheable = await cacheableOf(downloaded.modules, plan.checksums, GOMODCACHE);
  for (const module of cacheable.uncovered) {
    ports.runner.log.info(`Not cacheable: no go.sum line for ${module}`);
  }
  return save(
    {
      backend: ports.cache.backend,
      key: plan.cacheKey.key,
      gomodcache: GOMODCACHE,
      cacheable,
      restored: before.restored,
      rebuild: inputs.clean,
      scratchDir: run4.scratchDir,
      signal: run4.signal
    },
    ports.runner
  );
}
__name(saveStep, "saveStep");
function describeSave(saved) {
  switch (saved.kind) {
    case "saved":
      return `Cache: saved ${formatCount(saved.modules, "module")} (${formatBytes(saved.bytes)}) as ${saved.name}`;
    case "not-needed":
      return `Cache: nothing to save, ${saved.reason}`;
    case "skipped":
      return `Cache: nothing is saved, ${saved.reason}`;
    case "failed":
      return `Cache: not saved, ${saved.reason}`;
  }
}
__name(describeSave, "describeSave");

// src/steps/record.ts
var emptyRecord = {
  verdict: "failed",
  sentence: "",
  cacheHit: false,
  cacheKey: "",
  cacheMatchedKey: "",
  cacheSaved: false,
  cacheNotes: [],
  goVersion: "",
  gomodcache: "",
  modules: [],
  rejected: [],
  bytesRestored: 0,
  bytesDownloaded: 0,
  bytesSaved: 0,
  retries: 0,
  hosts: [],
  durationMs: 0,
  steps: [],
  keyIngredients: [],
  errors: []
};
function nothingToDo(planned, steps) {
  return {
    ...emptyRecord,
    ...goFacts(planned.goEnv),
    verdict: "nothing-to-do",
    sentence: sentenceOf({ kind: "nothing-to-do", because: planned.reason }),
    steps,
    durationMs: durationOf(steps)
  };
}
__name(nothingToDo, "nothingToDo");
function lookedUp(run4, step, steps) {
  const facts = cacheFacts(run4, step);
  return {
    ...emptyRecord,
    ...goFacts(run4.plan.goEnv),
    ...facts,
    verdict: "done",
    sentence: sentenceOf({ kind: "looked-up", key: facts.cacheMatchedKey }),
    cacheNotes: [describeRestore(step)],
    steps,
    durationMs: durationOf(steps)
  };
}
__name(lookedUp, "lookedUp");
function recordOf(run4, outcomes, steps) {
  const { restored, downloaded, saved } = outcomes;
  const modules = moduleRecords(run4, outcomes);
  const errors = errorsOf(downloaded);
  const rejected = deliveredOf(restored.restored)?.rejected ?? [];
  const durationMs = durationOf(steps);
  const complete = downloaded.kind === "complete" || downloaded.kind === "nothing-missing";
  return {
    ...goFacts(run4.plan.goEnv),
    ...cacheFacts(run4, restored),
    verdict: complete ? "done" : "failed",
    sentence: complete ? sentenceOf({
      kind: "done",
      tally: tallyOf(modules),
      rejected: rejectedModules(rejected).length,
      durationMs
    }) : failedSentence(run4, errors),
    cacheSaved: saved?.kind === "saved",
    cacheNotes: [describeRestore(restored), ...saved === void 0 ? [] : [describeSave(saved)]],
    modules,
    rejected,
    bytesRestored: sum2(deliveredOf(restored.restored)?.parts.map(({ bytes }) => bytes) ?? []),
    bytesDownloaded: sum2(modules.filter(({ source }) => source === "download").map(({ bytes }) => bytes)),
    bytesSaved: saved?.kind === "saved" ? saved.bytes : 0,
    retries: downloaded.retries + (networkOf2(downloaded)?.retries ?? 0),
    hosts: networkOf2(downloaded)?.hosts ?? [],
    durationMs,
    steps,
    errors
  };
}
__name(recordOf, "recordOf");
function goFacts(goEnv) {
  return { goVersion: goEnv.GOVERSION.replace(/^go/, ""), gomodcache: goEnv.GOMODCACHE };
}
__name(goFacts, "goFacts");
function cacheFacts({ plan }, { restored }) {
  const entry = entryOf2(restored);
  return {
    cacheHit: entry?.key === plan.cacheKey.key,
    cacheKey: plan.cacheKey.key,
    cacheMatchedKey: entry === void 0 ? "" : formatEntry(entry),
    keyIngredients: plan.cacheKey.ingredients
  };
}
__name(cacheFacts, "cacheFacts");
function entryOf2(restored) {
  if (restored.kind === "found" || restored.kind === "broken") return restored.entry;
  return deliveredOf(restored)?.entry;
}
__name(entryOf2, "entryOf");
function deliveredOf(restored) {
  return restored.kind === "hit" || restored.kind === "partial" ? restored.delivered : void 0;
}
__name(deliveredOf, "deliveredOf");
function networkOf2(downloaded) {
  return downloaded.kind === "nothing-missing" ? void 0 : downloaded.network;
}
__name(networkOf2, "networkOf");
function moduleRecords({ plan }, { restored, downloaded }) {
  const asked = new Map(networkOf2(downloaded)?.modules.map(({ module, attempts }) => [module, attempts]));
  const fromCache = new Set((deliveredOf(restored.restored)?.restored ?? []).map(moduleKey));
  return downloaded.modules.map((module) => ({
    path: module.path,
    version: module.version,
    source: sourceOf(module.fetched, fromCache.has(moduleKey(module))),
    bytes: module.bytes,
    attempts: asked.get(moduleKey(module)) ?? module.attempts,
    cacheable: plan.checksums.zip(module) !== void 0
  }));
}
__name(moduleRecords, "moduleRecords");
function sourceOf(fetched2, fromCache) {
  if (fromCache) return "cache";
  return fetched2 ? "download" : "disk";
}
__name(sourceOf, "sourceOf");
function errorsOf(downloaded) {
  return downloaded.kind === "failed" || downloaded.kind === "deadline" ? downloaded.failures : [];
}
__name(errorsOf, "errorsOf");
function failedSentence({ plan }, errors) {
  const failed = new Set(errors.flatMap(({ module }) => module === void 0 ? [] : [module])).size;
  const reason = errors[0]?.message ?? "the go command failed without saying why";
  return sentenceOf({ kind: "failed", failed, total: plan.required.length, reason });
}
__name(failedSentence, "failedSentence");
function durationOf(steps) {
  return sum2(steps.map(({ durationMs }) => durationMs));
}
__name(durationOf, "durationOf");
function sum2(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
__name(sum2, "sum");

// src/pipeline.ts
async function runPipeline(inputs, ports, bounds) {
  const { log } = ports.runner;
  const steps = new Steps(ports);
  const planned = await steps.run("plan", () => makePlan(inputs, ports, bounds.scratchDir));
  if (planned.kind === "nothing") return nothingToDo(planned, steps.taken);
  const policy2 = decidePolicy(inputs.cacheMode, ports.env);
  const run4 = { inputs, plan: planned.plan, policy: policy2, ports, ...bounds };
  log.info(`Cache key: ${run4.plan.cacheKey.key}`);
  for (const ingredient of run4.plan.cacheKey.ingredients) log.debug(`  ${ingredient}`);
  const restored = await steps.run("restore", () => restoreStep(run4));
  log.info(describeRestore(restored));
  if (restored.restored.kind === "found" && inputs.lookupOnly) return lookedUp(run4, restored, steps.taken);
  const downloaded = await steps.run("download", () => downloadStep(run4, restored));
  if (downloaded.kind === "failed" || downloaded.kind === "deadline") {
    return recordOf(run4, { restored, downloaded, saved: void 0 }, steps.taken);
  }
  const saved = await steps.run("save", () => saveStep(run4, restored, downloaded));
  if (restored.restored.kind !== "unavailable") log.info(describeSave(saved));
  return recordOf(run4, { restored, downloaded, saved }, steps.taken);
}
__name(runPipeline, "runPipeline");
var Steps = class {
  static {
    __name(this, "Steps");
  }
  #ports;
  #taken = [];
  constructor(ports) {
    this.#ports = ports;
  }
  get taken() {
    return this.#taken;
  }
  async run(name, body) {
    const { clock, runner } = this.#ports;
    const start2 = clock.now();
    try {
      return await runner.log.group(titles[name], body);
    } finally {
      this.#taken.push({ name, durationMs: clock.now() - start2 });
    }
  }
};
var titles = {
  plan: "Plan: what has to be there",
  restore: "Restore: what is there, and what the cache has",
  download: "Download: what is missing",
  save: "Save: for the next run"
};

// src/report/announce.ts
var maxAnnotations = 10;
var titles2 = {
  network: "The network failed",
  server: "A server failed",
  throttled: "A server throttled the download",
  "not-found": "Module not found",
  auth: "Access denied",
  tls: "No trusted connection",
  checksum: "Checksum mismatch",
  version: "No such version",
  "go-mod": "go.mod or go.sum is wrong",
  "go-version": "Another Go is needed",
  disk: "The disk failed",
  cache: "The cache failed",
  configuration: "Wrong setting",
  internal: "A fault of go-mod-download"
};
function announceErrors(errors, log) {
  for (const error of errors.slice(0, maxAnnotations)) {
    const annotation = {
      title: titles2[error.class],
      ...error.place === void 0 ? {} : { place: error.place }
    };
    log.error(`${error.message}
${error.hint}`, annotation);
  }
  const more = errors.length - maxAnnotations;
  if (more > 0) log.error(`${more} more failures; the report has them all.`);
}
__name(announceErrors, "announceErrors");

// src/report/error-record.ts
var transientClasses = /* @__PURE__ */ new Set(["network", "server", "throttled", "cache"]);
var crashHint = "This is a fault of go-mod-download, not of your project. Please report it with the log of a run with debug logging on, which holds the stack.";
var noPermission = {
  class: "disk",
  hint: "Give the user of this job permission to write there, or name another directory."
};
var noRoom = {
  class: "disk",
  hint: "Free space on this disk, or move GOMODCACHE and the temporary folder to a larger one."
};
var noNetwork = {
  class: "network",
  hint: "Run it again; if it stays, check that this machine reaches the host."
};
var errnoMeanings = /* @__PURE__ */ new Map([
  ["EACCES", noPermission],
  ["EPERM", noPermission],
  ["EROFS", noPermission],
  ["ENOSPC", noRoom],
  ["EDQUOT", noRoom],
  ["EIO", { class: "disk", hint: "The disk failed; check the machine." }],
  ["EMFILE", { class: "disk", hint: "Raise the limit of open files (ulimit -n) and run it again." }],
  ["ENFILE", { class: "disk", hint: "Raise the limit of open files of this machine and run it again." }],
  ["ECONNREFUSED", noNetwork],
  ["ECONNRESET", noNetwork],
  ["EHOSTUNREACH", noNetwork],
  ["ENETUNREACH", noNetwork],
  ["ENOTFOUND", noNetwork],
  ["EAI_AGAIN", noNetwork],
  ["ETIMEDOUT", noNetwork]
]);
function errorRecord(error, extras = {}) {
  const { transient, ...others } = extras;
  const described = error instanceof ActionError ? ofActionError(error) : ofCrash(error);
  return { ...described, transient: transient ?? transientClasses.has(described.class), ...others };
}
__name(errorRecord, "errorRecord");
function ofActionError(error) {
  const place2 = error.place === void 0 ? {} : { place: error.place };
  return { class: error.class, code: error.code, message: messageOf(error), hint: error.hint, ...place2 };
}
__name(ofActionError, "ofActionError");
function ofCrash(error) {
  const errno = errnoOf(error);
  const meaning = errno === void 0 ? void 0 : errnoMeanings.get(errno);
  const message = messageOf(error);
  if (errno !== void 0 && meaning !== void 0) {
    return { ...meaning, code: errno.toLowerCase().replaceAll("_", "-"), message };
  }
  return { class: "internal", code: "unexpected", message: `Unexpected: ${message}`, hint: crashHint };
}
__name(ofCrash, "ofCrash");

// src/report/json-report.ts
import { randomUUID } from "node:crypto";
import { mkdir as mkdir7, rename as rename5, rm as rm7, writeFile as writeFile4 } from "node:fs/promises";
import path25 from "node:path";

// src/report/outputs.ts
var outputDefinitions = [
  {
    name: "cache-hit",
    type: "boolean",
    description: "Whether the cache held an entry of exactly this key: `true` or `false`."
  },
  { name: "cache-key", type: "text", description: "The key of this set of modules." },
  {
    name: "cache-matched-key",
    type: "text",
    description: "The key of the entry that was found, which may be an older one; empty when none was."
  },
  {
    name: "cache-saved",
    type: "boolean",
    description: "Whether this run stored an entry: `true` or `false`."
  },
  { name: "go-version", type: "text", description: "The Go that was used, such as `1.26.8`." },
  { name: "gomodcache", type: "text", description: "The path of the module cache." },
  { name: "modules", type: "number", description: "Number of modules in the set." },
  {
    name: "modules-on-disk",
    type: "number",
    description: "Number of modules that were in the module cache already."
  },
  {
    name: "modules-restored",
    type: "number",
    description: "Number of modules that came from the cache."
  },
  {
    name: "modules-downloaded",
    type: "number",
    description: "Number of modules that were downloaded."
  },
  {
    name: "modules-rejected",
    type: "number",
    description: "Number of modules of a stored entry that were not what go.sum says, and were not used."
  },
  { name: "bytes-restored", type: "number", description: "Bytes transferred from the cache." },
  { name: "bytes-downloaded", type: "number", description: "Bytes of the modules that were downloaded." },
  { name: "bytes-saved", type: "number", description: "Bytes transferred to the cache." },
  { name: "retries", type: "number", description: "How often something was tried again." },
  { name: "duration-ms", type: "number", description: "How long the step took, in milliseconds." },
  {
    name: "report",
    type: "text",
    description: "The path of a JSON report that holds all of these, the time of each step, each module with where it came from, and each error with its class and hint."
  }
];
function outputsOf(record, reportFile) {
  const tally = tallyOf(record.modules);
  return {
    "cache-hit": String(record.cacheHit),
    "cache-key": record.cacheKey,
    "cache-matched-key": record.cacheMatchedKey,
    "cache-saved": String(record.cacheSaved),
    "go-version": record.goVersion,
    gomodcache: record.gomodcache,
    modules: String(record.modules.length),
    "modules-on-disk": String(tally.disk),
    "modules-restored": String(tally.cache),
    "modules-downloaded": String(tally.download),
    "modules-rejected": String(rejectedModules(record.rejected).length),
    "bytes-restored": String(record.bytesRestored),
    "bytes-downloaded": String(record.bytesDownloaded),
    "bytes-saved": String(record.bytesSaved),
    retries: String(record.retries),
    "duration-ms": String(Math.round(record.durationMs)),
    report: reportFile
  };
}
__name(outputsOf, "outputsOf");

// src/report/json-report.ts
var schema = 1;
function jsonReport(record, outputs) {
  const report2 = {
    schema,
    verdict: record.verdict,
    sentence: record.sentence,
    outputs: Object.fromEntries(
      outputDefinitions.map((output) => [output.name, typed(output, outputs[output.name])])
    ),
    cacheNotes: record.cacheNotes,
    keyIngredients: record.keyIngredients,
    steps: record.steps,
    hosts: record.hosts,
    modules: record.modules,
    rejected: record.rejected,
    errors: record.errors
  };
  return `${JSON.stringify(report2, void 0, 2)}
`;
}
__name(jsonReport, "jsonReport");
function typed({ type }, text) {
  switch (type) {
    case "boolean":
      return text === "true";
    case "number":
      return Number(text);
    case "text":
      return text;
  }
}
__name(typed, "typed");
async function writeReport(file, text) {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir7(path25.dirname(file), { recursive: true });
    await writeFile4(temporary, text, { flag: "wx" });
    await rename5(temporary, file);
  } catch (cause) {
    await rm7(temporary, { force: true }).catch(() => void 0);
    throw new ActionError(`The report could not be written to ${file}`, {
      code: "report-not-written",
      class: "disk",
      hint: "Give the path of a file in a folder that this user may write to.",
      cause
    });
  }
}
__name(writeReport, "writeReport");

// src/report/markdown.ts
var maxLine = 500;
var maxBlock = 4e3;
function escaped(text) {
  const line = shortened(plainText(text).replace(/\s+/g, " ").trim(), maxLine);
  return asHtml(line).replace(
    /[\\`*[\]|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g,
    (mark) => `&#${mark.codePointAt(0)};`
  );
}
__name(escaped, "escaped");
function code(text) {
  return `<code>${escaped(text)}</code>`;
}
__name(code, "code");
function pre(text) {
  return `<pre>${asHtml(shortened(plainText(text).trim(), maxBlock))}</pre>`;
}
__name(pre, "pre");
function details(title, body) {
  return `<details><summary>${title}</summary>

${body}

</details>`;
}
__name(details, "details");
function table(head, rows) {
  const rule = head.map((_, index) => index === 0 ? "---" : "--:");
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
__name(table, "table");
function asHtml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
__name(asHtml, "asHtml");
function shortened(text, length) {
  return text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;
}
__name(shortened, "shortened");

// src/report/place.ts
function lineOf({ file, line }) {
  return line === void 0 ? file : `${file}:${line}`;
}
__name(lineOf, "lineOf");

// src/report/summary.ts
var maxItems = 20;
function summaryMarkdown(record) {
  const blocks = [
    "### Go modules",
    `**${escaped(record.sentence)}**`,
    ...record.errors.slice(0, maxItems).map(errorBlock),
    ...leftOut(record.errors.length),
    ...record.modules.length === 0 ? [] : [sourcesTable(record)],
    ...record.steps.length === 0 ? [] : [stepsLine(record)],
    ...listOf(record.cacheNotes, escaped),
    ...rejectedBlocks(record),
    ...keyBlocks(record)
  ];
  return `${blocks.join("\n\n")}
`;
}
__name(summaryMarkdown, "summaryMarkdown");
function errorBlock({ module, place: place2, message, hint, original, class: errorClass }) {
  const subjects = [module, place2 === void 0 ? void 0 : lineOf(place2)].filter((s) => s !== void 0);
  const head = [...subjects.map(code), `${escaped(message)} (${errorClass})`].join(" · ");
  const advice = hint === "" ? "" : `<br>What to do: ${escaped(hint)}`;
  const said = original === void 0 ? "" : `

${details("What the command said", pre(original))}`;
  return `- ${head}${advice}${said}`;
}
__name(errorBlock, "errorBlock");
function sourcesTable(record) {
  const tally = tallyOf(record.modules);
  const stored = record.modules.filter((module) => module.cacheable).length;
  const row = /* @__PURE__ */ __name((name, modules, bytes) => [
    name,
    String(modules),
    bytes === void 0 ? "" : formatBytes(bytes)
  ], "row");
  return table(
    ["", "Modules", "Transferred"],
    [
      row("On disk already", tally.disk),
      row("Restored from the cache", tally.cache, record.bytesRestored),
      row("Downloaded", tally.download, record.bytesDownloaded),
      row("Rejected and replaced", rejectedModules(record.rejected).length),
      row("Saved to the cache", record.cacheSaved ? stored : 0, record.bytesSaved)
    ]
  );
}
__name(sourcesTable, "sourcesTable");
function stepsLine(record) {
  const steps = record.steps.map((step) => `${step.name} ${formatDuration(step.durationMs)}`);
  const retries = record.retries === 0 ? "" : `; ${formatCount(record.retries, "retry", "retries")}`;
  const versions = record.goVersion === "" ? "" : `, ${escaped(record.goVersion)}`;
  return `${formatDuration(record.durationMs)} in all${versions}: ${steps.join(" · ")}${retries}`;
}
__name(stepsLine, "stepsLine");
function rejectedBlocks(record) {
  if (record.rejected.length === 0) return [];
  const list = listOf(record.rejected, ({ module, reason }) => `${code(module)}: ${escaped(reason)}`);
  return ["Not what go.sum says, and so not used from the cache:", ...list];
}
__name(rejectedBlocks, "rejectedBlocks");
function keyBlocks(record) {
  if (record.cacheKey === "") return [];
  const body = [
    `- Key: ${code(record.cacheKey)}`,
    `- Entry found: ${record.cacheMatchedKey === "" ? "none" : code(record.cacheMatchedKey)}`,
    ...listOf(record.keyIngredients, code)
  ];
  return [details("Cache key and what went into it", body.join("\n"))];
}
__name(keyBlocks, "keyBlocks");
function listOf(items, render) {
  if (items.length === 0) return [];
  const shown = items.slice(0, maxItems).map((item) => `- ${render(item)}`);
  return [[...shown, ...leftOut(items.length)].join("\n")];
}
__name(listOf, "listOf");
function leftOut(count) {
  return count > maxItems ? [`- and ${count - maxItems} more, in the JSON report`] : [];
}
__name(leftOut, "leftOut");

// src/run.ts
async function run3(session) {
  const { clock, runner } = session.ports;
  const start2 = clock.now();
  try {
    const inputs = await readInputs(session.raw, session.context);
    const record = await runWithin(session, inputs);
    await report(session, { ...record, durationMs: clock.now() - start2 }, inputs.summary);
    return record.verdict === "failed" ? 1 : 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    await report(session, { ...failedRecord(error, runner), durationMs: clock.now() - start2 }, true);
    return 2;
  }
}
__name(run3, "run");
async function runWithin(session, inputs) {
  const { clock, runner } = session.ports;
  try {
    return await withScratchDir(session.tempDir, (scratchDir) => {
      const ports = { ...session.ports, cache: session.openCache(inputs, scratchDir) };
      return withDeadline(
        { ms: inputs.timeout, clock, parent: session.interrupted },
        (signal) => runPipeline(inputs, ports, { scratchDir, signal })
      );
    });
  } catch (error) {
    return failedRecord(error, runner);
  }
}
__name(runWithin, "runWithin");
async function withScratchDir(tempDir, body) {
  const scratchDir = await mkdtemp2(path26.join(tempDir, "go-mod-download-")).catch((cause) => {
    throw new ActionError(`there can be no temporary folder in ${tempDir}`, {
      code: "temporary-folder",
      class: "disk",
      hint: "Set RUNNER_TEMP (in a workflow) or TMPDIR to a folder that this user may write to.",
      cause
    });
  });
  try {
    return await body(scratchDir);
  } finally {
    await rm8(scratchDir, { recursive: true, force: true, maxRetries: 3 });
  }
}
__name(withScratchDir, "withScratchDir");
function failedRecord(error, runner) {
  if (Error.isError(error) && error.stack !== void 0) runner.log.debug(error.stack);
  const record = errorRecord(error);
  const sentence = sentenceOf({ kind: "failed", failed: 0, total: 0, reason: messageOf(error) });
  return { ...emptyRecord, sentence, errors: [record] };
}
__name(failedRecord, "failedRecord");
async function report({ ports, secrets, reportFile }, full, summary) {
  const { log, setOutput, writeSummary } = ports.runner;
  const record = redactedRecord(full, secrets);
  announceErrors(record.errors, log);
  log.info(record.sentence);
  const outputs = outputsOf(record, reportFile);
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  if (summary) await writeSummary(summaryMarkdown(record));
  if (reportFile === "") return;
  try {
    await writeReport(reportFile, jsonReport(record, outputs));
  } catch (error) {
    log.warning(`The report could not be written: ${messageOf(error)}`);
  }
}
__name(report, "report");

// src/report/pace.ts
function paceOf(clock, intervalMs) {
  let last = clock.now();
  const shown = /* @__PURE__ */ __name(() => {
    last = clock.now();
  }, "shown");
  return {
    shown,
    due: /* @__PURE__ */ __name(() => {
      if (clock.now() - last < intervalMs) return false;
      shown();
      return true;
    }, "due")
  };
}
__name(paceOf, "paceOf");

export {
  childProcessExec,
  chooseCache,
  paceOf,
  onInterrupt,
  networkOf,
  systemClock,
  inputDefinitions,
  definitionOf,
  Secrets,
  InputError,
  nearest,
  isSwitchWord,
  parseSwitch,
  lineOf,
  run3 as run
};
