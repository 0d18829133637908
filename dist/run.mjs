import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ActionError,
  __callDispose,
  __commonJS,
  __toESM,
  __using,
  endProcessTree,
  endProcessTreeNow,
  errnoOf,
  faultOf,
  isAbsence,
  messageOf,
  ownGroup
} from "./adapters.process-tree.mjs";

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
    exports.basename = (path33, { windows } = {}) => {
      const segs = path33.split(windows ? /[\\/]/ : "/");
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
    var isPathSeparator = (code2) => {
      return code2 === CHAR_FORWARD_SLASH || code2 === CHAR_BACKWARD_SLASH;
    };
    var depth = (token) => {
      if (token.isPrefix !== true) {
        token.depth = token.isGlobstar ? Infinity : 1;
      }
    };
    var scan = (input, options) => {
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
      const eos = () => index >= length;
      const peek = () => str.charCodeAt(index + 1);
      const advance = () => {
        prev = code2;
        return str.charCodeAt(++index);
      };
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
    };
    module.exports = scan;
  }
});

// node_modules/picomatch/lib/parse.js
var require_parse = __commonJS({
  "node_modules/picomatch/lib/parse.js"(exports, module) {
    "use strict";
    var constants5 = require_constants();
    var utils = require_utils();
    var {
      MAX_LENGTH,
      POSIX_REGEX_SOURCE,
      REGEX_NON_SPECIAL_CHARS,
      REGEX_SPECIAL_CHARS_BACKREF,
      REPLACEMENTS
    } = constants5;
    var expandRange = (args, options) => {
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
    };
    var syntaxError = (type, char) => {
      return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
    };
    var splitTopLevel = (input) => {
      const parts = [];
      let bracket = 0;
      let paren = 0;
      let quote2 = 0;
      let value = "";
      let escaped3 = false;
      for (const ch of input) {
        if (escaped3 === true) {
          value += ch;
          escaped3 = false;
          continue;
        }
        if (ch === "\\") {
          value += ch;
          escaped3 = true;
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
    };
    var isPlainBranch = (branch) => {
      let escaped3 = false;
      for (const ch of branch) {
        if (escaped3 === true) {
          escaped3 = false;
          continue;
        }
        if (ch === "\\") {
          escaped3 = true;
          continue;
        }
        if (/[?*+@!()[\]{}]/.test(ch)) {
          return false;
        }
      }
      return true;
    };
    var normalizeSimpleBranch = (branch) => {
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
    };
    var hasRepeatedCharPrefixOverlap = (branches) => {
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
    };
    var parseRepeatedExtglob = (pattern3, requireEnd = true) => {
      if (pattern3[0] !== "+" && pattern3[0] !== "*" || pattern3[1] !== "(") {
        return;
      }
      let bracket = 0;
      let paren = 0;
      let quote2 = 0;
      let escaped3 = false;
      for (let i = 1; i < pattern3.length; i++) {
        const ch = pattern3[i];
        if (escaped3 === true) {
          escaped3 = false;
          continue;
        }
        if (ch === "\\") {
          escaped3 = true;
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
            if (requireEnd === true && i !== pattern3.length - 1) {
              return;
            }
            return {
              type: pattern3[0],
              body: pattern3.slice(2, i),
              end: i
            };
          }
        }
      }
    };
    var buildCharClassStar = (chars) => {
      const source = chars.length === 1 ? utils.escapeRegex(chars[0]) : `[${chars.map((ch) => utils.escapeRegex(ch)).join("")}]`;
      return `${source}*`;
    };
    var getStarExtglobSequenceChars = (pattern3) => {
      let index = 0;
      const chars = [];
      while (index < pattern3.length) {
        const match = parseRepeatedExtglob(pattern3.slice(index), false);
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
    };
    var repeatedExtglobRecursion = (pattern3) => {
      let depth = 0;
      let value = pattern3.trim();
      let match = parseRepeatedExtglob(value);
      while (match) {
        depth++;
        value = match.body.trim();
        match = parseRepeatedExtglob(value);
      }
      return depth;
    };
    var analyzeRepeatedExtglob = (body, options) => {
      if (options.maxExtglobRecursion === false) {
        return { risky: false };
      }
      const max = typeof options.maxExtglobRecursion === "number" ? options.maxExtglobRecursion : constants5.DEFAULT_MAX_EXTGLOB_RECURSION;
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
    };
    var parse = (input, options) => {
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
      const PLATFORM_CHARS = constants5.globChars(opts.windows);
      const EXTGLOB_CHARS = constants5.extglobChars(PLATFORM_CHARS);
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
      const globstar = (opts2) => {
        return `(${capture}(?:(?!${START_ANCHOR}${opts2.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
      };
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
      const eos = () => state.index === len - 1;
      const peek = state.peek = (n = 1) => input[state.index + n];
      const advance = state.advance = () => input[++state.index] || "";
      const remaining = () => input.slice(state.index + 1);
      const consume = (value2 = "", num = 0) => {
        state.consumed += value2;
        state.index += num;
      };
      const append = (token) => {
        state.output += token.output != null ? token.output : token.value;
        consume(token.value);
      };
      const negate = () => {
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
      };
      const increment = (type) => {
        state[type]++;
        stack.push(type);
      };
      const decrement = (type) => {
        state[type]--;
        stack.pop();
      };
      const push = (tok) => {
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
      };
      const extglobOpen = (type, value2) => {
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
      };
      const extglobClose = (token) => {
        const literal = input.slice(token.startIndex, state.index + 1);
        const body = input.slice(token.startIndex + 2, state.index);
        const analysis = analyzeRepeatedExtglob(body, opts);
        if ((token.type === "plus" || token.type === "star") && analysis.risky) {
          const safeOutput = analysis.safeOutput ? (token.output ? "" : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput) : void 0;
          const open3 = tokens2[token.tokensIndex];
          open3.type = "text";
          open3.value = literal;
          open3.output = safeOutput || utils.escapeRegex(literal);
          for (let i = token.tokensIndex + 1; i < tokens2.length; i++) {
            tokens2[i].value = "";
            tokens2[i].output = "";
            delete tokens2[i].suffix;
          }
          state.output = token.output + open3.output;
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
      };
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
          const escaped3 = utils.escapeRegex(prev.value);
          state.output = state.output.slice(0, -prev.value.length);
          if (opts.literalBrackets === true) {
            state.output += escaped3;
            prev.value = escaped3;
            continue;
          }
          prev.value = `(${capture}${escaped3}|${prev.value})`;
          state.output += prev.value;
          continue;
        }
        if (value === "{" && opts.nobrace !== true) {
          increment("braces");
          const open3 = {
            type: "brace",
            value,
            output: "(",
            outputIndex: state.output.length,
            tokensIndex: state.tokens.length
          };
          braces.push(open3);
          push(open3);
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
            const range2 = [];
            for (let i = arr.length - 1; i >= 0; i--) {
              tokens2.pop();
              if (arr[i].type === "brace") {
                break;
              }
              if (arr[i].type !== "dots") {
                range2.unshift(arr[i].value);
              }
            }
            output = expandRange(range2, opts);
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
            const end2 = rest[1] !== void 0 ? "|$" : "";
            state.output = state.output.slice(0, -(prior.output + prev.output).length);
            prior.output = `(?:${prior.output}`;
            prev.type = "globstar";
            prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end2})`;
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
    };
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
      } = constants5.globChars(opts.windows);
      const nodot = opts.dot ? NO_DOTS : NO_DOT;
      const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
      const capture = opts.capture ? "" : "?:";
      const state = { negated: false, prefix: "" };
      let star = opts.bash === true ? ".*?" : STAR;
      if (opts.capture) {
        star = `(${star})`;
      }
      const globstar = (opts2) => {
        if (opts2.noglobstar === true) return star;
        return `(${capture}(?:(?!${START_ANCHOR}${opts2.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
      };
      const create = (str) => {
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
      };
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
    var constants5 = require_constants();
    var isObject2 = (val) => val && typeof val === "object" && !Array.isArray(val);
    var picomatch2 = (glob, options, returnState = false) => {
      if (Array.isArray(glob)) {
        const fns = glob.map((input) => picomatch2(input, options, returnState));
        const arrayMatcher = (str) => {
          for (const isMatch of fns) {
            const state2 = isMatch(str);
            if (state2) return state2;
          }
          return false;
        };
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
      let isIgnored = () => false;
      if (opts.ignore) {
        const ignoreOpts = { ...options, ignore: null, onMatch: null, onResult: null };
        isIgnored = picomatch2(opts.ignore, ignoreOpts, returnState);
      }
      const matcher = (input, returnObject = false) => {
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
      };
      if (returnState) {
        matcher.state = state;
      }
      return matcher;
    };
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
    picomatch2.parse = (pattern3, options) => {
      if (Array.isArray(pattern3)) return pattern3.map((p) => picomatch2.parse(p, options));
      return parse(pattern3, { ...options, fastpaths: false });
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
    picomatch2.constants = constants5;
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
    Object.assign(picomatch2, pico);
    module.exports = picomatch2;
  }
});

// src/go/goauth.ts
function hasGoauthCommand(goauth) {
  return goauth.split(";").some((method) => !/^(?:off|netrc|git(?:\s.*)?)?$/s.test(method.trim()));
}

// src/adapters/child-environment.ts
var stepVariables = /^(?:INPUT_.*|ACTIONS_.*|GITHUB_(?:OUTPUT|ENV|PATH|STATE|STEP_SUMMARY))$/i;
var identityVariables = /^ACTIONS_ID_TOKEN_REQUEST_(?:TOKEN|URL)$/i;
function childEnvironment({ file, args, cwd, env }) {
  const keepsIdentity = file === "go" && canFetch(args, env) && hasGoauthCommand(env["GOAUTH"] ?? "");
  const kept = Object.entries(env).filter(
    (entry) => entry[1] !== void 0 && (!stepVariables.test(entry[0]) || keepsIdentity && identityVariables.test(entry[0]))
  );
  return { ...Object.fromEntries(kept), PWD: cwd };
}
function canFetch([verb], env) {
  return (verb === "mod" || verb === "list") && env["GOPROXY"] !== "off";
}

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
  throw new ActionError(`program \`${name}\` not found${where}`, {
    code: "program-not-found",
    class: "configuration",
    hint: name === "go" ? "Set `go-version` or `go-version-file` so that Go is installed, or put go on PATH." : `Install \`${name}\`, or put it on PATH.`
  });
}
function candidates(name, env, { windows }) {
  const extensions = windows ? [...variable(env, "PATHEXT", windows).split(";"), ""] : [""];
  const files = path.isAbsolute(name) ? [name] : variable(env, "PATH", windows).split(path.delimiter).filter((dir) => path.isAbsolute(dir)).map((dir) => path.join(dir, name));
  return files.flatMap((file) => [...new Set(extensions)].map((extension) => file + extension));
}
function variable(env, name, windows) {
  if (!windows) return env[name] ?? "";
  return Object.entries(env).find(([given]) => given.toUpperCase() === name)?.[1] ?? "";
}
async function isExecutable(file) {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return false;
  }
}

// src/adapters/child-process-exec.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
function childProcessExec(guard) {
  const follow = (command, followed) => runProgram(command, followed, guard);
  return {
    find,
    ask: (command, signal) => ask(command, signal, follow),
    run: (command, options) => run(command, options, follow)
  };
}
async function find(file, env) {
  try {
    return await findProgram(file, env);
  } catch (error) {
    if (error instanceof ActionError && error.code === "program-not-found") return void 0;
    throw error;
  }
}
var answerMax = 64e6;
async function ask(command, signal, follow) {
  const full = new AbortController();
  let stdout = "";
  let stderr = "";
  const check = () => {
    if (stdout.length + stderr.length > answerMax) full.abort(tooLong(command));
  };
  const exit = await follow(command, {
    signal: AbortSignal.any([signal, full.signal]),
    onStdout: (text) => {
      stdout += text;
      check();
    },
    onStderr: (text) => {
      stderr += text;
      check();
    }
  });
  if (exit.kind === "aborted") throw exit.reason;
  return { code: exit.kind === "exited" ? exit.code : -1, stdout, stderr };
}
function tooLong({ file, args }) {
  return new ActionError(`\`${[file, ...args].join(" ")}\` printed more than ${answerMax / 1e6} MB`, {
    code: "output-too-long",
    class: "configuration",
    hint: `Check that \`${file}\` on PATH is the program of that name and not a wrapper.`
  });
}
async function run(command, { signal, onStdout = () => void 0, onStderrLine }, follow) {
  const lines = lineReader((line) => onStderrLine?.(line));
  const exit = await follow(command, { signal, onStdout, onStderr: lines.read });
  lines.end();
  return exit;
}
async function runProgram(command, { signal, onStdout, onStderr }, guard) {
  const program = await findProgram(command.file, command.env);
  if (signal.aborted) return { kind: "aborted", reason: signal.reason };
  const child = await start(program, command);
  const release2 = child.pid === void 0 ? () => void 0 : guard.endAtEnd(child.pid);
  const read2 = Promise.all([readText(child.stdout, onStdout), readText(child.stderr, onStderr)]);
  const exit = await endOf(child, signal);
  await endProcessTree(child);
  release2();
  await finish(child, read2);
  return exit;
}
async function start(program, command) {
  const { file, args, cwd } = command;
  try {
    const child = spawn(program, args, {
      cwd,
      env: childEnvironment(command),
      detached: ownGroup,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true
    });
    await once(child, "spawn");
    command.onStart?.();
    return child;
  } catch (error) {
    const shortage = shortages.get(errnoOf(error) ?? "");
    throw new ActionError(`\`${file}\` could not be started in ${cwd}`, {
      code: "program-not-started",
      class: shortage === void 0 ? "configuration" : "disk",
      hint: shortage ?? "Check that the folder exists, and that the program was built for this system and may be executed.",
      cause: error
    });
  }
}
var openFiles = "Raise the limit on open files (`ulimit -n`) and run it again.";
var shortages = /* @__PURE__ */ new Map([
  ["EMFILE", openFiles],
  ["ENFILE", openFiles],
  ["EAGAIN", "Raise the limit on processes (`ulimit -u`, or that of the container) and run it again."],
  ["ENOMEM", "Give this job more memory, or run less at the same time."]
]);
async function endOf(child, signal) {
  const exited = once(child, "exit");
  const aborted = Promise.withResolvers();
  const onAbort = () => aborted.resolve();
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
var lastWordsMs = 1e3;
async function finish(child, read2) {
  const giveUp = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, lastWordsMs);
  await read2;
  clearTimeout(giveUp);
}
async function readText(stream, onText) {
  stream.setEncoding("utf8");
  stream.on("data", onText);
  await once(stream, "close");
}
function lineReader(onLine) {
  let rest = "";
  return {
    read: (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line.replace(/\r$/, ""));
    },
    end: () => {
      if (rest !== "") onLine(rest);
    }
  };
}

// src/text/location.ts
import path2 from "node:path";
function lineOf({ file, line }) {
  return line === void 0 ? file : `${file}:${line}`;
}
function locationBelow(location, dir) {
  if (dir === "" || !path2.isAbsolute(location.file)) return location;
  const below = path2.relative(dir, location.file);
  if (below === "" || below.startsWith("..") || path2.isAbsolute(below)) return location;
  return { ...location, file: below.split(path2.sep).join("/") };
}

// src/text/plain-text.ts
import { stripVTControlCharacters } from "node:util";
function plainText(text) {
  return stripVTControlCharacters(text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")).replace(
    /(?![\n\t])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu,
    ""
  );
}

// src/adapters/pace.ts
function paceOf(clock, intervalMs) {
  let last = clock.now();
  const shown = () => {
    last = clock.now();
  };
  return {
    shown,
    due: () => {
      if (clock.now() - last < intervalMs) return false;
      shown();
      return true;
    }
  };
}

// src/adapters/guard/remove-within.ts
import { chmodSync, lstatSync, readdirSync, rmdirSync, unlinkSync } from "node:fs";
function removeWithin(path33, ms) {
  const until = performance.now() + ms;
  return remove(path33, () => performance.now() < until);
}
function remove(path33, goOn) {
  try {
    if (!lstatSync(path33).isDirectory()) unlinkSync(path33);
    else return removeFolder(path33, goOn);
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
  return true;
}
function removeFolder(folder, goOn) {
  chmodSync(folder, 448);
  while (goOn()) {
    for (const name of readdirSync(folder)) {
      if (!goOn() || !remove(`${folder}/${name}`, goOn)) return false;
    }
    if (removeEmpty(folder)) return true;
  }
  return false;
}
function removeEmpty(folder) {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOTEMPTY") return false;
    throw error;
  }
}

// src/adapters/guard/clear-away.ts
import { readFileSync } from "node:fs";
var removalMaxMs = 5e3;
var sliceMs = 300;
function clearAway(duties) {
  const processes = duties.filter((duty) => duty.kind === "process");
  const running = processes.flatMap(({ pid }) => failureOf(`process ${pid}`, () => end(pid)));
  const paths = duties.filter((duty) => duty.kind === "path").toReversed();
  const until = performance.now() + removalMaxMs;
  const large = paths.filter((duty) => failureOf(duty.path, () => remove2(duty, sliceMs)).length > 0);
  const left = large.flatMap((duty) => failureOf(duty.path, () => remove2(duty, until - performance.now())));
  return [...running, ...left];
}
function failureOf(what, act) {
  try {
    return act() ? [] : [`${what} (there was no time)`];
  } catch (error) {
    return [`${what} (${errnoOf(error) ?? String(error)})`];
  }
}
function end(pid) {
  endProcessTreeNow(pid);
  return true;
}
function remove2(duty, ms) {
  return !isOurs(duty) || removeWithin(duty.path, ms);
}
function isOurs({ path: path33, text }) {
  if (text === void 0) return true;
  try {
    return readFileSync(path33, "utf8") === text;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

// src/adapters/guard/last-line.ts
import { writeSync } from "node:fs";
var waitMaxMs = 1e3;
var pauseMs = 20;
function writeLastLine({ fd, prefix }, sentence) {
  const line = `
${prefix}${sentence}
`;
  for (let waited = 0; waited < waitMaxMs; waited += pauseMs) {
    try {
      writeSync(fd, line);
      return;
    } catch (error) {
      if (errnoOf(error) !== "EAGAIN") return;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  }
}

// src/adapters/guard/end-process.ts
function endProcess(duties, lastLine, reason) {
  const left = clearAway(duties);
  writeLastLine(lastLine, `${reason} ${outcomeOf(duties, left)}`);
  process.kill(process.pid, "SIGKILL");
}
function outcomeOf(duties, left) {
  if (left.length > 0) return `What it started was ended and removed, except ${left.join(", ")}.`;
  if (duties.length === 0) return "It left nothing behind.";
  return "Its programs were ended, its credentials and temporary files removed.";
}

// src/adapters/guard/guard.ts
import { Worker } from "node:worker_threads";
var workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./worker.ts" : "./guard-worker.mjs",
  import.meta.url
);
function startGuard({
  lastLine,
  onFailure,
  startAfter = 1e3,
  tickMs = 500,
  silenceMs = 6e4
}) {
  const duties = /* @__PURE__ */ new Map();
  const heartbeat = new SharedArrayBuffer(4);
  let last = 0;
  let end2;
  let worker;
  const start2 = () => {
    worker = startWorker({ lastLine, heartbeat, tickMs, silenceMs });
    worker.on("error", (error) => onFailure(messageOf(error)));
    for (const [id, duty] of duties) worker.postMessage({ kind: "take-on", id, duty });
    if (end2 !== void 0) worker.postMessage(end2);
    const beats = new Int32Array(heartbeat);
    setInterval(() => Atomics.add(beats, 0, 1), tickMs).unref();
  };
  setTimeout(start2, startAfter).unref();
  const tell = (message) => worker?.postMessage(message);
  const takeOn = (duty) => {
    const id = last++;
    duties.set(id, duty);
    tell({ kind: "take-on", id, duty });
    return () => {
      if (duties.delete(id)) tell({ kind: "release", id });
    };
  };
  return {
    removeAtEnd: (path33, text) => takeOn({ kind: "path", path: path33, ...text === void 0 ? {} : { text } }),
    endAtEnd: (pid) => takeOn({ kind: "process", pid }),
    endWithin(ms, reason) {
      end2 = { kind: "end-within", ms, reason };
      tell(end2);
    },
    endNow: (reason) => endProcess([...duties.values()], lastLine, reason),
    clearAway: () => void clearAway([...duties.values()])
  };
}
function startWorker(workerData) {
  const worker = new Worker(workerUrl, {
    workerData,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 }
  });
  worker.unref();
  return worker;
}

// src/disk-error.ts
var temporaryHint = "Free space on this disk, or set RUNNER_TEMP or TMPDIR to a directory on another one.";
function isSystemError(error) {
  return /^E[A-Z0-9]+$/.test(errnoOf(error) ?? "");
}
function modcacheError(gomodcache, cause) {
  return diskError(
    `cannot write to the module cache ${gomodcache}: ${messageOf(cause)}`,
    "Free space on this disk, or set GOMODCACHE to a directory that this user may write to."
  );
}
function packFileError(file, cause) {
  return diskError(`cannot write the cache entry to ${file}: ${messageOf(cause)}`, temporaryHint);
}
function temporaryError(dir, cause) {
  return diskError(`cannot write to the temporary directory ${dir}: ${messageOf(cause)}`, temporaryHint);
}
async function onDisk(work, describe2) {
  try {
    return await work();
  } catch (error) {
    throw isSystemError(error) ? describe2(error) : error;
  }
}
function diskError(message, hint) {
  return new ActionError(message, { code: "disk-write", class: "disk", hint });
}

// src/adapters/guard/interrupt.ts
import { constants as constants2 } from "node:os";
var Interrupted = class extends Error {
  name = "Interrupted";
  constructor(by) {
    super(`interrupted by ${by}`);
  }
};
var endSignals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK", "SIGALRM", "SIGUSR2", "SIGXCPU"].filter((signal) => signal in constants2.signals);
var graceMs = 6e3;
function onInterrupt(process2, guard) {
  const controller = new AbortController();
  const interrupt = (reason) => {
    controller.abort(reason);
    guard.endWithin(graceMs, `Still running ${graceMs / 1e3} s after it was ${reason.message}.`);
  };
  for (const name of endSignals) {
    process2.on(name, () => {
      if (controller.signal.aborted) guard.endNow(`Interrupted by a second signal (${name}).`);
      else interrupt(new Interrupted(name));
    });
  }
  for (const stream of [process2.stdout, process2.stderr]) {
    stream.on("error", () => {
      if (!controller.signal.aborted) interrupt(new Interrupted("a closed output"));
    });
  }
  return controller.signal;
}
function endOnCrash(process2, guard, tell) {
  process2.on("uncaughtException", (error) => {
    guard.clearAway();
    const what = isSystemError(error) ? "go-mod-download cannot go on" : "This is a bug in go-mod-download, please report it";
    tell(`${what}: ${messageOf(error)}`);
    exitNow(process2, 1);
  });
}
var lingerMs = 2e3;
function endSoon(process2, guard, status) {
  process2.exitCode = status;
  guard.endWithin(2 * lingerMs, "The process did not end by itself.");
  setTimeout(() => exitNow(process2, status), lingerMs).unref();
}
function endOnInterrupt(process2, guard) {
  const end2 = () => {
    guard.clearAway();
    exitNow(process2, 1);
  };
  for (const name of endSignals) process2.on(name, end2);
  for (const stream of [process2.stdout, process2.stderr]) stream.on("error", end2);
}
function exitNow(process2, status) {
  const isBlocked = process2.getActiveResourcesInfo().some((name) => /^(?:FSReq|GetAddrInfo)/.test(name));
  if (!isBlocked) process2.exit(status);
  else if (process2.execve === void 0) process2.kill(process2.pid, "SIGKILL");
  else process2.execve(process2.execPath, [process2.execPath, "-e", `process.exit(${status})`], {});
}

// src/plain-file.ts
import { closeSync, constants as constants3, fstatSync, openSync, readFileSync as readFileSync2 } from "node:fs";
import { open } from "node:fs/promises";
var NotRegularFile = class extends Error {
  /** What BSD answers in this case. */
  code = "EFTYPE";
  constructor(file) {
    super(`${file} is not a regular file`);
  }
};
async function openPlainFile(file, options) {
  return (await openSized(file, options)).handle;
}
function openPlainFileSync(file, options) {
  const fd = openAt(file, options);
  const stats = fstatSync(fd);
  if (stats.isFile()) return fd;
  closeSync(fd);
  throw irregularFile(file, stats);
}
async function readPlainFile(file, options = { followLinks: true }) {
  if (reading < readsMax) reading++;
  else await new Promise((resolve2) => waiting.push(resolve2));
  try {
    return await readWhole(file, options);
  } finally {
    const next = waiting.shift();
    if (next === void 0) reading--;
    else next();
  }
}
function readPlainFileSync(file, options = { followLinks: true }) {
  const fd = openPlainFileSync(file, options);
  try {
    return readFileSync2(fd);
  } finally {
    closeSync(fd);
  }
}
var readsMax = 16;
var reading = 0;
var waiting = [];
async function readWhole(file, options) {
  const { handle, size } = await openSized(file, options);
  try {
    return size < smallMax ? await readSmall(handle, size) : await handle.readFile();
  } finally {
    await handle.close();
  }
}
var smallMax = 2 ** 20;
async function readSmall(handle, size) {
  const buffer = Buffer.allocUnsafe(size + 1);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length);
  const start2 = buffer.subarray(0, bytesRead);
  return bytesRead === size ? start2 : Buffer.concat([start2, await handle.readFile()]);
}
async function ifPresent(answer) {
  try {
    return await answer;
  } catch (error) {
    if (isAbsence(error)) return void 0;
    throw error;
  }
}
async function ifRegular(answer) {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotRegularFile) return void 0;
    throw error;
  }
}
async function openSized(file, options) {
  const handle = await open(file, flags(options)).catch((error) => {
    throw openError(file, error);
  });
  const stats = await handle.stat();
  if (stats.isFile()) return { handle, size: stats.size };
  await handle.close();
  throw irregularFile(file, stats);
}
function openAt(file, options) {
  try {
    return openSync(file, flags(options));
  } catch (error) {
    throw openError(file, error);
  }
}
function flags({ followLinks }) {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants3;
  return O_RDONLY | O_NONBLOCK | (followLinks ? 0 : O_NOFOLLOW);
}
function openError(file, error) {
  return ["ELOOP", "EMLINK", "ENXIO"].includes(errnoOf(error) ?? "") ? new NotRegularFile(file) : error;
}
function irregularFile(file, stats) {
  if (!stats.isDirectory()) return new NotRegularFile(file);
  return Object.assign(new Error(`EISDIR: ${file} is a directory`), { code: "EISDIR" });
}

// src/given-file.ts
import { close, constants as constants4, fstat, open as open2, read } from "node:fs";
import { Socket } from "node:net";
import { promisify } from "node:util";
var unreadable = /* @__PURE__ */ new Set([
  "EACCES",
  "EFBIG",
  "EFTYPE",
  "EISDIR",
  "ELOOP",
  "ENOENT",
  "ENOTDIR",
  "EPERM",
  "ETIMEDOUT"
]);
var givenMax = 16 * 2 ** 20;
var pipeTimeout = 1e4;
async function readGivenFile(file) {
  return (await readGivenBytes(file)).toString();
}
async function readGivenBytes(file) {
  const { O_RDONLY, O_NONBLOCK = 0 } = constants4;
  const fd = await promisify(open2)(file, O_RDONLY | O_NONBLOCK).catch((error) => {
    throw openError(file, error);
  });
  const stats = await promisify(fstat)(fd);
  if (stats.isFIFO()) return readPipe(file, fd);
  try {
    if (!stats.isFile()) throw irregularFile(file, stats);
    if (stats.size > givenMax) throw tooLarge(file);
    return await readRegular(fd, stats.size);
  } finally {
    await promisify(close)(fd);
  }
}
async function readRegular(fd, bytes) {
  const buffer = Buffer.alloc(bytes === 0 ? givenMax : bytes);
  let filled = 0;
  for (let bytesRead = -1; bytesRead !== 0 && filled < buffer.length; filled += bytesRead) {
    ({ bytesRead } = await promisify(read)(fd, buffer, filled, buffer.length - filled, null));
  }
  return buffer.subarray(0, filled);
}
async function firstPiece(fd) {
  try {
    const { bytesRead, buffer } = await promisify(read)(fd, Buffer.alloc(2 ** 16), 0, 2 ** 16, null);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (errnoOf(error) === "EAGAIN") return void 0;
    throw error;
  }
}
async function readPipe(file, fd) {
  const first = await firstPiece(fd);
  const pipe = new Socket({ fd, readable: true, writable: false });
  const giveUp = () => pipe.destroy(errno("ETIMEDOUT", `${file} is a pipe that stays open`));
  const timer = setTimeout(giveUp, pipeTimeout);
  const pieces = first === void 0 ? [] : [first];
  let bytes = 0;
  try {
    if (first?.length === 0) return first;
    for await (const piece of pipe) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > givenMax) throw tooLarge(file);
    }
  } finally {
    clearTimeout(timer);
    pipe.destroy();
  }
  return Buffer.concat(pieces);
}
function tooLarge(file) {
  return errno("EFBIG", `${file} has more than ${givenMax / 2 ** 20} MiB`);
}
function errno(code2, message) {
  return Object.assign(new Error(message), { code: code2 });
}

// src/http/bytes-in-text.ts
import { isUtf8 } from "node:buffer";
function textOfBytes(bytes) {
  if (isUtf8(bytes)) return bytes.toString();
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const character = [1, 2, 3, 4].map((length) => bytes.subarray(at, at + length)).find((sequence) => isUtf8(sequence));
    text += character?.toString() ?? String.fromCharCode(56320 + (bytes[at] ?? 0));
    at += character?.length ?? 1;
  }
  return text;
}
function bytesOfText(text) {
  const parts = text.split(/([\udc80-\udcff])/u);
  return Buffer.concat(
    parts.map((part, index) => index % 2 === 0 ? Buffer.from(part) : Buffer.of(part.charCodeAt(0) & 255))
  );
}

// src/http/credentials.ts
function basicAuthorization(user, password) {
  const parts = [user, ":", password].map((part) => typeof part === "string" ? bytesOfText(part) : part);
  return `Basic ${Buffer.concat(parts).toString("base64")}`;
}
function authorizationOf({ username, password }) {
  if (username === "" && password === "") return void 0;
  return basicAuthorization(percentDecoded(username), percentDecoded(password));
}
function percentDecoded(text) {
  const bytes = Buffer.from(text).toString("latin1");
  const byteOf2 = (_, hex) => String.fromCharCode(Number.parseInt(hex, 16));
  return Buffer.from(bytes.replace(/%([0-9a-f]{2})/gi, byteOf2), "latin1");
}
function withNetrc(client, entries) {
  return {
    send(request) {
      const entry = entryFor(new URL(request.url), entries);
      if (entry === void 0 || "authorization" in request.headers) return client.send(request);
      const authorization = basicAuthorization(entry.login, entry.password);
      return client.send({ ...request, headers: { ...request.headers, authorization } });
    },
    close: () => client.close()
  };
}
function entryFor({ protocol, host, pathname }, entries) {
  if (protocol !== "https:") return void 0;
  const elements = `${host}${pathname.replace(/\/$/, "")}`.split("/");
  for (let length = elements.length; length > 0; length--) {
    const prefix = elements.slice(0, length).join("/");
    const entry = entries.find(({ machine }) => machine === prefix);
    if (entry !== void 0) return entry;
  }
  return void 0;
}

// src/http/netrc.ts
function parseNetrc(text) {
  const entries = [];
  let entry = none;
  for (const [key, value] of pairsOf(text)) {
    if (key === "machine") entry = { ...none, machine: value };
    else if (key === "login" || key === "password") entry = { ...entry, [key]: value };
    if (Object.values(entry).includes("")) continue;
    entries.push(entry);
    entry = none;
  }
  return entries;
}
var none = { machine: "", login: "", password: "" };
function* pairsOf(text) {
  let inMacro = false;
  for (const line of text.split(/\r?\n/)) {
    if (inMacro) {
      inMacro = line !== "";
      continue;
    }
    const words2 = line.split(new RegExp("\\p{White_Space}+", "u")).filter((word) => word !== "");
    const pairs = Array.from(
      { length: Math.floor(words2.length / 2) },
      (_, at) => words2.slice(2 * at, 2 * at + 2)
    );
    for (const [key = "", value = ""] of pairs) yield [key, value];
    inMacro = pairs.some(([key]) => key === "macdef");
    if (words2.length % 2 === 1 && words2.at(-1) === "default") return;
  }
}

// src/ports/transport-error.ts
var passing = /* @__PURE__ */ new Set(["unreachable", "broken", "proxy-failed"]);
var TransportError = class extends Error {
  name = "TransportError";
  fault;
  constructor(fault, message, cause) {
    super(message, cause === void 0 ? void 0 : { cause });
    this.fault = fault;
  }
  /** Whether the same request can succeed a moment later. */
  get transient() {
    return passing.has(this.fault);
  }
};

// src/adapters/directory-cache/user-cache-directory.ts
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
function required(env, ...names3) {
  for (const name of names3) {
    const value = env[name];
    if (value) return value;
  }
  throw new ActionError(`There is no folder for the directory cache: ${names3.at(-1)} is not set`, {
    code: "no-cache-directory",
    class: "configuration",
    hint: "Set `cache-directory` to the folder to keep the cache in."
  });
}

// src/adapters/encrypted-cache/names.ts
var storedName = /^enc-(?<keyId>[0-9a-f]{12})-(?<name>.*)$/s;
var encryptedPrefix = "enc-";
function storedPrefix(keyId) {
  return `${encryptedPrefix}${keyId}-`;
}
function nameWithoutKeyId(stored) {
  return storedName.exec(stored)?.groups?.["name"] ?? stored;
}
function keyIdOf(stored) {
  return storedName.exec(stored)?.groups?.["keyId"];
}

// src/adapters/encrypted-cache/explain-miss.ts
async function explainMiss(backend, keyId, keys, signal) {
  const note = await noteOf(backend, keyId, keys, signal);
  return { kind: "none", ...note !== void 0 && { note } };
}
async function noteOf(backend, keyId, keys, signal) {
  const isPlain = keyId !== void 0 && await nameOf(backend, keys, signal) !== void 0;
  if (isPlain) return "one that is not encrypted is stored, and not used with `cache-encryption-key`";
  const found = keyIdOf(await nameOf(backend, [encryptedPrefix], signal) ?? "");
  if (found === void 0 || found === keyId) return void 0;
  return keyId === void 0 ? `entries encrypted with key ${found} are stored, and this job has no \`cache-encryption-key\`` : `the newest encrypted entry is of another key, ${found}`;
}
async function nameOf(backend, keys, signal) {
  const found = await backend.lookup(keys, signal);
  return found.kind === "found" ? found.key : void 0;
}
function plainCache(backend) {
  return {
    ...backend,
    async fetch(keys, signal, onMatched) {
      const found = await backend.fetch(keys, signal, onMatched);
      return found.kind === "none" ? explainMiss(backend, void 0, keys, signal) : found;
    }
  };
}

// src/adapters/github-cache/endpoint.ts
function hasGithubCacheService(env) {
  return Boolean(urlOf(env, versionOf(env)));
}
function endpointOf(env) {
  const version = versionOf(env);
  const url = urlOf(env, version);
  if (!url) return noService();
  const name = version === 2 ? "ACTIONS_RESULTS_URL" : "ACTIONS_CACHE_URL";
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return unavailable(`${name} is not a URL`);
  const token = env["ACTIONS_RUNTIME_TOKEN"];
  if (!token) return unavailable("ACTIONS_RUNTIME_TOKEN is not set");
  const mode = env["ACTIONS_CACHE_MODE"]?.trim().toLowerCase() ?? "";
  if (unreadableModes.has(mode)) return unavailable(`ACTIONS_CACHE_MODE \`${mode}\` does not permit it`);
  return { version, url, token };
}
var unreadableModes = /* @__PURE__ */ new Set(["none", "write-only"]);
function versionOf(env) {
  return env["ACTIONS_CACHE_SERVICE_V2"] && !isEnterpriseServer(env["GITHUB_SERVER_URL"]) ? 2 : 1;
}
function urlOf(env, version) {
  return env[version === 2 ? "ACTIONS_RESULTS_URL" : "ACTIONS_CACHE_URL"];
}
function isEnterpriseServer(serverUrl) {
  if (serverUrl === void 0 || !URL.canParse(serverUrl)) return false;
  const { hostname } = new URL(serverUrl);
  return hostname !== "github.com" && !/\.(?:ghe\.com|localhost)$/.test(hostname);
}
function noService() {
  return unavailable(
    "there is no cache service here: the runner names none (ACTIONS_RESULTS_URL, ACTIONS_CACHE_URL)"
  );
}
function unavailable(reason) {
  return { kind: "unavailable", reason };
}

// src/http/open-once.ts
function openOnce(open3) {
  let opened;
  return {
    get: () => opened ??= open3(),
    // What could not be opened has been reported by whoever needed it.
    close: async () => opened?.then(
      (client) => client.close(),
      () => void 0
    )
  };
}

// src/adapters/github-cache/service.ts
function openService(options) {
  const { openHttp, stallTimeout, lookupTimeout = Math.min(defaultLookupTimeout, stallTimeout) } = options;
  const client = openOnce(openHttp);
  return {
    sizeLimit: 1e10,
    speedFloor: defaultSpeedFloor,
    child: childBeside(import.meta.url),
    ...options,
    guard: options.guard,
    lookupTimeout,
    requestTimeout: Math.min(lookupTimeout, stallTimeout / 2),
    http: client.get,
    close: client.close
  };
}
var defaultLookupTimeout = 1e4;
var defaultSpeedFloor = 1e6;
function childBeside(url) {
  return new URL(url.endsWith(".ts") ? "../../cache-child.ts" : "./cache-child.mjs", url);
}

// src/resilience/deadline.ts
var DeadlineExceeded = class extends Error {
  name = "DeadlineExceeded";
  /** The time allowed, in ms. */
  ms;
  constructor(ms) {
    super(`not done within ${ms / 1e3} s`);
    this.ms = ms;
  }
};
var over = new Error("the body is done");
async function withDeadline({ ms, clock, parent }, body) {
  const deadline = new AbortController();
  const done = new AbortController();
  const timer = expire(deadline, ms, clock, done.signal);
  try {
    return await body(parent === void 0 ? deadline.signal : AbortSignal.any([parent, deadline.signal]));
  } finally {
    done.abort(over);
    await timer;
  }
}
var lookEveryMs = 1e3;
async function expire(deadline, ms, clock, done) {
  const since = clock.now();
  const allowed = typeof ms === "function" ? ms : () => ms;
  const step = typeof ms === "function" ? lookEveryMs : Number.POSITIVE_INFINITY;
  try {
    for (let left = allowed(); left > 0; left = allowed() - (clock.now() - since)) {
      await clock.sleep(Math.min(left, step), done);
    }
  } catch (error) {
    if (error === done.reason) return;
    throw error;
  }
  deadline.abort(new DeadlineExceeded(allowed()));
}

// src/resilience/sleep.ts
async function sleepUnlessAborted(clock, ms, signal) {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

// src/resilience/watchdog.ts
var Stalled = class extends Error {
  name = "Stalled";
  /** How long there had been no progress, in ms. */
  silence;
  constructor(silence) {
    super(`no progress for ${Math.round(silence / 1e3)} s`);
    this.silence = silence;
  }
};
var looksPerTimeout = 8;
var over2 = new Error("the body is done");
async function withWatchdog(options, body) {
  const stalled = new AbortController();
  const done = new AbortController();
  const life = { last: options.clock.now() };
  const signal = options.parent === void 0 ? stalled.signal : AbortSignal.any([options.parent, stalled.signal]);
  const watch = keepWatch(options, life, stalled, done.signal);
  try {
    return await body({ signal, progress: () => life.last = options.clock.now() });
  } finally {
    done.abort(over2);
    await watch;
  }
}
async function keepWatch({ stallTimeout, clock, probe: probe2 }, life, stalled, done) {
  let seen = await probe2?.(0);
  while (await sleepUnlessAborted(clock, stallTimeout / looksPerTimeout, done)) {
    const found = await probe2?.(clock.now() - life.last);
    if (found !== seen) life.last = clock.now();
    seen = found;
    const silence = clock.now() - life.last;
    if (silence >= stallTimeout) return stalled.abort(new Stalled(silence));
  }
}

// src/fetch/failure-reason.ts
var words = {
  status: ({ status, phrase, body }) => {
    const line = onOneLine(`${status} ${phrase ?? usualPhrase(status)}`);
    const shown = onOneLine(body).slice(0, bodyShown);
    return shown === "" ? line : `${line} (${shown})`;
  },
  transport: ({ text }) => text,
  "no-answer": ({ ms }) => `no answer within ${seconds(ms)}`,
  stalled: ({ ms, floor }) => {
    const what = floor === void 0 ? "almost no data" : `less than ${floor / 1e6} MB/s`;
    return `stalled: ${what} for ${seconds(ms)}`;
  },
  "circuit-open": ({ last }) => {
    const skipped = "skipped: too many recent failures (circuit open)";
    return last === void 0 ? skipped : `${skipped}, the last one: ${describeReason(last)}`;
  },
  "no-proxy-allowed": () => "GONOPROXY forbids proxies for this module",
  truncated: ({ received, total }) => `received ${received} of ${total} bytes`,
  "wrong-range": () => "response is another range than requested",
  excess: () => "response exceeds the requested range",
  changed: () => "changed while it was read",
  "html-page": () => "response is an HTML page",
  "compressed-part": () => "a part of the file was sent compressed",
  "too-large": ({ max }) => `response exceeds ${max % megabyte === 0 ? `${max / megabyte} MB` : `${max} bytes`}`,
  "invalid-zip": ({ problem: problem2 }) => `invalid zip: ${problem2}`,
  "invalid-info": ({ problem: problem2 }) => infoProblems[problem2],
  "wrong-hash": ({ found, expected }) => `wrong hash: got ${found}, expected ${expected}`,
  mismatch: ({ found, expected }) => `SECURITY ERROR: checksum mismatch: got ${found} every time, expected ${expected}`
};
function describeReason(reason) {
  const describe2 = words[reason.kind];
  return describe2(reason);
}
var bodyShown = 300;
var megabyte = 2 ** 20;
var infoProblems = {
  json: "invalid .info: it is not a JSON object",
  version: ".info is for a different version",
  time: "invalid time in .info"
};
function onOneLine(text) {
  return text.replace(/[\s\p{C}]+/gu, " ").trim();
}
function seconds(ms) {
  return `${Math.round(ms / 100) / 10} s`;
}
function usualPhrase(status) {
  return process.getBuiltinModule("node:http").STATUS_CODES[status] ?? "";
}

// src/fetch/failure.ts
var FetchFailure = class extends Error {
  name = "FetchFailure";
  kind;
  reason;
  retryAfter;
  wrong;
  /** After how many attempts there were no more. */
  attempts = 1;
  /** True when the host is not asked again in this run. */
  givenUp = false;
  constructor(reason, details2 = {}) {
    super(describeReason(reason), { cause: details2.cause });
    this.kind = kindOf(reason);
    this.reason = reason;
    this.retryAfter = details2.retryAfter ?? 0;
    this.wrong = details2.wrong;
  }
  /** Whether the same request can succeed a moment later. */
  get transient() {
    return transientKinds.has(this.kind);
  }
  /** The status of the upstream's answer, if there was one. */
  get status() {
    return this.reason.kind === "status" ? this.reason.status : void 0;
  }
};
var transientKinds = /* @__PURE__ */ new Set([
  "throttled",
  "circuit-open",
  "broken",
  "stalled",
  "invalid"
]);
var kinds = {
  "no-answer": "stalled",
  stalled: "stalled",
  "circuit-open": "circuit-open",
  "no-proxy-allowed": "refused",
  truncated: "broken",
  "wrong-range": "broken",
  excess: "invalid",
  changed: "refused",
  "html-page": "refused",
  "compressed-part": "broken",
  "too-large": "refused",
  "invalid-zip": "invalid",
  "invalid-info": "invalid",
  "wrong-hash": "invalid",
  mismatch: "mismatch"
};
var kindOfFault = {
  unreachable: "throttled",
  "proxy-failed": "throttled",
  broken: "broken",
  "proxy-refused": "refused",
  tls: "refused",
  redirect: "refused"
};
function kindOf(reason) {
  if (reason.kind === "status") return kindOfStatus(reason);
  if (reason.kind === "transport") return kindOfFault[reason.fault];
  return kinds[reason.kind];
}
function kindOfStatus({ status, body }) {
  if (status === 404 || status === 410) {
    return /bad upstream|fetch timed out|bad gateway/i.test(body) ? "broken" : "absent";
  }
  if (status === 429 || status === 503) return "throttled";
  if (status === 408 || status === 425) return "broken";
  return status >= 500 && ![501, 505, 511].includes(status) ? "broken" : "refused";
}
function asFailure(error) {
  if (error instanceof DeadlineExceeded) {
    return new FetchFailure({ kind: "no-answer", ms: error.ms }, { cause: error });
  }
  if (error instanceof Stalled) {
    return new FetchFailure({ kind: "stalled", ms: error.silence }, { cause: error });
  }
  if (!(error instanceof TransportError)) return error;
  const { fault, message: text } = error;
  return new FetchFailure({ kind: "transport", fault, code: systemCode(error), text }, { cause: error });
}
function systemCode(error) {
  if (!Error.isError(error)) return void 0;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return systemCode(inner) ?? errnoOf(error);
}
var clearRefusals = /* @__PURE__ */ new Set([401, 403, 404, 407, 410, 429, 451]);
function goMightSucceed(failure) {
  const { reason, kind } = failure;
  if (reason.kind === "status")
    return reason.lostLogin === true || kind !== "absent" && !clearRefusals.has(reason.status);
  if (reason.kind === "transport") return reason.fault !== "proxy-refused";
  return !["mismatch", "too-large", "no-proxy-allowed"].includes(reason.kind);
}

// src/resilience/backoff.ts
function fullJitter(failures, { base, factor = 2, cap }, random) {
  const growth = Math.min(Number.MAX_VALUE, factor ** (failures - 1));
  return random() * Math.min(cap, base * growth);
}

// src/adapters/github-cache/named-service.ts
function namedService(env, hosts) {
  const given = env["CUSTOM_ACTIONS_RESULTS_URL"]?.trim() ?? "";
  if (given === "") return { env, note: void 0 };
  const url = URL.canParse(given) ? new URL(given) : void 0;
  if (url === void 0 || !/^https?:$/.test(url.protocol)) {
    return { env, note: "CUSTOM_ACTIONS_RESULTS_URL is not used: it is not an http or https URL" };
  }
  if (!hosts.some((host) => isHostOf(url, host))) {
    return {
      env,
      note: `CUSTOM_ACTIONS_RESULTS_URL is not used: \`cache-service-hosts\` does not list ${url.host}`
    };
  }
  return {
    env: {
      ...env,
      ACTIONS_RESULTS_URL: `${url.origin}/`,
      ACTIONS_CACHE_SERVICE_V2: "true",
      ACTIONS_CACHE_URL: void 0,
      GITHUB_SERVER_URL: void 0
    },
    note: `the cache service is ${url.origin}, as CUSTOM_ACTIONS_RESULTS_URL says and \`cache-service-hosts\` allows; it is sent the job's token`
  };
}
function isHostOf({ protocol, host }, allowed) {
  return new URL(`${protocol}//${allowed}`).host === host;
}

// src/parsed.ts
function ok(value) {
  return { kind: "ok", value };
}
function problem(message) {
  return { kind: "problem", message };
}
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

// src/inputs/s3.ts
function parseBucket(text) {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/.test(text) && !text.includes("..")) return ok(text);
  return problem(
    `\`${text}\` is not the name of a bucket. Write only the name, for example \`my-go-modules\`.`
  );
}
function parseEndpoint(text) {
  const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  const example2 = "Write for example `https://s3.example.com`.";
  if (!URL.canParse(url)) return problem(`It is not a URL. ${example2}`);
  const { username, password, search, hash } = new URL(url);
  if (username !== "" || password !== "") {
    return problem(
      `It holds a user or a password. Use \`s3-access-key-id\` and \`s3-secret-access-key\`. ${example2}`
    );
  }
  if (search !== "" || hash !== "") return problem(`It has more than a host and a path. ${example2}`);
  return ok(url);
}
function parseRegion(text) {
  if (/^[a-z0-9-]{1,64}$/.test(text)) return ok(text);
  return problem(`\`${text}\` is not a region. Write for example \`eu-central-1\`.`);
}
function parseObjectPrefix(text) {
  const isPrintable = /^[\x20-\x7e]{1,512}$/.test(text);
  if (isPrintable && !text.split("/").some((part) => part === "." || part === "..")) return ok(text);
  return problem(
    "It is not up to 512 printable characters without `.` and `..` between slashes. Write for example `go-modules`."
  );
}
function parseRole(text) {
  if (/^arn:[a-z-]+:iam::\w*:role\/[\w+=,.@/-]+$/.test(text)) return ok(text);
  return problem(
    `\`${text}\` is not the ARN of a role. Write for example \`arn:aws:iam::123456789012:role/go-modules\`.`
  );
}
function parseAccessKey(id, secret, token) {
  if (!id && !secret && !token) return ok(void 0);
  if (!id || !secret) {
    return problem("`s3-access-key-id` and `s3-secret-access-key` go together. Give both, or neither.");
  }
  return ok({ accessKeyId: id, secretAccessKey: secret, ...token && { sessionToken: token } });
}

// src/adapters/s3/bucket.ts
import { isIP } from "node:net";
function bucketOf(inputs, env) {
  const from = (input, parse, ...names3) => input === void 0 ? parsedIn(env, parse, names3) : ok(input);
  const name = from(inputs.bucket, parseBucket, "RUNS_ON_S3_BUCKET_CACHE");
  if (name.kind === "problem") return name;
  if (name.value === void 0) return ok(void 0);
  const endpoint = from(inputs.endpoint, parseEndpoint, ...endpointNames);
  if (endpoint.kind === "problem") return endpoint;
  const region = from(inputs.region, parseRegion, "RUNS_ON_AWS_REGION", "AWS_REGION", "AWS_DEFAULT_REGION");
  if (region.kind === "problem") return region;
  return bucketAt(name.value, endpoint.value, region.value, inputs, env);
}
var endpointNames = ["RUNS_ON_S3_BUCKET_ENDPOINT", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"];
function bucketAt(name, given, region, inputs, env) {
  const endpoint = given === void 0 ? awsEndpoint(region ?? defaultRegion) : new URL(given);
  endpoint.pathname = withSlash(endpoint.pathname).slice(0, -1);
  if (endpoint.pathname.endsWith(`/${name}`)) {
    return problem(`The URL of the service ends with the bucket. Write it without \`/${name}\`.`);
  }
  const isInPath = inputs.pathStyle ?? pathStyleIn(env) ?? (given !== void 0 || name.includes("."));
  return ok({
    name,
    endpoint,
    region: region ?? (given === void 0 ? defaultRegion : "auto"),
    prefix: inputs.prefix === void 0 ? repositoryPrefix(env) : withSlash(inputs.prefix),
    pathStyle: isInPath || !canBeHost(name, endpoint)
  });
}
function canBeHost(name, { hostname }) {
  return /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/.test(name) && isIP(hostname.replace(/^\[|\]$/g, "")) === 0;
}
function awsEndpoint(region, service = "s3") {
  return new URL(`https://${service}.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`);
}
function objectUrl({ name, endpoint, pathStyle }, key) {
  const url = new URL(endpoint);
  const path33 = key.split("/").map(encoded).join("/");
  const base = endpoint.pathname === "/" ? "" : endpoint.pathname;
  url.pathname = pathStyle ? `${base}/${name}/${path33}` : `${base}/${path33}`;
  if (!pathStyle) url.host = `${name}.${endpoint.host}`;
  return url;
}
function encoded(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  );
}
var defaultRegion = "us-east-1";
function repositoryPrefix(env) {
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  return withSlash(repository === "" ? "go-mod-download" : `go-mod-download/${repository}`);
}
function withSlash(prefix) {
  const parts = prefix.split("/");
  const first = parts.findIndex((part) => part !== "");
  const last = parts.findLastIndex((part) => part !== "");
  return first < 0 ? "" : `${parts.slice(first, last + 1).join("/")}/`;
}
function pathStyleIn(env) {
  const value = env["RUNS_ON_S3_FORCE_PATH_STYLE"] || env["AWS_S3_FORCE_PATH_STYLE"];
  return value ? /^(?:1|true)$/i.test(value) : void 0;
}
function parsedIn(env, parse, names3) {
  const name = names3.find((each) => env[each]);
  if (name === void 0) return ok(void 0);
  const parsed = parse(env[name] ?? "");
  return parsed.kind === "ok" ? parsed : problem(`${name}: ${parsed.message}`);
}

// src/adapters/system-clock.ts
var longestTimer = 2 ** 31 - 1;
var systemClock = {
  now: () => performance.timeOrigin + performance.now(),
  async sleep(ms, signal) {
    for (let left = ms; left > 0; left -= longestTimer) await pause(Math.min(left, longestTimer), signal);
    signal?.throwIfAborted();
  }
};
function pause(ms, signal) {
  return new Promise((resolve2, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve2();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

// src/make-folders.ts
import { existsSync, mkdirSync } from "node:fs";
import path4 from "node:path";
function makeFolders(dir) {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    if (errnoOf(error) === "ENOENT") mkdirSync(firstMissing(dir));
    throw error;
  }
}
function firstMissing(dir) {
  const parent = path4.dirname(dir);
  return parent === dir || existsSync(parent) ? dir : firstMissing(parent);
}

// src/go/case-fold.ts
function foldCase(name) {
  return /^[\0-\x7f]*$/.test(name) ? name.toLowerCase() : Array.from(name, foldCharacter).join("");
}
function foldCharacter(character) {
  if (character === "ı") return character;
  const upper = sameLength(character, character.toUpperCase());
  return sameLength(upper, upper.toLowerCase());
}
function sameLength(character, mapped) {
  return Array.from(mapped).length === 1 ? mapped : character;
}

// src/go/module-path.ts
var forbiddenCharacter = {
  module: /[^-._~0-9A-Za-z]/u,
  file: /[^-!#$%&()+,.=@[\]^_{}~ 0-9A-Za-z\p{L}]/u
};
var windowsDevice = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/;
function checkPath(path33) {
  const reason = checkElements(path33, "module");
  if (reason !== void 0) return reason;
  const [first = ""] = path33.split("/");
  if (!first.includes(".")) return "missing dot in first path element";
  const bad = /[^-.0-9a-z]/.exec(first);
  if (bad !== null) return `invalid character \`${bad[0]}\` in first path element`;
  return splitPathVersion(path33) === void 0 ? "invalid major version at its end" : void 0;
}
function checkFilePath(name) {
  return checkElements(name, "file");
}
function checkFileElement(element) {
  return checkElement(element, "file");
}
function splitPathVersion(path33) {
  if (path33.startsWith("gopkg.in/")) {
    const gopkg = /^(?<prefix>.+)(?<pathMajor>\.v(?:0|[1-9][0-9]*(?:-unstable)?))$/.exec(path33)?.groups;
    return gopkg === void 0 ? void 0 : { prefix: gopkg.prefix ?? "", pathMajor: gopkg.pathMajor ?? "" };
  }
  const numeric = /^(?<prefix>.*)(?<pathMajor>\/v(?<number>[0-9.]+))$/.exec(path33)?.groups;
  if (numeric === void 0) return { prefix: path33, pathMajor: "" };
  const { prefix = "", pathMajor = "", number: number2 = "" } = numeric;
  return /^(?:[2-9]|[1-9][0-9]+)$/.test(number2) ? { prefix, pathMajor } : void 0;
}
function checkElements(path33, kind) {
  if (!path33.isWellFormed()) return "invalid UTF-8";
  if (path33 === "") return "empty string";
  if (path33.startsWith("-") && kind !== "file") return "leading dash";
  if (path33.includes("//")) return "double slash";
  if (path33.endsWith("/")) return "trailing slash";
  for (const element of path33.split("/")) {
    const reason = checkElement(element, kind);
    if (reason !== void 0) return reason;
  }
  return void 0;
}
function checkElement(element, kind) {
  if (element === "") return "empty path element";
  if (/^\.+$/.test(element)) return `invalid path element \`${element}\``;
  if (element.startsWith(".") && kind === "module") return "leading dot in path element";
  if (element.endsWith(".")) return "trailing dot in path element";
  const bad = forbiddenCharacter[kind].exec(element);
  if (bad !== null) return `invalid character ${JSON.stringify(bad[0])}`;
  const [stem = ""] = element.split(".");
  if (windowsDevice.test(foldCase(stem))) return `\`${stem}\` is reserved on Windows`;
  if (kind === "module" && /~[0-9]+$/.test(stem)) return "trailing tilde and digits in path element";
  return void 0;
}

// src/go/semver.ts
var number = "(?:0|[1-9][0-9]*)";
var prereleasePart = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
var buildPart = "[0-9A-Za-z-]+";
var pattern = new RegExp(
  `^v(?<major>${number})(?:\\.(?<minor>${number})(?:\\.(?<patch>${number})(?<prerelease>-${prereleasePart}(?:\\.${prereleasePart})*)?(?<build>\\+${buildPart}(?:\\.${buildPart})*)?)?)?$`
);
function parseVersion(version) {
  const groups = pattern.exec(version)?.groups;
  if (groups === void 0) return void 0;
  const { major, minor = "0", patch = "0", prerelease = "", build = "" } = groups;
  const kept = build === "+incompatible" ? build : "";
  return {
    major: `v${major}`,
    prerelease,
    build,
    canonical: `v${major}.${minor}.${patch}${prerelease}${kept}`
  };
}
function compareVersions(a, b) {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left === void 0 || right === void 0)
    return Number(left !== void 0) - Number(right !== void 0);
  for (const [index, number2] of left.numbers.entries()) {
    const difference = number2 - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePrereleases(left.prerelease, right.prerelease);
}
function partsOf(version) {
  const parsed = parseVersion(version);
  if (parsed === void 0) return void 0;
  const [numbers = ""] = parsed.canonical.slice(1).split(/[-+]/, 1);
  return {
    numbers: numbers.split(".").map(Number),
    prerelease: parsed.prerelease === "" ? [] : parsed.prerelease.slice(1).split(".")
  };
}
function comparePrereleases(a, b) {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === void 0) return 1;
    if (part !== other) return compareParts(part, other);
  }
  return a.length - b.length;
}
function compareParts(a, b) {
  const [isNumber, otherIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber && otherIsNumber) return Number(a) - Number(b);
  if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
  return a < b ? -1 : 1;
}

// src/go/module-escape.ts
function escapePath(path33) {
  const reason = checkPath(path33);
  if (reason !== void 0) throw invalid("module path", path33, reason);
  return bang(path33);
}
function escapeVersion(version) {
  const reason = checkEscapableVersion(version);
  if (reason !== void 0) throw invalid("version", version, reason);
  return bang(version);
}
function unescapePath(escaped3) {
  const path33 = unbang(escaped3);
  return path33 === void 0 || checkPath(path33) !== void 0 ? void 0 : path33;
}
function unescapeVersion(escaped3) {
  const version = unbang(escaped3);
  return version === void 0 || checkEscapableVersion(version) !== void 0 ? void 0 : version;
}
function checkEscapableVersion(version) {
  const bad = /[!\u0080-\u{10ffff}]/u.exec(version);
  if (bad !== null) return `invalid character \`${bad[0]}\``;
  return version.includes("/") ? "invalid character `/`" : checkFileElement(version);
}
function bang(text) {
  return text.replace(/[A-Z]/g, (capital) => `!${capital.toLowerCase()}`);
}
function unbang(escaped3) {
  if (!/^(?:[^!A-Z\u0080-\uffff]|![a-z])*$/.test(escaped3)) return void 0;
  return escaped3.replace(/!([a-z])/g, (_, letter) => letter.toUpperCase());
}
function invalid(noun, text, reason) {
  return new ActionError(`malformed ${noun} \`${text}\`: ${reason}`, {
    code: "module-invalid",
    class: "version",
    hint: "Write modules as go.mod does, for example `example.com/some/module/v2@v2.1.0`."
  });
}

// src/go/module.ts
function moduleKey(module) {
  return `${module.path}@${module.version}`;
}
function parseModuleKey(key) {
  const [path33, version, ...rest] = key.split("@");
  return path33 && version && rest.length === 0 ? { path: path33, version } : void 0;
}
function checkVersion(version) {
  const parsed = parseVersion(version);
  if (parsed === void 0) return "not a semantic version";
  return parsed.canonical === version ? void 0 : `not canonical (should be ${parsed.canonical})`;
}
function checkModule({ path: path33, version }) {
  const pathReason = checkPath(path33);
  if (pathReason !== void 0) return `malformed module path: ${pathReason}`;
  const versionReason = checkVersion(version);
  return versionReason === void 0 ? checkPathMajor(path33, version) : `malformed version: ${versionReason}`;
}
function compareModules(a, b) {
  return compareText(a.path, b.path) || compareText(a.version, b.version);
}
function checkPathMajor(path33, version) {
  const pathMajor = splitPathVersion(path33)?.pathMajor.replace(/-unstable$/, "") ?? "";
  if (pathMajor === ".v1" && version.startsWith("v0.0.0-")) return void 0;
  const { major, build } = parseVersion(version) ?? { major: "", build: "" };
  const wanted = pathMajor === "" ? "v0 or v1" : pathMajor.slice(1);
  const fits = pathMajor === "" ? /^v[01]$/.test(major) || build === "+incompatible" : major === wanted;
  return fits ? void 0 : `version should be ${wanted}, not ${major}`;
}
function compareText(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// src/go/dirhash.ts
import { createHash } from "node:crypto";
function hash1(files) {
  const summary = createHash("sha256");
  for (const { name, sha256 } of sortedByName([...files])) {
    if (name.includes("\n"))
      throw new Error(`file names with newlines have no h1 hash: ${JSON.stringify(name)}`);
    summary.update(`${sha256}  ${name}
`);
  }
  return `h1:${summary.digest("base64")}`;
}
function isHash1(text) {
  return /^h1:[A-Za-z0-9+/]{43}=$/.test(text);
}
function goModHash(content) {
  return hash1([{ name: "go.mod", sha256: createHash("sha256").update(content).digest("hex") }]);
}
function sortedByName(files) {
  if (files.some(({ name }) => /[\ud800-\udfff]/.test(name))) {
    return files.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  }
  return files.sort((a, b) => compareText(a.name, b.name));
}

// src/layout.ts
var layouts = ["full", "tree", "zip"];
function keepsZips(layout) {
  return layout !== "tree";
}
function keepsTrees(layout) {
  return layout !== "zip";
}

// src/modcache/modcache.ts
import { statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path5 from "node:path";
function modcachePaths(gomodcache, module) {
  const escapedPath = escapePath(module.path);
  const escapedVersion = escapeVersion(module.version);
  const downloadDir = path5.join(gomodcache, "cache", "download", escapedPath, "@v");
  const file = (suffix) => path5.join(downloadDir, `${escapedVersion}.${suffix}`);
  return {
    downloadDir,
    info: file("info"),
    mod: file("mod"),
    zip: file("zip"),
    ziphash: file("ziphash"),
    lock: file("lock"),
    partial: file("partial"),
    tree: path5.join(gomodcache, `${escapedPath}@${escapedVersion}`)
  };
}
async function inspectModule(gomodcache, module, checksums, layout) {
  const paths = modcachePaths(gomodcache, module);
  const mod = await ifThere(readPlainFile(paths.mod), paths.mod);
  const [info, ziphash] = [contentOf(paths.info), contentOf(paths.ziphash)];
  const isWhole2 = !exists(paths.partial) && (!keepsZips(layout) || exists(paths.zip)) && (!keepsTrees(layout) || exists(paths.tree));
  const states = [
    agrees(mod && goModHash(mod), checksums.goMod(module)),
    agrees(validZiphash(ziphash), checksums.zip(module)),
    agrees(info && versionOf2(info), module.version),
    isWhole2 ? "present" : "absent"
  ];
  return states.find((state) => state === "differs") ?? states.find((state) => state === "absent") ?? "present";
}
async function holdsModules(gomodcache) {
  return await holdsTree(gomodcache, "") || await holdsZip(path5.join(gomodcache, "cache", "download"), "");
}
var toolchain = "golang.org/toolchain";
async function holdsTree(dir, within) {
  for (const entry of await entriesOf(dir)) {
    const name = within + entry.name;
    if (!entry.isDirectory() || name === "cache" || name.startsWith(`${toolchain}@`)) continue;
    if (entry.name.includes("@") || await holdsTree(path5.join(dir, entry.name), `${name}/`)) return true;
  }
  return false;
}
async function holdsZip(dir, within) {
  for (const entry of await entriesOf(dir)) {
    const name = within + entry.name;
    if (name === toolchain) continue;
    if (entry.isFile() && entry.name.endsWith(".zip")) return true;
    if (entry.isDirectory() && await holdsZip(path5.join(dir, entry.name), `${name}/`)) return true;
  }
  return false;
}
function agrees(found, wanted) {
  if (found === void 0) return "absent";
  return wanted === void 0 || found === wanted ? "present" : "differs";
}
function validZiphash(content) {
  const text = content?.toString("latin1").trim();
  return text !== void 0 && isHash1(text) ? text : void 0;
}
function versionOf2(info) {
  try {
    const parsed = JSON.parse(info.toString());
    const version = typeof parsed === "object" && parsed !== null && "Version" in parsed ? parsed.Version : void 0;
    return typeof version === "string" ? version : void 0;
  } catch (error) {
    if (error instanceof SyntaxError) return void 0;
    throw error;
  }
}
function contentOf(file) {
  return ifThereSync(() => readPlainFileSync(file), file);
}
function exists(file) {
  return ifThereSync(() => statSync(file, { throwIfNoEntry: false }), file) !== void 0;
}
async function entriesOf(dir) {
  return await ifThere(readdir(dir, { withFileTypes: true }), dir) ?? [];
}
async function ifThere(answer, file) {
  try {
    return await answer;
  } catch (error) {
    return unlessPresent(error, file);
  }
}
function ifThereSync(look, file) {
  try {
    return look();
  } catch (error) {
    return unlessPresent(error, file);
  }
}
function unlessPresent(error, file) {
  if (isAbsence(error)) return void 0;
  throw new ActionError(`cannot read ${file} in the module cache`, {
    code: "modcache-unreadable",
    class: "disk",
    hint: "Check that the user this runs as may read GOMODCACHE, or set GOMODCACHE to a folder of its own.",
    cause: error
  });
}

// src/cache/cacheable.ts
function cacheableOf(set, checksums) {
  return {
    modules: vouchedBy(checksums.zip, set),
    goMods: vouchedBy(checksums.goMod, checksums.goMods),
    uncovered: set.filter((module) => checksums.zip(module) === void 0).map(moduleKey)
  };
}
function vouchedBy(h1Of, set) {
  return set.flatMap((module) => {
    const h1 = h1Of(module);
    return h1 === void 0 ? [] : [{ path: module.path, version: module.version, h1 }];
  });
}
async function goModsOnDisk(gomodcache, goMods) {
  const found = await Promise.all(
    goMods.map(async (module) => {
      const text = await ifRegular(ifPresent(readPlainFile(modcachePaths(gomodcache, module).mod)));
      return text !== void 0 && goModHash(text) === module.h1;
    })
  );
  return goMods.filter((_, index) => found[index]);
}
function beyond(manifests, cacheable) {
  const modules = new Set(manifests.flatMap((manifest) => manifest.modules.map(vouchedKey)));
  const goMods = new Set(manifests.flatMap((manifest) => manifest.mods.map(vouchedKey)));
  return {
    modules: cacheable.modules.filter((module) => !modules.has(vouchedKey(module))),
    goMods: cacheable.goMods.filter((module) => !goMods.has(vouchedKey(module)))
  };
}
function vouchedKey(module) {
  return `${moduleKey(module)} ${module.h1}`;
}

// src/cache/entry.ts
var entryNumberMax = 999999;
function formatEntry(entry) {
  const base = entry.base === void 0 ? "" : `-on-${entry.base}`;
  return `${entry.key}-${entry.number}${base}`;
}
var entryName = /^(?<key>(?<scope>[A-Za-z0-9._-]{1,64}-v1-[0-9a-f]{12}-)[0-9a-f]{40})-(?<number>[1-9][0-9]{0,5})(?:-on-(?<base>\k<scope>[0-9a-f]{40}-[1-9][0-9]{0,5}))?$/;
function parseEntry(name) {
  const groups = entryName.exec(name)?.groups;
  if (groups === void 0) return void 0;
  return { key: groups["key"] ?? "", number: Number(groups["number"]), base: groups["base"] };
}

// src/cache/look-up.ts
async function lookUp(backend, cacheKey, signal) {
  const found = await backend.lookup([`${cacheKey.key}-`], signal);
  if (found.kind === "unavailable") return found;
  const entry = found.kind === "found" ? parseEntry(found.key) : void 0;
  return entry?.key === cacheKey.key ? { kind: "found", entry } : { kind: "miss" };
}

// src/cache/policy.ts
function decidePolicy(input, env) {
  const chosen = choose(input, env);
  const ceiling = env["ACTIONS_CACHE_MODE"] ?? "";
  if (!isMode(ceiling)) return policy(chosen.mode, chosen.source);
  const mode = both(chosen.mode, ceiling);
  if (mode === chosen.mode) return policy(mode, chosen.source);
  return policy(mode, `${chosen.source} says ${chosen.mode}, lowered by ACTIONS_CACHE_MODE=${ceiling}`);
}
function choose(input, env) {
  if (input !== void 0) return { mode: input, source: "input `cache-mode`" };
  if (env["GITHUB_REF_TYPE"] === "tag") return { mode: "read", source: "the default on a tag" };
  if (env["GITHUB_EVENT_NAME"] === "merge_group")
    return { mode: "read", source: "the default in a merge queue" };
  return { mode: "write", source: "the default" };
}
function policy(mode, source) {
  return { mode, source, reads: canRead(mode), writes: canWrite(mode) };
}
function both(a, b) {
  const reads = canRead(a) && canRead(b);
  const writes = canWrite(a) && canWrite(b);
  if (reads) return writes ? "write" : "read";
  return writes ? "write-only" : "none";
}
function canRead(mode) {
  return mode === "write" || mode === "read";
}
function canWrite(mode) {
  return mode === "write" || mode === "write-only";
}
function isMode(text) {
  return text === "write" || text === "read" || text === "write-only" || text === "none";
}

// src/cache/restored.ts
function deliveredOf(restored) {
  return "delivered" in restored ? restored.delivered : void 0;
}

// src/inner-folders.ts
import { lstatSync as lstatSync2, mkdirSync as mkdirSync2 } from "node:fs";
import path6 from "node:path";
var LinkInPath = class extends Error {
  /** What the system says where a folder is expected. */
  code = "ENOTDIR";
  constructor(folder) {
    super(`${folder} is a link or a file, not a folder`);
  }
};
function makeInnerFolders(root, dir) {
  for (const folder of foldersBetween(root, dir)) {
    if (isFolder(folder)) continue;
    try {
      mkdirSync2(folder);
    } catch (error) {
      if (errnoOf(error) !== "EEXIST" || !isFolder(folder)) throw error;
    }
  }
}
function checkInnerFolders(root, dir) {
  for (const folder of foldersBetween(root, dir)) {
    if (!isFolder(folder)) return;
  }
}
function isFolder(folder) {
  try {
    if (lstatSync2(folder).isDirectory()) return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
  throw new LinkInPath(folder);
}
function foldersBetween(root, dir) {
  const relative = path6.relative(root, dir);
  if (relative === "" || relative.split(path6.sep)[0] === ".." || path6.isAbsolute(relative)) return [];
  const elements = relative.split(path6.sep);
  return elements.map((_, index) => path6.join(root, ...elements.slice(0, index + 1)));
}

// src/go/url.ts
function splitUrl(url) {
  const parts = /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?<authority>[^/?#]*)(?<rest>[^#]*)/is.exec(url)?.groups;
  const { scheme, authority, rest } = parts ?? {};
  if (scheme === void 0 || authority === void 0 || rest === void 0) return void 0;
  const at = authority.lastIndexOf("@");
  const userinfo = at < 0 ? void 0 : authority.slice(0, at);
  return { scheme: scheme.toLowerCase(), userinfo, host: authority.slice(at + 1), rest };
}
function urlFault(url) {
  if (/[\x00-\x1f\x7f]/.test(url)) return "it holds a control character";
  const parts = splitUrl(url);
  if (parts === void 0 || parts.host === "") return "it names no host";
  const { userinfo = "", host, rest } = parts;
  if (/[^\w.~!$&'()*+,;=%@:-]/.test(userinfo))
    return "its user or password holds a character that has to be percent-encoded";
  if (malformedEscape.test(userinfo))
    return "its user or password holds a `%` without two hexadecimal digits, which is written `%25`";
  const [, fragment = ""] = /#(.*)/s.exec(url) ?? [];
  if (malformedEscape.test(rest.replace(/\?.*/s, "")) || malformedEscape.test(fragment))
    return "its path holds a `%` without two hexadecimal digits, which is written `%25`";
  const unzoned = host.replace(/^(\[[^\]%]*)%25[^\]]*\]/, "$1]");
  if (/%(?![89a-f][0-9a-f])|[\\\s^{|}]/i.test(unzoned) || !/^(?:\[[^\]]*\]|[^:[\]]*)(?::\d*)?$/.test(unzoned))
    return "its host is not a name or an address, with or without a port";
  return void 0;
}
var malformedEscape = /%(?![0-9a-f]{2})/i;

// src/http/forward-proxy.ts
import { BlockList, isIP as isIP2 } from "node:net";
import { domainToASCII } from "node:url";
function forwardProxySettings(env) {
  const either = (name) => env[name] || env[name.toLowerCase()] || "";
  return {
    httpProxy: either("HTTP_PROXY"),
    httpsProxy: either("HTTPS_PROXY"),
    noProxy: either("NO_PROXY"),
    isCgi: (env["REQUEST_METHOD"] ?? "") !== ""
  };
}
function forwardProxyFor(settings) {
  const proxies = /* @__PURE__ */ new Map([
    ["http:", parseProxy(settings.httpProxy)],
    ["https:", parseProxy(settings.httpsProxy)]
  ]);
  const exempt = settings.noProxy.split(",").flatMap((entry) => matcherOf(entry.trim().toLowerCase()) ?? []);
  return (url) => {
    const parsed = new URL(url);
    const { protocol } = parsed;
    const target = targetOf(parsed);
    const proxy = proxies.get(protocol);
    if (proxy !== void 0 && protocol === "http:" && settings.isCgi === true) throw cgiError();
    if (proxy === void 0 || isLoopback(target) || exempt.some((matches) => matches(target)))
      return void 0;
    return proxy;
  };
}
function cgiError() {
  return new TransportError(
    "proxy-refused",
    "HTTP_PROXY is not used where REQUEST_METHOD is set, because the client of a CGI program may have set it"
  );
}
function parseProxy(text) {
  const parsed = [text, `http://${text}`].find(
    (url) => splitUrl(url)?.host && urlFault(url) === void 0 && URL.canParse(url)
  );
  return text === "" ? void 0 : parsed?.replace(/^(?!(?:https?|socks5h?):)[^:]*:/i, "http:");
}
function targetOf({ hostname, port, protocol }) {
  const host = hostname.replace(/^\[(?<address>.*)\]$/, "$<address>").toLowerCase();
  return { host, port: port || (protocol === "https:" ? "443" : "80"), family: familyOf(host) };
}
function isLoopback({ host, family }) {
  return host === "localhost" || family !== void 0 && loopback.check(host, family);
}
var loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");
function matcherOf(entry) {
  if (entry === "*") return () => true;
  const cidr = /^(?<address>[^/]+)\/(?<bits>\d{1,3})$/.exec(entry)?.groups;
  if (cidr?.["address"] !== void 0) return networkMatcher(cidr["address"], Number(cidr["bits"]));
  const { host, port } = splitPort(entry);
  const anyPort = (target) => port === "" || port === target.port;
  const family = familyOf(host);
  if (family !== void 0) {
    const matches = networkMatcher(host, family === "ipv4" ? 32 : 128);
    return (target) => matches?.(target) === true && anyPort(target);
  }
  if (host === "") return void 0;
  const suffix = domainToASCII(host.replace(/^\*?\./, "")) || host;
  const wholeToo = !/^\*?\./.test(host);
  return (target) => target.family === void 0 && (target.host.endsWith(`.${suffix}`) || wholeToo && target.host === suffix) && anyPort(target);
}
function networkMatcher(address, bits) {
  const family = familyOf(address);
  if (family === void 0 || bits > (family === "ipv4" ? 32 : 128)) return void 0;
  const network = new BlockList();
  network.addSubnet(address, bits, family);
  return ({ host, family: of }) => of !== void 0 && network.check(host, of);
}
function splitPort(entry) {
  const {
    address,
    name,
    port = ""
  } = /^(?:\[(?<address>[^\]]*)\]|(?<name>[^:]*)):(?<port>[^:]*)$/.exec(entry)?.groups ?? {};
  return { host: address ?? name ?? entry, port };
}
function familyOf(host) {
  const version = isIP2(host);
  if (version === 0) return void 0;
  return version === 4 ? "ipv4" : "ipv6";
}

// src/plan/http-settings.ts
import path7 from "node:path";
function httpSettingsOf({ forwardProxy, caFile, concurrency }, env, goauth) {
  const { http, https, noProxy: noProxy2 } = forwardProxy;
  const inherited = forwardProxySettings(env);
  return {
    httpProxy: http || inherited.httpProxy,
    httpsProxy: https || inherited.httpsProxy,
    noProxy: noProxy2 || inherited.noProxy,
    isCgi: inherited.isCgi === true && !http,
    ...trustOf(caFile, env),
    connections: concurrency,
    goauth
  };
}
function trustOf(caFile, env) {
  return {
    caFiles: [caFile ?? ""],
    caPaths: [env["SSL_CERT_FILE"] ?? "", ...(env["SSL_CERT_DIR"] ?? "").split(path7.delimiter)]
  };
}

// src/credentials/git-config.ts
function gitConfigEnv(env, settings) {
  if (settings.length === 0) return {};
  const before = gitConfigOf(env).length;
  const added = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${before + index}`, key],
    [`GIT_CONFIG_VALUE_${before + index}`, value]
  ]);
  return { GIT_CONFIG_COUNT: String(before + settings.length), ...Object.fromEntries(added) };
}
function gitConfigOf(env) {
  const count = env["GIT_CONFIG_COUNT"]?.trim() ?? "";
  return Array.from({ length: /^\d{1,4}$/.test(count) ? Number(count) : 0 }, (_, index) => [
    env[`GIT_CONFIG_KEY_${index}`] ?? "",
    env[`GIT_CONFIG_VALUE_${index}`] ?? ""
  ]);
}

// src/credentials/git-credentials.ts
function gitLogins(logins) {
  const ordered = [...logins].sort((a, b) => a.path.length - b.path.length);
  const settings = ordered.flatMap(
    (login, index) => urlsOf(login).flatMap((url) => [
      [`http.${url}.extraheader`, ""],
      [`credential.${url}.helper`, ""],
      [`credential.${url}.helper`, helperOf(index)]
    ])
  );
  const variables = ordered.flatMap(({ user, password }, index) => [
    [userVariable(index), user],
    [passwordVariable(index), password]
  ]);
  return { settings, env: Object.fromEntries(variables) };
}
function urlsOf({ host, path: path33 }) {
  const url = `https://${host}${path33}`;
  return path33 === "" || path33.endsWith(".git") ? [url] : [url, `${url}.git`];
}
function httpsInsteadOfSsh(logins) {
  return logins.flatMap((login) => {
    const { hostname } = new URL(`https://${login.host}`);
    return beginningsOf(login).flatMap((path33) => {
      const key = `url.https://${login.host}/${path33}.insteadOf`;
      return [
        [key, `ssh://git@${hostname}/${path33}`],
        [key, `git@${hostname}:${path33}`]
      ];
    });
  });
}
function sshInsteadOfHttps(hosts, patterns2, logins) {
  return hosts.flatMap(({ host, port }) => {
    const beginnings = logins.filter((login) => login.host === host).flatMap(beginningsOf);
    const kept = beginnings.map((path33) => {
      return [`url.https://${host}/${path33}.insteadOf`, `https://${host}/${path33}`];
    });
    const prefixes = privatePrefixes(host, patterns2).filter(
      (prefix) => !beginnings.some((path33) => `${prefix}/`.startsWith(path33))
    );
    const moved = prefixes.map((prefix) => {
      const place = `${host}${port === "" ? "" : `:${port}`}/${prefix}`;
      return [`url.ssh://git@${place}.insteadOf`, `https://${host}/${prefix}`];
    });
    return [...kept, ...moved];
  });
}
function beginningsOf({ path: path33 }) {
  return path33 === "" ? [""] : [`${path33.slice(1)}/`, `${path33.slice(1)}.git`];
}
function privatePrefixes(host, patterns2) {
  const prefixes = patterns2.split(",").flatMap((pattern3) => {
    const [first = "", ...rest] = pattern3.trim().replace(/\/$/, "").split("/");
    if (first.toLowerCase() !== host) return [];
    const glob = rest.findIndex((element) => /[*?[\\]/.test(element));
    return [
      glob < 0 ? rest.join("/") : rest.slice(0, glob).map((element) => `${element}/`).join("")
    ];
  });
  return prefixes.length === 0 || prefixes.includes("") ? [""] : [...new Set(prefixes)];
}
function helperOf(index) {
  const answer = `printf 'username=%s\\npassword=%s\\n' "$${userVariable(index)}" "$${passwordVariable(index)}"`;
  return `!f() { if test "$1" = get; then ${answer}; fi; }; f`;
}
function userVariable(index) {
  return `GO_MOD_DOWNLOAD_USER_${index}`;
}
function passwordVariable(index) {
  return `GO_MOD_DOWNLOAD_PASSWORD_${index}`;
}

// src/credentials/github-host-keys.ts
var githubHostKeys = `github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl
github.com ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg=
github.com ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQCj7ndNxQowgcQnjshcLrqPEiiphnt+VTTvDP6mHBL9j1aNUkY4Ue1gvwnGLVlOhGeYrnZaMgRK6+PKCUXaDbC7qtbW8gIkhL7aGCsOr/C56SJMy/BCZfxd1nWzAOxSDPgVsmerOBYfNqltV9/hWCqBywINIR+5dIg6JTJ72pcEpEjcYgXkE2YEFXV1JHnsKgbLWNlhScqb2UmyRkQyytRLtL+38TGxkxCflmO+5Z8CSSNY7GidjMIZ7Q4zMjA2n1nGrlTDkzwDCsw+wqFPGQA179cnfGWOWRVruj16z6XyvxvjJwbz0wQZ75XK5tKSb7FNyeIEs4TT4jk+S4dhPeAUC5y+bDYirYgM4GC7uEnztnZyaVWQ7B381AK4Qdrwt51ZqExKbQpTUNn+EjqoTwvqNj4kqx5QUCI0ThS/YkOxJCXmPUWZbhjpCg56i+2aB6CmK2JGhn57K5mj0MNdBXA4/WnwH6XoPWJzK5Nyu2zB3nAZp+S5hpQs+p1vN1/wsjk=
`;

// src/credentials/logins.ts
var tokenUser = "x-access-token";
function loginsOf(credentials, defaultHost) {
  const { token, tokenHosts, scopedTokens, netrc } = credentials;
  const hosts = tokenHosts.length > 0 ? tokenHosts : [defaultHost];
  const tokens2 = token === void 0 ? scopedTokens : hosts.map((host) => ({ prefix: host, token }));
  const all = [
    ...tokens2.map(({ prefix, token: password }) => {
      return { ...placeOf(prefix), user: tokenUser, password, input: "token" };
    }),
    ...netrc.map(({ machine, login, password }) => {
      return { ...placeOf(machine), user: login, password, input: "netrc" };
    })
  ];
  const isSame = (login) => (other) => login.host === other.host && login.path === other.path;
  return all.filter((login, index) => all.findIndex(isSame(login)) === index);
}
function loginFor(logins, host, path33) {
  return logins.filter((login) => login.host === host && `${path33}/`.startsWith(`${login.path}/`)).sort((a, b) => b.path.length - a.path.length)[0];
}
function placeOf(prefix) {
  const [host = "", ...elements] = prefix.split("/").filter((element) => element !== "");
  return { host: host.toLowerCase(), path: elements.map((element) => `/${element}`).join("") };
}
function netrcOf(credentials, env) {
  return netrcText(asNetrc(loginsOf(credentials, defaultHostOf(env))));
}
function netrcText(entries) {
  return entries.map(({ machine, login, password }) => `machine ${machine} login ${login} password ${password}
`).join("");
}
function asNetrc(logins) {
  return logins.map(({ host, path: path33, user, password }) => ({ machine: host + path33, login: user, password }));
}
function asGoNetrc(logins) {
  return asNetrc(logins).flatMap(
    (entry) => entry.machine.includes("/") ? [entry, { ...entry, machine: `${entry.machine}?go-get=1` }] : [entry]
  );
}
function defaultHostOf(env) {
  const url = env["GITHUB_SERVER_URL"];
  return url !== void 0 && URL.canParse(url) ? new URL(url).host : "github.com";
}

// src/credentials/secret-file.ts
import { closeSync as closeSync2, fstatSync as fstatSync2, openSync as openSync2, readFileSync as readFileSync3, rmSync, statSync as statSync2, writeFileSync } from "node:fs";
import path8 from "node:path";
function secretFile(name, content, { dir, guard, process: shown = `/proc/${process.pid}` }) {
  const file = path8.join(dir, name);
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const release2 = guard.removeAtEnd(file);
  const remove3 = () => {
    rmSync(file, { force: true });
    release2();
  };
  const fd = openSync2(file, "wx+", 384);
  writeFileSync(fd, bytes);
  const unnamed = `${shown}/fd/${fd}`;
  if (isOpenTo(shown, unnamed, fd)) {
    rmSync(file);
    if (holds(unnamed, bytes)) {
      release2();
      return { path: unnamed, close: () => closeSync2(fd) };
    }
    writeFileSync(file, bytes, { mode: 384, flag: "wx" });
  }
  closeSync2(fd);
  return { path: file, close: remove3 };
}
function isOpenTo(shown, unnamed, fd) {
  return attempt(() => {
    const [own, seen] = [fstatSync2(fd), statSync2(unnamed)];
    return own.ino === seen.ino && own.dev === seen.dev && statSync2(shown).uid === own.uid;
  });
}
function holds(file, bytes) {
  return attempt(() => readFileSync3(file).equals(bytes));
}
function attempt(check) {
  try {
    return check();
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

// src/go/url-credentials.ts
function splitList(text) {
  const parts = text.split(/([,|])/);
  return parts.flatMap((entry, index) => {
    const separator = parts[index + 1];
    if (index % 2 === 1) return [];
    return [{ entry: entry.trim(), separator: separator === "," || separator === "|" ? separator : "" }];
  });
}
function withoutCredentials(text) {
  return splitList(text).map(({ entry, separator }) => withUserinfo(entry, "") + separator).join("");
}
function shownUrls(text) {
  return splitList(text).map(({ entry, separator }) => shownUrl(entry) + separator).join("");
}
function shownUrl(entry) {
  const scheme = schemeOf(entry);
  const rest = withUserinfo(entry, "").slice(scheme.length);
  const end2 = rest.lastIndexOf("@");
  const at = rest.slice(0, Math.max(0, end2)).includes(":") ? end2 : -1;
  const hasSecret = at >= 0 || userinfoOf(entry) !== "";
  return `${scheme}${hasSecret ? "xxxxx@" : ""}${rest.slice(at + 1).replace(/\?.+/s, "?xxxxx")}`;
}
function credentialsOf(text) {
  const items = splitList(text);
  const cut = items.some(({ entry }) => !entry.includes("@") && cutPassword(entry) !== void 0);
  return unique([
    ...items.flatMap(({ entry }) => credentialsIn(entry)),
    // A password with a comma: the list as a whole, and each piece of it as it would be named.
    ...cut ? [...credentialsIn(text), ...items.flatMap(({ entry }) => cutPassword(entry) ?? [])] : []
  ]);
}
function credentialsOfUrl(text) {
  return unique(credentialsIn(text.trim()));
}
var tokenMin = 4;
var queryValueMin = 8;
var secretName = /auth|cred|key|pass|pw|secret|sig|token/i;
function credentialsIn(entry) {
  const userinfo = userinfoOf(entry).slice(0, -1);
  const colon = userinfo.indexOf(":");
  const password = colon < 0 ? "" : userinfo.slice(colon + 1);
  const name = userinfo.replace(/:$/, "");
  const alone = name.length >= tokenMin ? [name] : [];
  return [
    ...password === "" ? alone : [password, userinfo],
    ...userinfo === "" ? hiddenPassword(entry) : [],
    ...queryValues(entry)
  ];
}
function hiddenPassword(entry) {
  const rest = entry.slice(schemeOf(entry).length);
  const hidden = rest.slice(0, Math.max(0, rest.lastIndexOf("@")));
  const colon = hidden.indexOf(":");
  if (colon < 0) return [];
  const password = hidden.slice(colon + 1);
  const last = password.split(/[/?#]/).at(-1) ?? "";
  return last.length >= queryValueMin ? [password, last] : [password];
}
function queryValues(entry) {
  const query = /\?(?<query>[^#]*)/.exec(entry)?.groups?.["query"] ?? "";
  return query.split(/[&;]/).flatMap((pair) => {
    const equals = pair.indexOf("=");
    const [name, value] = equals < 0 ? ["", pair] : [pair.slice(0, equals), pair.slice(equals + 1)];
    return value.length >= queryValueMin || secretName.test(name) ? [value] : [];
  });
}
function cutPassword(entry) {
  const scheme = schemeOf(entry);
  if (scheme === "" || URL.canParse(entry)) return void 0;
  const rest = entry.slice(scheme.length);
  const colon = rest.indexOf(":");
  return colon < 0 ? void 0 : rest.slice(colon + 1);
}
function unique(secrets) {
  return [...new Set(secrets.flatMap((secret) => [secret, decoded(secret)]))].filter(
    (secret) => secret !== ""
  );
}
function redactUrls(text) {
  return text.replace(/:\/\/(?<userinfo>[^\s/?#"`<>]*)@/g, (whole, userinfo, offset) => {
    const colon = userinfo.indexOf(":");
    if (colon >= 0) return `://${userinfo.slice(0, colon)}:xxxxx@`;
    return /https?$/i.test(text.slice(Math.max(0, offset - 5), offset)) ? "://xxxxx@" : whole;
  });
}
function withUserinfo(entry, replacement) {
  const userinfo = userinfoOf(entry);
  return userinfo === "" ? entry : entry.replace(userinfo, () => replacement);
}
function userinfoOf(entry) {
  const rest = entry.slice(schemeOf(entry).length);
  const end2 = URL.canParse(withScheme(entry)) ? /[/?#]/.exec(rest)?.index ?? rest.length : rest.length;
  return rest.slice(0, rest.lastIndexOf("@", end2 - 1) + 1);
}
function schemeOf(entry) {
  return /^[a-z][a-z0-9+.-]*:\/+/i.exec(entry)?.[0] ?? "";
}
function withScheme(entry) {
  return /[.:/]/.test(entry) && !entry.includes(":/") && !entry.startsWith("/") ? `https://${entry}` : entry;
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

// src/inputs/directories.ts
import { stat as stat2 } from "node:fs/promises";
import path9 from "node:path";
function resolvePath(text, context) {
  const paths = context.platform === "win32" ? path9.win32 : path9.posix;
  if (text.includes("\0")) return problem("contains a NUL character. Write a path such as `./service`.");
  const beyondHome = /^~(?:[/\\](?<rest>.*))?$/s.exec(text);
  if (beyondHome === null) return ok(paths.resolve(context.cwd, text));
  if (context.home === void 0 || context.home === "") {
    return problem(`\`${text}\` needs a home directory, but there is none. Write an absolute path.`);
  }
  return ok(paths.resolve(context.home, beyondHome.groups?.["rest"] ?? ""));
}
async function existingDirectory(text, context) {
  const resolved = resolvePath(text, context);
  if (resolved.kind === "problem") return resolved;
  const shown = resolved.value === text ? `\`${text}\`` : `\`${text}\` (${resolved.value})`;
  try {
    if ((await stat2(resolved.value)).isDirectory()) return resolved;
  } catch (error) {
    const slashed = text.replaceAll("\\", "/");
    const other = isAbsence(error) && slashed !== text ? await existingDirectory(slashed, context) : void 0;
    return other?.kind === "ok" ? other : problem(`${shown} ${reasonOf(error)}`);
  }
  return problem(
    `${shown} is a file. Write its directory${text.endsWith("go.mod") ? "; to choose a go.mod, use `go-mod-files`" : ""}.`
  );
}
function reasonOf(error) {
  if (isAbsence(error)) {
    return "does not exist. Write a directory of the checkout, such as `./service`, and check that the checkout step runs before this one.";
  }
  return `cannot be read (${errnoOf(error) ?? "unknown reason"}). Write a directory that this user may read.`;
}

// src/inputs/ssh-key.ts
var pem = /^-----BEGIN (?<label>(?:[A-Z0-9]+ )*PRIVATE KEY)-----\n(?<body>[\s\S]+?)\n-----END \k<label>-----$/;
function parseSshKey(text) {
  const lines = text.trim().split(/\r\n?|\n/);
  const key = lines.map((line) => line.trim()).join("\n");
  const { label, body } = pem.exec(key)?.groups ?? {};
  if (label === void 0 || body === void 0) return problem(reasonFor(key));
  if (isEncrypted(label, body)) {
    return problem(
      'The key is protected by a passphrase, which cannot be entered here. Create a key without one: `ssh-keygen -t ed25519 -N "" -f key`.'
    );
  }
  return ok(`${key}
`);
}
function reasonFor(key) {
  if (/^(?:ssh|ecdsa|sk)-[\w@.-]+ AAAA/.test(key) || /-----BEGIN [A-Z0-9 ]*PUBLIC KEY-----/.test(key)) {
    return "This is a public key. Give the private one, which begins with `-----BEGIN OPENSSH PRIVATE KEY-----`.";
  }
  if (key.startsWith("PuTTY-User-Key-File")) {
    return "This is a PuTTY key. Export it in OpenSSH format: `puttygen key.ppk -O private-openssh-new -o key`.";
  }
  if (/^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(key)) {
    return "The key is incomplete: it must have all its lines, from `-----BEGIN …` to `-----END …`. Keep the line breaks when you store it as a secret.";
  }
  return "This is not a private key. Give the whole text of one, which begins with `-----BEGIN OPENSSH PRIVATE KEY-----`.";
}
function isEncrypted(label, body) {
  if (label.startsWith("ENCRYPTED") || /^Proc-Type:.*ENCRYPTED/m.test(body)) return true;
  if (label !== "OPENSSH PRIVATE KEY") return false;
  const bytes = Buffer.from(body, "base64");
  const magic = Buffer.from("openssh-key-v1\0");
  if (!bytes.subarray(0, magic.length).equals(magic) || bytes.length < magic.length + 4) return false;
  const start2 = magic.length + 4;
  const length = bytes.readUInt32BE(magic.length);
  return bytes.subarray(start2, start2 + length).toString("latin1") !== "none";
}

// src/inputs/credentials.ts
function parseEncryptionKey(text) {
  const example2 = "Write for example the output of `openssl rand -base64 32` into a secret.";
  if (/[\p{Cc}\u2028\u2029]/u.test(text) || !text.isWellFormed()) {
    return problem(`The key has several lines, or characters that cannot be shown. ${example2}`);
  }
  const { length } = [...text];
  return length >= 16 ? ok(text) : problem(`The key has ${length} characters, and needs at least 16. ${example2}`);
}
function parseHost(text) {
  const host = text.toLowerCase();
  if (/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/.test(host) && URL.canParse(`https://${host}`)) {
    return ok(host.replace(/:443$/, ""));
  }
  return problem(
    `A value (not shown, it may be a token) is not a host. Write for example \`git.example.com\`, or \`git.example.com:8443\`.`
  );
}
async function parseNetrcInput(text, context) {
  if (text === "") return ok([]);
  const found = await textOrFile(text, /\bmachine\s/, context);
  const entries = found.kind === "ok" ? parseNetrc(found.value) : [];
  if (entries.length > 0 || /\slogin\s+\S+\s+password\s*(?:$|\bmachine\s)/.test(text)) return ok(entries);
  return problem(
    `${found.kind === "problem" ? found.message : "It contains no complete entry."} Write \`machine HOST login USER password PASSWORD\`, one line per host, or the path of such a file.`
  );
}
async function parseSshKeyInput(text, context) {
  if (text === "") return ok(void 0);
  if (/[\r\n ]/.test(text)) return parseSshKey(text);
  const found = await textOrFile(text, /-----BEGIN/, context);
  return found.kind === "ok" ? parseSshKey(found.value) : parseSshKey(text);
}
async function parseKnownHostsInput(text, context) {
  if (text === "") return ok(void 0);
  const line = /^(?:@\S+\s+)?[^\s#]+\s+[\w.@-]+\s+[A-Za-z0-9+/]{40,}={0,2}(?:\s|$)/m;
  const found = await textOrFile(text, line, context);
  if (found.kind === "ok" && line.test(found.value)) return ok(`${found.value.replaceAll("\r", "")}
`);
  return problem(
    "It contains no host key. Write lines as `ssh-keyscan HOST` prints them, after comparing them with what the server’s owner publishes, or the path of such a file."
  );
}
async function textOrFile(text, looks, context) {
  if (looks.test(text) || /[\r\n]/.test(text)) return ok(text);
  const resolved = resolvePath(text, context);
  if (resolved.kind === "problem") return problem("That is not a file.");
  try {
    return ok(textOfBytes(await readGivenBytes(resolved.value)));
  } catch (error) {
    return problem(`The file does not exist or cannot be read (${errnoOf(error) ?? "unknown reason"}).`);
  }
}

// src/inputs/token.ts
var example = "Write for example `github.com/acme=TOKEN`, without `https://` and without `*`.";
function parseTokens(text, tokenHosts) {
  const lines = linesOfTokens(text);
  const scoped = lines.map(scopedToken);
  if (scoped.length < 2 && scoped[0] === void 0) return oneToken(text);
  const tokens2 = scoped.filter((line) => line !== void 0);
  const bad = scoped.indexOf(void 0);
  if (bad >= 0) {
    return problem(
      `Line ${bad + 1} (not shown) is not a host, \`=\` and a token; with several lines, each names the host or path that its token is for. ${example}`
    );
  }
  const twice = tokens2.find(({ prefix }, at) => tokens2.findIndex((token) => token.prefix === prefix) < at);
  if (twice !== void 0) return problem(`Two lines are for \`${twice.prefix}\`. Keep one of them.`);
  if (tokenHosts !== "") {
    return problem(
      "Each line names its own host, so `token-hosts` has no meaning. Leave it empty, and write one line for each host."
    );
  }
  return ok({ token: void 0, scopedTokens: tokens2.filter(({ token }) => token !== "") });
}
function tokensIn(text) {
  return linesOfTokens(text).flatMap((line) => {
    const token = scopedToken(line)?.token ?? tokenAfterSlash(line);
    return token === void 0 ? [line] : [token];
  });
}
function oneToken(text) {
  if (text === "") return ok({ token: void 0, scopedTokens: [] });
  if (tokenAfterSlash(text) !== void 0) {
    return problem(`The part before \`=\` is not a host or a path below one. ${example}`);
  }
  return /^[\x21-\x7e]+$/.test(text) ? ok({ token: text, scopedTokens: [] }) : problem(
    `The token contains spaces, line breaks or other characters that no token has. Give the token exactly as it was issued; for several tokens, name what each is for. ${example}`
  );
}
function tokenAfterSlash(line) {
  const end2 = line.indexOf("=");
  const token = line.slice(end2 + 1).trim();
  return line.slice(0, Math.max(end2, 0)).includes("/") && !/^(?:=|$)/.test(token) ? token : void 0;
}
function scopedToken(line) {
  const {
    host = "",
    path: path33 = "",
    token = ""
  } = /^(?<host>[^\s/=]+)(?<path>(?:\/[\w.~-]+)*)\/?\s*=\s*(?<token>[\x21-\x7e]*)$/.exec(line)?.groups ?? {};
  const parsed = parseHost(host);
  if (parsed.kind === "problem" || !isServer(host) || token.startsWith("=")) return void 0;
  const hasDots = path33.split("/").some((element) => element === "." || element === "..");
  return hasDots ? void 0 : { prefix: parsed.value + path33, token };
}
function isServer(host) {
  const [name = "", port] = host.split(":");
  const labels = name.split(".");
  if (labels.some((label) => label.length > 63)) return false;
  return port !== void 0 || labels.length > 1 && /^(?:[a-z]+|\d+)$/i.test(labels.at(-1) ?? "");
}
function linesOfTokens(text) {
  return text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== "");
}

// src/credentials/secrets.ts
var urlInputs = ["http-proxy", "https-proxy", "go-download-base-url"];
var urlVariables = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "GO_DOWNLOAD_BASE_URL"];
var listInputs = ["goproxy", "fallback-goproxy"];
var secretInputs = [
  "cache-encryption-key",
  "s3-secret-access-key",
  "s3-session-token"
];
function secretsGiven(raw, env) {
  const input = (name) => raw[name] ?? "";
  return [
    ...tokensIn(input("token")),
    ...secretInputs.map((name) => input(name).trim()),
    ...urlInputs.flatMap((name) => credentialsOfUrl(input(name))),
    ...urlVariables.flatMap((name) => credentialsOfUrl(env[name] ?? "")),
    ...listInputs.flatMap((name) => credentialsOf(input(name))),
    ...secretsOfGo({ goproxy: "", gosumdb: input("gosumdb"), goauth: input("goauth") }),
    ...secretsOfGo({
      goproxy: env["GOPROXY"] ?? "",
      gosumdb: env["GOSUMDB"] ?? "",
      goauth: env["GOAUTH"] ?? ""
    }),
    ...secretsOfGitConfig(env)
  ].filter((secret) => secret !== "");
}
function secretsOfGo({ goproxy, gosumdb, goauth }) {
  return [
    ...credentialsOf(goproxy),
    ...gosumdb.split(/\s+/).flatMap(credentialsOfUrl),
    ...goauth.split(";").flatMap(secretsOfCommand)
  ];
}
var wordMin = 6;
var secretFlag = /^-.*(?:auth|cred|key|pass|pw|secret|token)/i;
function secretsOfCommand(method) {
  const [program = "", ...args] = method.trim().split(/\s+/);
  if (args.length === 0 || ["git", "netrc", "off"].includes(program)) return [];
  const words2 = args.filter((arg, index) => isSecretWord(arg, args[index - 1] ?? ""));
  const values = args.flatMap(valueOfFlag);
  return [args.join(" "), ...words2, ...values, ...args.flatMap(credentialsOfUrl)];
}
function valueOfFlag(arg) {
  const value = /^-[^=]*=(?<value>.+)$/s.exec(arg)?.groups?.["value"] ?? "";
  return value.length >= wordMin || value !== "" && secretFlag.test(arg) ? [value] : [];
}
function isSecretWord(arg, before) {
  if (arg.startsWith("-")) return false;
  return secretFlag.test(before) || arg.length >= wordMin && !/^[a-z-]+$|[/\\]/.test(arg);
}
function secretsOfInputs({ token, scopedTokens, netrc, sshKey }) {
  const body = (sshKey ?? "").split("\n").filter((line) => line !== "" && !line.startsWith("-----"));
  const tokens2 = [token ?? "", ...scopedTokens.map((scoped) => scoped.token)].filter((text) => text !== "");
  return [
    ...tokens2.flatMap((text) => [text, basicOf(tokenUser, text)]),
    ...netrc.flatMap(({ login, password }) => [password, basicOf(login, password)]),
    ...body,
    body.join("")
  ].filter((secret) => secret !== "");
}
function secretsOfGitConfig(env) {
  return gitConfigOf(env).flatMap(([key, value]) => {
    const url = /^url\.(?<url>.*)\.(?:pushinsteadof|insteadof)$/i.exec(key)?.groups?.["url"] ?? "";
    const header = /^http\..*extraheader$/i.test(key) ? /\s(?<secret>\S+)\s*$/.exec(value)?.groups : void 0;
    return [...credentialsOfUrl(url), ...header?.["secret"] === void 0 ? [] : [header["secret"]]];
  });
}
function basicOf(user, password) {
  return basicAuthorization(user, password).replace(/^Basic /, "");
}

// src/credentials/ssh-command.ts
function sshEnv({ key, knownHosts }) {
  const options = [
    `IdentityFile="${asOption(key)}"`,
    "IdentitiesOnly=yes",
    "IdentityAgent=none",
    "BatchMode=yes",
    "StrictHostKeyChecking=yes",
    `UserKnownHostsFile="${asOption(knownHosts)}" ~/.ssh/known_hosts`,
    "UpdateHostKeys=no",
    "ControlMaster=no",
    "ControlPath=none",
    "ConnectTimeout=30"
  ];
  const command = ["ssh", ...options.flatMap((option) => ["-o", option])];
  return { GIT_SSH_COMMAND: command.map(quoted).join(" "), GIT_SSH_VARIANT: "ssh" };
}
function asOption(file) {
  const path33 = /^[A-Za-z]:\\/.test(file) ? file.replaceAll("\\", "/") : file;
  return path33.replaceAll("%", "%%");
}
function quoted(word) {
  return /^[\w./=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

// src/credentials/ssh-hosts.ts
function parseKnownHosts(text) {
  const hosts = text.split(/\r?\n/).flatMap((line) => {
    const [names3 = "", type, key] = line.trim().split(/\s+/);
    if (/^[#@|]/.test(names3) || type === void 0 || key === void 0) return [];
    return names3.split(",").flatMap(parseName);
  });
  return hosts.filter(({ host }, index) => hosts.findIndex((other) => other.host === host) === index);
}
function sshHostsOf({ sshKey, sshKnownHosts = "" }, defaultHost, logins) {
  if (sshKey === void 0) return [];
  const named = parseKnownHosts(sshKnownHosts);
  const { hostname } = new URL(`https://${defaultHost}`);
  const hosts = named.length > 0 ? named : [{ host: hostname, port: "" }];
  const loggedIn = logins.filter(({ path: path33 }) => path33 === "").map((login) => new URL(`https://${login.host}`).hostname);
  return hosts.filter(({ host }) => !loggedIn.includes(host));
}
function parseName(name) {
  if (/[*?!]/.test(name)) return [];
  const { host, port } = /^\[(?<host>[^\]]+)\]:(?<port>\d+)$/.exec(name)?.groups ?? { host: name, port: "" };
  return [{ host: (host ?? "").toLowerCase(), port: port === "22" ? "" : port ?? "" }];
}

// src/diagnosis/workflow-line.ts
import path10 from "node:path";
async function workflowLine(input, env) {
  const { GITHUB_WORKSPACE: workspace, GITHUB_REPOSITORY: repository, GITHUB_WORKFLOW_REF: ref } = env;
  if (!workspace || !repository || !ref?.startsWith(`${repository}/`)) return void 0;
  const [name = ""] = ref.slice(repository.length + 1).split("@");
  if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(name)) return void 0;
  const file = path10.join(workspace, name);
  const line = lineOfInput(await readIfThere(file), input);
  return line === void 0 ? void 0 : { file, line };
}
function lineOfInput(text, input) {
  const sets = new RegExp(`^\\s+(?:- )?(["']?)${input}\\1\\s*:`);
  const found = text.split("\n").flatMap((line, index) => sets.test(line) ? [index + 1] : []);
  return found.length === 1 ? found[0] : void 0;
}
async function readIfThere(file) {
  try {
    return (await readPlainFile(file)).toString();
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return "";
  }
}

// src/download/account.ts
import { stat as stat3 } from "node:fs/promises";
function newAccount() {
  return { modules: /* @__PURE__ */ new Map(), zips: /* @__PURE__ */ new Map(), retries: 0, requests: 0 };
}
function enter(account, { modules, zips, requests }) {
  for (const module of modules) account.modules.set(moduleKey(module), module);
  for (const key of zips) account.zips.set(key, (account.zips.get(key) ?? 0) + 1);
  account.requests += requests;
}
async function summarize(account, gomodcache, since) {
  const { modules, zips, retries, requests } = account;
  const downloaded = [...modules].map(async ([key, { path: path33, version, zip }]) => {
    const attempts = zips.get(key) ?? 0;
    const file = await fileFacts(zip ?? modcachePaths(gomodcache, { path: path33, version }).zip);
    return {
      path: path33,
      version,
      // A module from a repository is not in the trace, but its zip is new.
      fetched: attempts > 0 || file.modified >= since,
      bytes: file.bytes,
      attempts
    };
  });
  return { modules: await Promise.all(downloaded), retries, requests };
}
async function fileFacts(file) {
  const stats = await ifPresent(stat3(file));
  return { bytes: stats?.size ?? 0, modified: stats?.mtimeMs ?? 0 };
}

// src/fetch/requested-file.ts
function moduleFile(module, kind) {
  const wire = `${escapePath(module.path)}/@v/${escapeVersion(module.version)}.${kind}`.replaceAll(
    "!",
    "%21"
  );
  return { kind, wire, path: module.path, module };
}
function parseRequest(wire) {
  const text = decoded2(wire);
  if (text === void 0) return void 0;
  if (isDatabasePath(text)) return { kind: "sumdb", wire, path: void 0, module: void 0 };
  const { escaped: escaped3, version, kind } = split(text);
  const path33 = escaped3 === void 0 ? void 0 : unescapePath(escaped3);
  if (path33 === void 0 || kind === void 0) return void 0;
  if (version === void 0) return { kind, wire, path: path33, module: void 0 };
  const unescaped = unescapeVersion(version);
  if (unescaped === void 0) return void 0;
  const module = { path: path33, version: unescaped };
  return { kind, wire, path: path33, module: checkModule(module) === void 0 ? module : void 0 };
}
function isLarge({ kind }) {
  return kind === "zip" || kind === "archive";
}
function laneOf(file) {
  return isLarge(file) ? "zip" : "small";
}
function nameOf2({ kind, module, wire }) {
  return module === void 0 ? wire : `${moduleKey(module)}.${kind}`;
}
function isDatabasePath(text) {
  const isPath = /^sumdb\/[\w.!+-]+(?:\/[\w.!+~@-]+)+$/.test(text);
  return isPath && !text.split("/").some((element) => element === "." || element === "..");
}
function split(text) {
  const file = /^(?<escaped>.+)\/@v\/(?<version>[^/]+)\.(?<kind>info|mod|zip)$/.exec(text)?.groups;
  const kind = file?.["kind"];
  if (file?.["escaped"] !== void 0 && file["version"] !== void 0) {
    if (kind === "info" || kind === "mod" || kind === "zip") {
      return { escaped: file["escaped"], version: file["version"], kind };
    }
  }
  if (text.endsWith("/@v/list")) return { escaped: text.slice(0, -"/@v/list".length), kind: "list" };
  if (text.endsWith("/@latest")) return { escaped: text.slice(0, -"/@latest".length), kind: "latest" };
  return {};
}
function decoded2(wire) {
  try {
    return decodeURIComponent(wire);
  } catch (error) {
    if (error instanceof URIError) return void 0;
    throw error;
  }
}

// src/fetch/not-fetched.ts
var NotFetched = class extends Error {
  name = "NotFetched";
  file;
  /** The failure that decides what is answered. */
  failure;
  tried;
  constructor(file, failure, tried) {
    super(`${nameOf2(file)} could not be fetched: ${failure.message}`, { cause: failure.cause });
    this.file = file;
    this.failure = failure;
    this.tried = tried;
  }
  /** The upstream whose failure decides. */
  get upstream() {
    return this.tried.find(({ failure }) => failure === this.failure)?.upstream;
  }
};

// src/fetch/wording.ts
var describeFailure = ({ reason, givenUp }) => `${describeReason(reason)}${givenUp ? "; giving up on this host" : ""}`;
function describeNotFetched({ file, tried }, describe2) {
  const lines = tried.map(({ upstream, failure }) => {
    const often = failure.attempts > 1 ? ` (${failure.attempts} attempts)` : "";
    return `${upstream.host}: ${describe2(failure)}${often}`;
  });
  return [`${nameOf2(file)} could not be fetched`, ...lines].join("\n");
}

// src/download/cut-at-word.ts
function cutAtWord(text, max) {
  if (text.length <= max) return text;
  let end2 = max;
  while (end2 > 0 && !/\s/.test(text.charAt(end2))) end2--;
  return text.slice(0, end2);
}

// src/download/failures/checksum-rules.ts
var checksumRules = [
  {
    code: "go-sum-malformed",
    class: "go-mod",
    transient: false,
    pattern: /checksum mismatch.*\bgo\.(?:work\.)?sum:\s+h1:(?![A-Za-z0-9+/]{43}=(?:\s|$))/s,
    hint: "The hash in go.sum is not whole: its line was cut off. Restore the file from version control (`git checkout go.sum`), or remove the line and run `go mod tidy`."
  },
  {
    code: "checksum-mismatch",
    class: "checksum",
    transient: false,
    pattern: /checksum mismatch|SECURITY ERROR|hash mismatch|inconsistent checksum database/,
    hint: "The download does not match the recorded checksum. First find out which of the two is right: compare with a machine that downloaded the module earlier, ask its authors whether they moved the tag, and ask the operators of the proxy. Only if the recorded one is proven wrong, remove its line and run `go mod tidy`."
  },
  {
    code: "checksum-database-setting",
    class: "configuration",
    transient: false,
    input: "gosumdb",
    pattern: /invalid GOSUMDB|missing GOSUMDB|malformed verifier id|checksum database disabled by GOSUMDB=off/,
    hint: "Write the name of a checksum database into `gosumdb`, or leave it empty for the default. Modules that no go.sum lists yet, and Go toolchains, need one."
  },
  {
    code: "checksum-database-lacks-module",
    class: "not-found",
    transient: false,
    fault: "settings",
    input: "goprivate",
    pattern: /verifying (?:module|go\.mod): .*reading \S+: (?:404|410)\b/,
    hint: "The checksum database does not know this module. If it is private, name its path in `goprivate`; if it is public, check that the version was published."
  },
  {
    code: "checksum-database-refused",
    class: "auth",
    transient: false,
    pattern: /verifying (?:module|go\.mod): .*reading \S+: (?:40[0-35-79]|451)\b/,
    hint: "go.sum does not list this module, and the server denies access to the checksum database (paths that begin with /sumdb/). Complete go.sum with `go mod tidy` where the checksum database can be reached, or ask the operators of the server to allow these paths. Name a private module in `goprivate`."
  }
];

// src/download/failures/git-rules.ts
var gitRules = [
  {
    code: "git-credentials",
    class: "auth",
    transient: false,
    input: "token",
    pattern: /could not read (?:Username|Password)|terminal prompts disabled|Authentication failed|Permission denied \(|Invalid username or |returned error: 40[13]\b/,
    hint: "Give git credentials for this host that may read the repository: a token for https (`token` with `token-hosts`, or `netrc`), a key for ssh (`ssh-key`)."
  },
  {
    code: "ssh-host-key",
    class: "auth",
    transient: false,
    input: "ssh-known-hosts",
    pattern: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/,
    hint: "Add the host key of this server to `ssh-known-hosts`, from a source you trust. If it was known before and has changed, find out why first."
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
    input: "ca-file",
    pattern: /server certificate verification failed|SSL certificate problem|unable to get local issuer certificate|no alternative certificate subject name/,
    hint: "git does not trust the authority that signed this server’s certificate: add its certificate with `ca-file`."
  },
  {
    code: "git-throttled",
    class: "throttled",
    transient: true,
    pattern: /returned error: 429\b/,
    hint: "The server is rate-limiting: fetch with credentials, which usually have a higher limit, or through a proxy."
  },
  {
    code: "git-server",
    class: "server",
    transient: true,
    pattern: /returned error: (?:408|5\d\d)\b/,
    hint: "The server of the repository is failing: check its status page, and run the job again later."
  },
  {
    code: "git-network",
    class: "network",
    transient: true,
    pattern: /Could not resolve host|Failed to connect|Couldn't connect|Empty reply from server|early EOF|hung up|RPC failed|unexpected disconnect|index-pack failed|TLS connection was non-properly terminated|(?:fatal|error|ssh): .*(?:Connection (?:reset|refused|timed out|closed)|timed out)|kex_exchange_identification/i,
    hint: "The connection to the server of the repository failed: check that this machine can reach it, also through its HTTP proxy."
  },
  {
    code: "no-secure-protocol",
    class: "auth",
    // The go command does not print the cause, which may have been the network.
    transient: true,
    input: "token",
    asksRepository: true,
    pattern: /no secure protocol found for repository/,
    hint: "git could not read the repository with https or ssh. Most often credentials are missing: run `git ls-remote` on it to see the cause."
  }
];

// src/download/failures/guess.ts
var guesses = [
  {
    class: "checksum",
    transient: false,
    pattern: /checksum|\bh1:|\bhash\b.*(?:differ|match)|tampered/i,
    hint: "The download seems not to match the recorded checksum: first find out which of the two is right."
  },
  {
    class: "disk",
    transient: false,
    pattern: /\b(?:disk|quota|inode)s?\b|no space|read-only|(?:open|mkdir|write|rename|chmod) \/\S+: |input\/output/i,
    hint: "Check that GOMODCACHE is on a disk that works and has free space, and that the user of this job may write there."
  },
  {
    class: "tls",
    transient: false,
    pattern: /certificate|x509|\btls\b|\bssl\b|handshake fail/i,
    hint: "This machine does not accept the server’s certificate or its TLS version: see `ca-file`, and check the URL."
  },
  {
    class: "throttled",
    transient: true,
    pattern: /too many requests|rate.?limit|throttl|slow down/i,
    hint: "The server is rate-limiting: run fewer jobs at once, lower `concurrency`, or use a proxy of your own."
  },
  {
    class: "auth",
    transient: false,
    pattern: /unauthori[sz]ed|forbidden|access denied|credential|authenticat|password|\btoken\b|log ?in\b|: 40[13]\b/i,
    hint: "A server requires authentication: set `netrc`, `token` with `token-hosts`, or `ssh-key`."
  },
  {
    class: "server",
    transient: true,
    pattern: /: 5\d\d\b|bad gateway|unavailable|internal (?:server )?error|gateway time-?out/i,
    hint: "The server is failing: check its status page, and run the job again later."
  },
  {
    class: "network",
    transient: true,
    pattern: /time[d-]? ?out|\breset\b|unexpected end|\bEOF\b|unreachable|refused|broken pipe|\bdns\b|resolve host|lookup \S+|connection|\bdial\b|hung up/i,
    hint: "The network seems to be the cause: run the job again, and check that this machine can reach the server."
  },
  {
    class: "go-version",
    transient: false,
    pattern: /toolchain|requires (?:a newer )?go\b|go ?version|newer version of go/i,
    hint: "Use a Go at least as new as go.mod requires, or let the go command download it (`gotoolchain: auto`)."
  },
  {
    class: "go-mod",
    transient: false,
    pattern: /\bgo\.(?:mod|sum|work)\b|\breplace|\brequire/i,
    hint: "Run the same go command locally, then `go mod tidy`, and commit the change."
  },
  {
    class: "not-found",
    transient: false,
    pattern: /: 4(?:04|10)\b|not found|no such (?:repo|module)|does not exist|import path/i,
    hint: "Check path and version for mistakes. Name a private module in `goprivate`, or its proxy in `goproxy`."
  },
  {
    class: "version",
    transient: false,
    pattern: /\b(?:version|revision|commit|tag|branch)\b/i,
    hint: "Check the version: `go list -m -versions MODULE` lists those that exist."
  },
  {
    class: "server",
    transient: false,
    pattern: /\b(?:https?|ssh):\/\//,
    hint: "Open the URL from a machine like this one to see its answer."
  }
];
function guessedRule(words2) {
  const guess = guesses.find(({ pattern: pattern3 }) => pattern3.test(words2));
  if (guess !== void 0)
    return { code: "unknown", class: guess.class, transient: guess.transient, hint: guess.hint };
  return {
    code: "unknown",
    class: "configuration",
    transient: false,
    hint: "Run the same go command by hand in this folder."
  };
}

// src/download/failures/machine-rules.ts
var machineRules = [
  {
    code: "disk-full",
    class: "disk",
    transient: false,
    pattern: /no space left on device|not enough space on the disk|disk quota exceeded/i,
    hint: "Free disk space, or set GOMODCACHE to a directory on a larger disk."
  },
  {
    code: "disk-permission",
    class: "disk",
    transient: false,
    fault: "settings",
    pattern: /: permission denied|: Access is denied|read-only file system|operation not permitted/,
    hint: "Check the owner of GOMODCACHE and that the user of this job may write there, or set GOMODCACHE to another directory."
  },
  {
    code: "modcache-unusable",
    class: "disk",
    transient: false,
    pattern: /could not create module cache|input\/output error|stale NFS file handle|too many open files/,
    hint: "Check that GOMODCACHE is a directory on a disk that works."
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
    input: "goproxy",
    pattern: /invalid proxy URL|GOPROXY list|: parse "[^"]*": (?!no go-import)/,
    hint: "Write `goproxy` as a list of URLs, `direct` or `off`, for example `https://proxy.example.com,direct`."
  },
  {
    code: "goproxy-insecure-credentials",
    class: "configuration",
    transient: false,
    input: "goproxy",
    pattern: /refusing to pass credentials to insecure URL/,
    hint: "The go command sends credentials over https only: use an https:// URL in `goproxy`."
  },
  {
    code: "goproxy-off",
    class: "configuration",
    transient: false,
    input: "goproxy",
    pattern: /disabled by GOPROXY=off/,
    hint: "No entry of GOPROXY before `off` has the module: add a proxy that has it, or `direct`."
  },
  {
    code: "go-flags",
    class: "configuration",
    transient: false,
    pattern: /parsing \$?GOFLAGS|flag provided but not defined|build flag -mod=|-mod may only be set to|unknown GOEXPERIMENT/,
    hint: "Check GOFLAGS and GOEXPERIMENT: this go command rejects them. Most often the cause is `-mod=mod` or `-mod=vendor`; without it, the go command chooses."
  },
  {
    code: "git-missing",
    class: "configuration",
    transient: false,
    pattern: /missing Git command|exec: "git": executable file not found/,
    hint: "This module is fetched from its repository: install git, or use a proxy that has the module."
  },
  {
    code: "vcs-missing",
    class: "configuration",
    transient: false,
    pattern: /exec: "(?:hg|svn|bzr|fossil)": executable file not found|missing \w+ command/,
    hint: "This module is fetched from its repository, which is not a git repository: install the program in the message, or use a proxy that has the module."
  },
  {
    // Go 1.27 dropped bzr.
    code: "vcs-unsupported",
    class: "configuration",
    transient: false,
    pattern: /unknown vcs "/,
    hint: "This Go has no support for the version control system of this module: Go 1.27 dropped Bazaar (bzr). Use a proxy that has the module."
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
    fault: "infrastructure",
    pattern: /out of memory|cannot allocate memory|signal: killed/,
    hint: "The machine ran out of memory: run fewer programs beside this step, or use a larger machine."
  }
];

// src/download/failures/module-rules.ts
var saysUnknownRevision = /unknown revision|no matching versions?|couldn't find remote ref|invalid version/i;
var versionRules = [
  {
    code: "pseudo-version-invalid",
    class: "version",
    transient: false,
    pattern: /invalid pseudo-version/,
    hint: "Do not write a pseudo-version by hand: run `go get MODULE@COMMIT`, and commit go.mod and go.sum."
  },
  {
    code: "no-matching-version",
    class: "version",
    transient: false,
    pattern: /no matching versions? /,
    hint: "No version matches this query, or all that match were retracted: `go list -m -versions -retracted MODULE` lists them all."
  },
  {
    code: "unknown-revision",
    class: "version",
    transient: false,
    pattern: /unknown revision|couldn't find remote ref|reference is not a tree/i,
    hint: "There is no such version, branch or commit: `go list -m -versions MODULE` lists the versions that exist. Tags can also be moved or deleted."
  },
  {
    // Some proxies say why there is no such version.
    code: "unknown-revision",
    class: "version",
    transient: false,
    pattern: /: (?:404|410)\b/,
    response: saysUnknownRevision,
    hint: "There is no such version, branch or commit: `go list -m -versions MODULE` lists the versions that exist. Tags can also be moved or deleted."
  },
  {
    code: "major-version-mismatch",
    class: "version",
    transient: false,
    pattern: /should be v\d+(?: or v\d+)?, not v\d+|has (?:post|non)-\S+ module path|module contains a go\.mod file, so|must match major version/,
    hint: "From v2 on, the major version belongs in the module path (`MODULE/v2 v2.1.0`); `+incompatible` is only for versions without a go.mod."
  },
  {
    code: "module-too-large",
    class: "version",
    transient: false,
    pattern: /zip file (?:is )?too large/,
    hint: "Go accepts no module zip of more than 500 MB: require a smaller version, or have large files moved to another module."
  },
  {
    code: "module-unusable",
    class: "version",
    transient: false,
    pattern: /file name collision|malformed file path|contains? (?:an )?invalid (?:file )?(?:name|path)/,
    hint: "No go command can extract this version of the module: require another one, and tell its authors."
  },
  {
    code: "version-invalid",
    class: "version",
    transient: false,
    pattern: /version "[^"]*" invalid|malformed version|disallowed version string/,
    hint: "Write the version as it was tagged, with its v, for example v1.2.3, and from v2 on with the major version in the module path."
  }
];
var moduleRules = [
  {
    code: "workspace-go-line",
    class: "go-mod",
    transient: false,
    pattern: /listed in go\.work file requires go|but go\.work lists go/,
    hint: "The go line of go.work must not be older than those of its modules: run `go work use` in its folder and commit go.work."
  },
  {
    code: "go-version",
    class: "go-version",
    transient: false,
    input: "go-version",
    pattern: /requires go ?>?= ?\d|toolchain not available|invalid (?:go version '\d+\.\d+(?:\.\d+)?'|(?:GO)?toolchain)|go\.mod requires go/i,
    hint: "Use a Go at least as new as go.mod requires (`go-version`, or `go-version-file: go.mod`), or let the go command download it (`gotoolchain: auto`)."
  },
  {
    code: "godebug-removed",
    class: "go-mod",
    transient: false,
    pattern: /(?:removed GODEBUG|use of removed \S+) "/,
    hint: "This Go no longer has the old behavior that the `godebug` line asks for: remove the line from go.mod or go.work."
  },
  ...versionRules,
  {
    code: "go-sum-malformed",
    class: "go-mod",
    transient: false,
    pattern: /malformed go(?:\.work)?\.sum/,
    hint: "Remove the line in the message and run `go mod tidy`, or restore go.sum from version control."
  },
  {
    code: "missing-go-sum-entry",
    class: "go-mod",
    transient: false,
    pattern: /missing go\.sum entry/,
    hint: "go.sum is not complete: run `go mod tidy`, and commit go.mod and go.sum."
  },
  {
    code: "go-mod-outdated",
    class: "go-mod",
    transient: false,
    pattern: /updates to go\.(?:mod|work|sum) needed|inconsistent vendoring|missing go\.(?:mod|sum) line/,
    hint: "go.mod does not match the code or its requirements: run `go mod tidy`, and commit go.mod and go.sum."
  },
  {
    code: "module-path-mismatch",
    class: "go-mod",
    transient: false,
    pattern: /declares its path as/,
    hint: "Require the module under the path it declares, or use `replace` for a fork."
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
    input: "packages",
    pattern: /(?:^|\s)stat \S.*: directory not found|(?:^|\s)pattern \S+: (?!no matching files found|cannot embed|invalid pattern|contains no embeddable)|"[^"]*" matched no packages/,
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
    hint: "Check the `use` lines of go.work: each directory needs a go.mod in the checkout."
  },
  {
    code: "replacement-missing",
    class: "go-mod",
    transient: false,
    pattern: /replacement directory .* does not exist|open .*go\.mod: no such file or directory/,
    hint: "A `replace` names a directory that is not in the checkout: check it out too, or remove the line."
  },
  {
    code: "no-go-mod",
    class: "go-mod",
    transient: false,
    input: "working-directory",
    pattern: /no modules specified|go\.mod file not found|no modules were found in the current workspace/,
    hint: "Set `working-directory` to the directory of go.mod or go.work."
  },
  {
    code: "no-go-import",
    class: "not-found",
    transient: false,
    // A refusal of that server, or its certificate, says more: see the transport rules.
    pattern: /(?:unrecognized import path|no go-import meta tags)(?!.*(?:: 40[137]\b|: 451\b|x509: |\btls: ))/,
    hint: "No page at this address names the module’s repository: check the path for mistakes, or use a proxy that has the module."
  },
  {
    code: "go-mod-invalid",
    class: "go-mod",
    transient: false,
    pattern: /errors parsing .*go\.mod|go\.mod:\d+: |parsing .*go\.mod:|ambiguous import/,
    hint: "Correct the line of go.mod in the message; `go mod edit -fmt` shows whether the file can be parsed."
  }
];

// src/download/failures/proxy-failure.ts
var proxyMeanings = [
  {
    code: "proxy-not-allowed",
    class: "configuration",
    transient: false,
    input: "gonoproxy",
    hint: "GONOPROXY (or GOPRIVATE) names this module, so no proxy is asked for it: add `direct` to `goproxy`, or correct `gonoproxy`."
  },
  {
    code: "proxy-fault",
    class: "internal",
    transient: false,
    hint: "This is a fault of go-mod-download, not of your project. Please report it with the log of a run with debug logging on."
  }
];
function proxyFailureCode(error) {
  if (error instanceof NotFetched) return codeOf(error.failure.reason, error.failure, error.file);
  const errno2 = errnoOf(error);
  if (errno2 === void 0) return "proxy-fault";
  return diskCodes[errno2] ?? "modcache-unusable";
}
var diskCodes = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EACCES: "disk-permission",
  EPERM: "disk-permission",
  EROFS: "disk-permission"
};
var codes = {
  "no-answer": "timed-out",
  stalled: "timed-out",
  "circuit-open": "server-error",
  "no-proxy-allowed": "proxy-not-allowed",
  truncated: "connection-broken",
  "wrong-range": "connection-broken",
  excess: "damaged-download",
  changed: "invalid-answer",
  "html-page": "invalid-answer",
  "compressed-part": "connection-broken",
  "too-large": "module-too-large",
  "invalid-zip": "damaged-download",
  "invalid-info": "invalid-answer",
  "wrong-hash": "damaged-download",
  mismatch: "checksum-mismatch"
};
function codeOf(reason, failure, file) {
  if (reason.kind === "transport") return codeOfTransport(reason.fault, reason.code ?? "");
  if (reason.kind === "circuit-open" && reason.last !== void 0) return codeOf(reason.last, failure, file);
  if (reason.kind !== "status") return codes[reason.kind];
  if (failure.kind === "absent") return codeOfAbsent(file, reason.body);
  if (failure.kind === "refused" && file.kind === "sumdb" && reason.status < 500)
    return "checksum-database-refused";
  return codeOfStatus(reason.status, failure.transient);
}
function codeOfAbsent({ kind, wire }, body) {
  if (kind === "sumdb" && wire.includes("/lookup/")) return "checksum-database-lacks-module";
  return saysUnknownRevision.test(body) ? "unknown-revision" : "module-not-found";
}
var statusCodes = {
  401: "unauthorized",
  403: "forbidden",
  404: "masked-server-error",
  407: "http-proxy-denied",
  410: "masked-server-error",
  429: "throttled",
  451: "forbidden"
};
function codeOfStatus(status, transient) {
  return statusCodes[status] ?? (transient ? "server-error" : "request-refused");
}
var transportCodes = {
  unreachable: [
    [/^(?:ENOTFOUND|EAI_AGAIN)$/, "name-not-resolved"],
    [/TIMED?_?OUT$/, "timed-out"],
    [/^/, "connection-refused"]
  ],
  broken: [
    [/^HPE_|HEADERS_OVERFLOW/, "invalid-answer"],
    [/^/, "connection-broken"]
  ],
  "proxy-failed": [[/^/, "http-proxy-unreachable"]],
  "proxy-refused": [[/^/, "http-proxy-denied"]],
  tls: [
    [/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/, "certificate-expired"],
    [/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/, "client-certificate"],
    [/^ERR_SSL_/, "tls"],
    [/^/, "certificate"]
  ],
  redirect: [[/^/, "redirects"]]
};
function codeOfTransport(fault, code2) {
  return transportCodes[fault].find(([pattern3]) => pattern3.test(code2))?.[1] ?? "connection-broken";
}

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

// src/download/failures/rule.ts
function ruleFor({ words: words2, response }, rules) {
  return rules.find(
    (rule) => rule.pattern.test(words2) && (rule.response === void 0 || rule.response.test(response))
  );
}

// src/download/failures/words.ts
function wordsOf(record) {
  const [own = "", ...response] = record.split(/(?<!\s)\s+server\s+response:/);
  return { words: onOneLine2(own), response: onOneLine2(response.join(" ")) };
}
function onOneLine2(text) {
  return text.replace(/\s+/g, " ").trim();
}

// src/download/failures/subject.ts
var modulePatterns = [
  /verifying (?<module>[^\s@]+@[^\s/:]+)(?:\/go\.mod)?: /,
  // In a chain `go: A@v requires B@v requires C@v: …` it is the last one.
  /requires (?<module>[^\s@:"]+@[^\s:]+): /,
  /^(?:go: )?(?:module |zip (?:for|of) )?(?<module>[^\s@:"]+@[^\s:]+)(?=: | \(replaced by | requires go | has )/,
  /^(?:go: )?download (?<module>go\d\S*) for /,
  /(?:^|\s)(?<module>[^\s@:"'(/.]+\.[^\s@:"'(]*@v\d[^\s:)]*)(?=: )/
];
function subjectOf(record, knownModule) {
  const module = knownModule ?? moduleOf(onOneLine2(record));
  const [url] = urlsIn(redactUrls(record));
  const host = url === void 0 ? void 0 : hostOf(url);
  return {
    ...module === void 0 ? {} : { module },
    ...url === void 0 ? {} : { url },
    ...host === void 0 ? {} : { host }
  };
}
function moduleOf(words2) {
  for (const pattern3 of modulePatterns) {
    const found = pattern3.exec(words2)?.groups?.["module"];
    if (found !== void 0) return found;
  }
  return invalidRequirement(words2) ?? queriedModule(words2) ?? cachedModule(words2);
}
function invalidRequirement(words2) {
  const required2 = /require (?<path>\S+): version "(?<version>[^"]*)" invalid/.exec(words2)?.groups;
  return required2 === void 0 ? void 0 : `${required2["path"]}@${required2["version"]}`;
}
function queriedModule(words2) {
  const query = /module (?<path>\S+): no matching versions? for query "(?<query>[^"]*)"/.exec(words2)?.groups;
  return query === void 0 ? void 0 : `${query["path"]}@${query["query"]}`;
}
function cachedModule(words2) {
  const file = /cache[\\/]download[\\/](?<path>\S+?)[\\/]@v[\\/](?<version>\S+?)\.(?:zip|mod|info|lock)/.exec(
    words2
  );
  const path33 = unescapePath((file?.groups?.["path"] ?? "").replaceAll("\\", "/"));
  const version = unescapeVersion(file?.groups?.["version"] ?? "");
  return path33 === void 0 || version === void 0 ? void 0 : moduleKey({ path: path33, version });
}
function urlsIn(record) {
  const urls = record.match(/\b(?:https?|ssh|git|file):\/\/[^\s"'`<>]+/g) ?? [];
  return urls.map((url) => url.replace(/(?<![:;,.)])[:;,.)]+$/, "")).filter((url) => !/^https:\/\/(?:golang\.org|go\.dev)\/(?:s|doc|cmd|ref)\//.test(url));
}
function hostOf(url) {
  const host = URL.canParse(url) ? new URL(url).host : "";
  return host === "" ? void 0 : host;
}

// src/download/failures/transport-rules.ts
var passingRules = [
  {
    // Some public proxies answer 404 instead of 502 when their own upstream failed.
    code: "masked-server-error",
    class: "server",
    transient: true,
    pattern: /: (?:404|410)\b/,
    response: /bad upstream|fetch timed out|bad gateway/i,
    hint: "The proxy could not reach its own source: run the job again later, or use another proxy."
  },
  {
    code: "throttled",
    class: "throttled",
    transient: true,
    pattern: /: 429\b/,
    hint: "The server is rate-limiting: run fewer jobs at once, lower `concurrency`, or use a proxy of your own."
  },
  {
    code: "server-error",
    class: "server",
    transient: true,
    pattern: /reading \S+: (?:408|425|5(?!01|05|11)\d\d)\b/,
    hint: "The server is failing: check its status page and run the job again later, or add a second proxy to `goproxy` behind `|` or in `fallback-goproxy`."
  },
  {
    code: "http-proxy-unreachable",
    class: "network",
    transient: true,
    pattern: /proxyconnect tcp: /,
    hint: "The HTTP proxy of this machine did not answer, or could not reach the server: check HTTP_PROXY, HTTPS_PROXY and NO_PROXY, or `http-proxy`, `https-proxy` and `no-proxy`."
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
    pattern: /connection refused|actively refused|network is (?:unreachable|down)|no route to host|host is down/,
    hint: "Nothing answers at this address: check `goproxy`, and the firewall and HTTP proxy of this machine."
  },
  {
    code: "timed-out",
    class: "network",
    transient: true,
    pattern: /i\/o timeout|handshake timeout|deadline exceeded|Client\.Timeout|connection timed out|did not properly respond/,
    hint: "The server did not answer in time: check that this machine can reach it, also through its HTTP proxy."
  },
  {
    code: "connection-broken",
    class: "network",
    transient: true,
    pattern: /(?:Get|Head|Post|read) "[^"]*": .*(?:EOF|connection reset|broken pipe|forcibly closed|connection was aborted|stream error|http2: |connection broken|use of closed)/,
    hint: "The connection broke before everything had arrived. If this happens often, check the HTTP proxy or firewall between this machine and the server."
  },
  {
    code: "damaged-download",
    class: "network",
    transient: true,
    pattern: /zip: not a valid zip file|zip: checksum error|unexpected EOF|flate: corrupt input/,
    hint: "The file that arrived is invalid. If this persists, the proxy has an invalid copy, or something between here and the proxy answers in its place."
  },
  {
    code: "invalid-answer",
    class: "server",
    transient: true,
    input: "goproxy",
    pattern: /invalid response from proxy|unexpected end of JSON input|invalid character '.+' |proxy returned info for/,
    hint: "The answer does not follow the module proxy protocol: check that `goproxy` names a module proxy, and that it does not require a login first."
  }
];
var lastingRules = [
  {
    code: "certificate-expired",
    class: "tls",
    transient: false,
    pattern: /certificate has expired/,
    hint: "The server’s certificate is not valid today: its operators have to renew it. If others can use it, check the clock of this machine."
  },
  {
    code: "client-certificate",
    class: "tls",
    transient: false,
    pattern: /tls: certificate required|certificate required|tls: bad certificate/,
    hint: "The server requires a client certificate, which the go command cannot send: use an address of it that accepts a token, or a proxy that has the certificate."
  },
  {
    code: "certificate",
    class: "tls",
    transient: false,
    input: "ca-file",
    pattern: /x509: |failed to verify certificate/,
    hint: "This machine does not trust the server’s certificate. If it belongs to your company’s server or TLS-inspecting proxy, add the authority’s certificate with `ca-file`; otherwise check the host name."
  },
  {
    code: "tls",
    class: "tls",
    transient: false,
    input: "goproxy",
    pattern: /gave HTTP response to HTTPS client|\btls: /,
    hint: "This server and this machine have no TLS version or cipher in common: check the scheme and the port of its URL, and that the server supports TLS 1.2 or newer."
  },
  {
    code: "http-proxy-denied",
    class: "auth",
    transient: false,
    input: "https-proxy",
    pattern: /: 407\b|Proxy Authentication Required/,
    hint: "The HTTP proxy of this machine denies this request: set a user and a password in `https-proxy` (`http://USER:PASSWORD@HOST:PORT`, from a secret), or name the server in `no-proxy`."
  },
  {
    code: "unauthorized",
    class: "auth",
    transient: false,
    input: "netrc",
    pattern: /reading \S+: 401\b/,
    hint: "The server requires authentication: set `netrc`, or `token` with the server’s name in `token-hosts`."
  },
  {
    code: "forbidden",
    class: "auth",
    transient: false,
    pattern: /reading \S+: (?:403|451)\b/,
    hint: "The server denies access to this module. On a curated registry that is policy: ask its operators to allow the module, or require a version that is allowed. Otherwise the credentials lack permission."
  },
  {
    code: "module-not-found",
    class: "not-found",
    transient: false,
    pattern: /reading \S+: (?:(?:404|410)\b|no such file or directory|The system cannot find)/,
    hint: "Check path and version for mistakes and that the version was published. Name a private module in `goprivate`, or its proxy in `goproxy`."
  },
  {
    code: "redirects",
    class: "server",
    transient: false,
    pattern: /stopped after \d+ redirects|redirect from secure URL/,
    hint: "The server redirects endlessly, or away from https: open the URL in a browser to see where; often it is a login page."
  },
  {
    code: "module-zip-invalid",
    class: "server",
    transient: false,
    pattern: /has unexpected file|malformed zip|zip (?:for|of) \S+ (?:has|is) /,
    hint: "The zip that the proxy serves for this module is invalid: tell its operators, and use another proxy until then."
  },
  {
    code: "request-refused",
    class: "server",
    transient: false,
    input: "goproxy",
    pattern: /reading \S+: [3-5]\d\d\b/,
    hint: "The server does not accept this request: check that `goproxy` names a module proxy, with the whole path it is served under."
  }
];

// src/download/proxy-hooks.ts
var noProxy = {
  rewrite: (text) => text,
  failureOf: () => void 0,
  describe: describeFailure,
  activity: () => "",
  awaited: () => []
};

// src/download/classify.ts
var failureRules = [
  ...checksumRules,
  ...machineRules,
  ...gitRules,
  ...passingRules,
  ...moduleRules,
  ...lastingRules
];
function classifyStderr(stderr, hooks = noProxy) {
  return withoutRepeats(splitRecords(stderr).map((record) => classifyRecord(record, void 0, hooks)));
}
var recordMax = 8192;
function classifyRecord(said, module, hooks = noProxy) {
  const record = cutAtWord(said, recordMax);
  const proxyError = urlsIn(record).map(hooks.failureOf).find((error) => error !== void 0);
  const named = hooks.rewrite(record);
  if (proxyError !== void 0)
    return classifyProxyFailure(proxyError, named, subjectOf(named, module), hooks);
  const subject = subjectOf(named, module);
  const words2 = wordsOf(named);
  const rule = ruleFor(words2, failureRules) ?? guessedRule(words2.words);
  return {
    ...meaningOf(rule),
    message: redactUrls(messageOf2(named, subject.module)),
    original: redactUrls(named.trim()),
    ...subject,
    ...rule.asksRepository ? repositoryHost(subject) : {}
  };
}
function meaningOf(meaning) {
  const { code: code2, transient, hint, input } = meaning;
  const fault = meaning.fault ?? faultOf(meaning.class);
  return { class: meaning.class, code: code2, transient, fault, hint, ...input === void 0 ? {} : { input } };
}
var meanings = new Map(
  [...proxyMeanings, ...failureRules].toReversed().map((meaning) => [meaning.code, meaning])
);
function classifyProxyFailure(error, named, subject, { describe: describe2 }) {
  const code2 = proxyFailureCode(error);
  const meaning = meanings.get(code2);
  if (meaning === void 0) throw new Error(`no rule has the code ${code2}`);
  const common = { ...meaningOf(meaning), ...subject, original: redactUrls(named.trim()) };
  const what = subject.module ?? subject.url ?? "a file";
  const messageOn = (text) => redactUrls(onOneLine2(`${what}: ${text}`));
  if (!(error instanceof NotFetched)) {
    return { ...common, message: messageOn(messageOf(error)), goMightSucceed: true };
  }
  const { failure, tried, upstream, file } = error;
  const of = file.kind === "sumdb" ? "reading the checksum database: " : "";
  return {
    ...common,
    transient: meaning.transient && failure.transient && !failure.givenUp,
    message: messageOn(`${of}${triedText(failure, tried, describe2)}`),
    original: redactUrls(`${named.trim()}

${describeNotFetched(error, describe2)}`),
    ...upstream === void 0 ? {} : { host: upstream.host },
    attempts: failure.attempts,
    goMightSucceed: goMightSucceed(failure)
  };
}
function triedText(failure, tried, describe2) {
  const parts = tried.toSorted((a, b) => Number(b.failure === failure) - Number(a.failure === failure)).map(({ upstream: { host }, failure: { attempts }, failure: each }) => {
    return `${describe2(each)} (from ${host}${attempts > 1 ? `, ${attempts} attempts` : ""})`;
  });
  return parts.length === 0 ? describe2(failure) : parts.join("; ");
}
function repositoryHost({ module }) {
  const host = module?.split("/")[0];
  return host === void 0 ? {} : { host };
}
function withoutRepeats(failures) {
  const seen = /* @__PURE__ */ new Map();
  for (const failure of failures) {
    const subject = failure.class === "disk" ? "" : failure.module ?? "";
    const key = `${failure.code} ${subject}`;
    if (!seen.has(key)) seen.set(key, failure);
  }
  return blameGit([...seen.values()]);
}
function blameGit(failures) {
  const blamed = failures.find(({ code: code2 }) => code2 === "no-secure-protocol");
  const missing2 = failures.find(({ code: code2 }) => code2 === "git-missing");
  if (blamed?.module === void 0 || missing2 === void 0) return [...failures];
  const named = missing2.module === void 0 ? { ...missing2, module: blamed.module } : missing2;
  return failures.filter(({ code: code2 }) => code2 !== "no-secure-protocol").map((failure) => failure === missing2 ? named : failure);
}
function messageOf2(record, module) {
  const [first = "", ...more] = record.replace(/^go: /, "").split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const response = more.find((line) => line.startsWith("server response: "));
  const parts = [...pointOf(first, more, module), ...response === void 0 ? [] : [`(${response})`]];
  const message = parts.join(" ");
  return module === void 0 || message.includes(module) ? message : `${module}: ${message}`;
}
function pointOf(first, more, module) {
  const [next] = more;
  if (next === void 0) return [first];
  if (/: exit status \d+:$/.test(first)) {
    const point = more.find((line) => telling.test(line)) ?? more.find((line) => /^(?:fatal|error): /.test(line));
    return [`${module ?? first.split(": ")[0]}: git: ${point ?? next}`];
  }
  return /(?:[:;]|requires)$/.test(first) ? [first, next] : [first];
}
var telling = /Permission denied|Host key verification/;

// src/download/copied-file.ts
import path11 from "node:path";
function namingOriginals(files, cwd) {
  const names3 = files.flatMap(({ original, copy }) => [copy, path11.relative(cwd, copy)].map((name) => ({ name, original }))).sort((a, b) => b.name.length - a.name.length);
  return (text) => names3.reduce((named, { name, original }) => named.replaceAll(name, original), text);
}

// src/download/go-json.ts
function jsonObjects(onObject) {
  let text = "";
  let scanned = 0;
  let depth = 0;
  let failure;
  const drop = (at) => {
    text = text.slice(at);
    scanned -= at;
  };
  const take = (object) => {
    try {
      onObject(JSON.parse(object));
    } catch (error) {
      failure ??= error;
    }
  };
  return {
    read(chunk) {
      text += chunk;
      for (let token = nextToken(text, scanned); token !== void 0; token = nextToken(text, scanned)) {
        scanned = token.end;
        if (token.brace === "{" && depth++ === 0) drop(scanned - 1);
        if (token.brace === "}" && depth > 0 && --depth === 0) {
          take(text.slice(0, scanned));
          drop(scanned);
        }
      }
    },
    end() {
      if (failure !== void 0) throw failure;
    }
  };
}
var tokens = /(?<brace>[{}])|"(?:[^"\\]|\\.)*(?<closed>")?/gs;
function nextToken(text, from) {
  tokens.lastIndex = from;
  const { brace, closed } = tokens.exec(text)?.groups ?? {};
  return brace === void 0 && closed === void 0 ? void 0 : { brace, end: tokens.lastIndex };
}
function asGoModule(value) {
  if (!isObject(value)) return void 0;
  const { Path: path33, Version: version } = value;
  if (typeof path33 !== "string" || typeof version !== "string") return void 0;
  const module = { path: path33, version, ...textsOf(value) };
  const error = isObject(value["Error"]) ? value["Error"]["Err"] : value["Error"];
  return typeof error === "string" ? { ...module, error } : module;
}
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
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
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

// src/download/go-trace.ts
var patterns = {
  /** `# get URL` and `# get URL: 200 OK (0.016s)` (cmd/go/internal/web, get). */
  get: /^# get (?<url>\S+?)(?:: (?<answer>.+))?$/,
  /** `cd DIR; git …` and `0.135s # cd DIR; git …` (cmd/go/internal/modfetch/codehost, run). */
  git: /^(?<took>\d+\.\d{3}s # )?cd (?<dir>.+?); (?<command>git .+)$/,
  /** Locks, folders, and attempts to find the protocol of a repository, whose ends are not printed. */
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
function getEvent(url, answer) {
  if (answer === void 0) return { kind: "get-started", url };
  const status = patterns.status.exec(answer)?.groups?.["status"];
  const event = { kind: "get-answered", url, answer };
  return status === void 0 ? event : { ...event, status: Number(status) };
}

// src/download/proxy-file.ts
function proxyFileOf(url) {
  const file = /^[a-z]+:\/\/[^/]+\/(?<path>.+)\/@v\/(?<version>[^/]+)\.(?<kind>info|mod|zip)$/i.exec(
    url
  )?.groups;
  const { path: escapedPath = "", version: escapedVersion = "", kind } = file ?? {};
  if (kind !== "info" && kind !== "mod" && kind !== "zip") return void 0;
  const elements = escapedPath.split("/").map(decoded3);
  const path33 = unescapePath(elements.slice(elements.findIndex((element) => element.includes("."))).join("/"));
  const version = unescapeVersion(decoded3(escapedVersion));
  return path33 === void 0 || version === void 0 ? void 0 : { module: { path: path33, version }, kind };
}
function decoded3(element) {
  return element.replaceAll("%21", "!").replaceAll("%2B", "+");
}

// src/download/in-flight.ts
import { stat as stat4 } from "node:fs/promises";
function followRequests(gomodcache) {
  const pending = /* @__PURE__ */ new Map();
  const zips = /* @__PURE__ */ new Set();
  let requests = 0;
  const start2 = (key, awaited) => {
    requests++;
    pending.set(key, awaited);
  };
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
        if (target?.kind === "file" && await isThere(target.path)) pending.delete(key);
      }
      return [...pending.values()];
    },
    requests: () => requests,
    zips: () => zips
  };
}
function describeAwaited(awaited) {
  const names3 = [...new Set(awaited.map(({ what }) => what))];
  const hosts = [...new Set(awaited.flatMap(({ host }) => host ?? []))];
  const shown = names3.slice(0, shownNames).join(", ");
  const more = names3.length > shownNames ? ` and ${names3.length - shownNames} more` : "";
  return `${shown}${more}${hosts.length === 0 ? "" : ` from ${hosts.join(", ")}`}`;
}
var shownNames = 5;
function awaitedUrl(url, file, gomodcache) {
  const host = URL.canParse(url) ? { host: new URL(url).host } : {};
  if (file === void 0) return { what: redactUrls(url), ...host };
  const module = moduleKey(file.module);
  const path33 = modcachePaths(gomodcache, file.module)[file.kind];
  return { what: module, module, ...host, target: { kind: "file", path: path33 } };
}
function awaitedGit(dir, command) {
  return { what: redactUrls(`\`${command}\``), target: { kind: "git", path: dir } };
}
function gitKey({ dir, command }) {
  return `${dir}; ${command}`;
}
async function isThere(file) {
  return await ifPresent(stat4(file)) !== void 0;
}

// src/download/run-failures.ts
var stops = {
  stalled: "The go command made no progress and was stopped. If the server is slow, raise `stall-timeout`.",
  deadline: "Raise `timeout`, or find out why this took so long.",
  interrupted: "The run was cancelled: start it again."
};
function stoppedFailure(reason, waitingFor) {
  const [awaited] = waitingFor;
  const code2 = codeOf2(reason);
  const why = code2 === "stalled" ? `the go command made ${messageOf(reason)}` : messageOf(reason);
  return {
    class: "network",
    code: code2,
    transient: code2 === "stalled",
    fault: faultOf("network"),
    message: awaited === void 0 ? why : `${why}, waiting for ${describeAwaited(waitingFor)}`,
    hint: stops[code2],
    ...code2 === "interrupted" ? {} : { input: code2 === "stalled" ? "stall-timeout" : "timeout" },
    original: "",
    ...awaited?.module === void 0 ? {} : { module: awaited.module },
    ...awaited?.host === void 0 ? {} : { host: awaited.host }
  };
}
function codeOf2(reason) {
  if (reason instanceof Stalled) return "stalled";
  return reason instanceof DeadlineExceeded ? "deadline" : "interrupted";
}
function unexplainedFailure(exit) {
  const killed = exit.kind === "killed";
  return {
    class: "configuration",
    code: killed ? "go-killed" : "unknown",
    transient: false,
    fault: killed ? "infrastructure" : faultOf("configuration"),
    message: killed ? `the go command was killed by ${exit.signal}` : `the go command failed with status ${exit.code} without a message`,
    hint: killed ? "Most often the machine ran out of memory: run fewer programs beside this step, or use a larger machine." : "Run the same go command by hand in this folder.",
    original: ""
  };
}

// src/download/signs-of-life.ts
import { readdir as readdir2, stat as stat5 } from "node:fs/promises";
import path12 from "node:path";
function signsOfLife(options) {
  const download2 = path12.join(options.gomodcache, "cache", "download");
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
    const { files, extracting } = await walk(download2, options.since);
    if (extracting || filesBefore !== void 0 && files !== filesBefore) life++;
    filesBefore = files;
    return String(life);
  };
}
async function bytesSoFar({ target }) {
  if (target === void 0) return 0;
  return target.kind === "git" ? bytesBelow(target.path) : bytesOfTemporaries(target.path);
}
async function bytesOfTemporaries(file) {
  const dir = path12.dirname(file);
  const entries = await entriesOf2(dir);
  const temporaries = entries.filter(
    ({ name }) => name.startsWith(path12.basename(file)) && name.endsWith(".tmp")
  );
  return totalOf(temporaries.map(({ name }) => sizeOf(path12.join(dir, name))));
}
async function bytesBelow(dir) {
  const entries = await entriesOf2(dir);
  return totalOf(
    entries.map((entry) => {
      const file = path12.join(dir, entry.name);
      return entry.isDirectory() ? bytesBelow(file) : sizeOf(file);
    })
  );
}
async function walk(dir, since) {
  let files = 0;
  let extracting = false;
  for (const entry of await entriesOf2(dir)) {
    files++;
    const file = path12.join(dir, entry.name);
    if (entry.isDirectory()) {
      const below = await walk(file, since);
      files += below.files;
      extracting ||= below.extracting;
    } else if (entry.name.endsWith(".partial")) {
      extracting ||= ((await ifThere2(stat5(file)))?.mtimeMs ?? 0) >= since;
    }
  }
  return { files, extracting };
}
async function sizeOf(file) {
  return (await ifThere2(stat5(file)))?.size ?? 0;
}
async function entriesOf2(dir) {
  return await ifThere2(readdir2(dir, { withFileTypes: true })) ?? [];
}
async function totalOf(numbers) {
  return (await Promise.all(numbers)).reduce((total, number2) => total + number2, 0);
}
async function ifThere2(answer) {
  try {
    return await answer;
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return void 0;
  }
}

// src/download/attempt.ts
async function attemptJob(job, options, ports) {
  const inFlight = followRequests(options.gomodcache);
  const { hooks = noProxy } = options;
  const original = namingOriginals(job.copies ?? [], job.cwd);
  const classify = (record, module) => classifyRecord(original(record), module, hooks);
  const found = findings(job.kind, classify);
  const objects = jsonObjects(found.add);
  const messages = [];
  const onLine = (text) => {
    const line = original(text);
    const named = hooks.rewrite(line);
    ports.log.debug(redactUrls(named));
    const event = parseTraceLine(named);
    if (event.kind === "message") messages.push(line);
    inFlight.follow(event);
    if (event.kind === "get-started") ports.onRequest(inFlight.zips(), inFlight.requests());
  };
  const exit = await watchedRun(job, options, ports, { inFlight, read: objects.read, onLine });
  if (exit.kind !== "aborted") objects.end();
  const waitingFor = exit.kind === "aborted" ? [...await inFlight.awaited(), ...hooks.awaited()] : [];
  return {
    kind: exit.kind === "aborted" && !(exit.reason instanceof Stalled) ? "aborted" : "ended",
    failures: withoutRepeats(
      exit.kind === "aborted" ? [stoppedFailure(exit.reason, waitingFor)] : failuresOf(exit, found.failures, classifyStderr(messages.join("\n"), hooks))
    ),
    modules: [...found.modules.values()],
    requests: inFlight.requests(),
    zips: inFlight.zips(),
    waitingFor
  };
}
function watchedRun({ cwd, args, env }, { gomodcache, env: common, stallTimeout, signal: parent, hooks = noProxy, onStart }, { exec, clock }, { inFlight, read: read2, onLine }) {
  const life = signsOfLife({ gomodcache, since: clock.now(), stallTimeout, awaited: inFlight.awaited });
  const probe2 = async (silence) => `${await life(silence)} ${hooks.activity()}`;
  return withWatchdog({ stallTimeout, clock, parent, probe: probe2 }, ({ signal, progress }) => {
    const listening = (listener) => (text) => {
      progress();
      listener(text);
    };
    return exec.run(
      { file: "go", args, cwd, env: { ...common, ...env }, onStart },
      { signal, onStdout: listening(read2), onStderrLine: listening(onLine) }
    );
  });
}
function findings(kind, classify) {
  const modules = /* @__PURE__ */ new Map();
  const failures = [];
  const addModule = (module) => {
    if (module.error === void 0) modules.set(moduleKey(module), module);
    else failures.push(classify(module.error, moduleKey(module)));
  };
  const addPackage = (value) => {
    const found = asGoPackage(value);
    if (found?.module !== void 0 && found.module.error === void 0) {
      modules.set(moduleKey(found.module), found.module);
    }
    const errors = found?.errors ?? [];
    failures.push(...errors.map((error) => classify(error)).filter(concernsModules));
  };
  const add = (value) => {
    const module = kind === "mod-download" ? asGoModule(value) : void 0;
    if (module !== void 0) addModule(module);
    if (kind === "list") addPackage(value);
  };
  return { modules, failures, add };
}
function concernsModules({ code: code2 }) {
  return code2 !== "unknown" && code2 !== "package-without-module";
}
function failuresOf(exit, found, said) {
  if (exit.kind === "exited" && exit.code === 0) {
    return [...said.filter(({ code: code2 }) => code2 === "package-pattern"), ...found];
  }
  const failures = [...said, ...found];
  return failures.length > 0 ? failures : [unexplainedFailure(exit)];
}

// src/download/download.ts
var backoff = { base: 1e3, cap: 3e4 };
async function downloadModules(request, ports) {
  const since = request.since ?? ports.clock.now();
  const account = newAccount();
  for (const job of request.jobs) {
    const ended2 = await runJob(job, request, ports, account);
    if (ended2.kind !== "complete")
      return { ...ended2, ...await summarize(account, request.gomodcache, since) };
  }
  return { kind: "complete", ...await summarize(account, request.gomodcache, since) };
}
async function runJob(job, request, ports, account) {
  const attempts = request.offline ? 1 : request.attempts;
  let failures = [];
  for (let number2 = 1; ; number2++) {
    const attempt2 = await attemptOnce(job, request, ports, account);
    enter(account, attempt2);
    if (attempt2.kind === "aborted") {
      const waitingFor = [...new Set(attempt2.waitingFor.map(({ what }) => what))];
      return { kind: "deadline", failures: [...attempt2.failures, ...failures], waitingFor };
    }
    failures = attempt2.failures;
    if (failures.length === 0) return { kind: "complete" };
    if (number2 >= attempts || failures.some(({ transient }) => !transient))
      return { kind: "failed", failures };
    const pause2 = fullJitter(number2, backoff, ports.random);
    ports.log.info(retryNotice(job, failures, { number: number2, attempts, pause: pause2 }));
    if (!await sleepUnlessAborted(ports.clock, pause2, request.signal)) {
      const stopped = stoppedFailure(request.signal.reason, []);
      return { kind: "deadline", failures: [stopped, ...failures], waitingFor: [] };
    }
    account.retries++;
  }
}
function attemptOnce(job, request, { exec, clock, log, progress }, account) {
  const show = (zips, requests) => {
    const asked = (/* @__PURE__ */ new Set([...account.zips.keys(), ...zips])).size;
    progress(progressText(asked, account.requests + requests, request.expected));
  };
  return attemptJob(
    job,
    { ...request, env: request.offline ? { ...request.env, ...offlineEnv } : request.env },
    { exec, clock, log, onRequest: request.offline ? () => {
    } : show }
  );
}
var offlineEnv = { GOPROXY: "off", GONOPROXY: "none" };
function progressText(zips, requests, expected) {
  if (zips === 0) return `Reading the module graph: ${requests} requests`;
  return `Downloading modules: ${zips}${expected === void 0 || expected === 0 ? "" : ` of ${Math.max(zips, expected)}`}`;
}
function retryNotice({ label }, failures, { number: number2, attempts, pause: pause2 }) {
  const more = failures.length === 1 ? "" : ` (and ${failures.length - 1} more)`;
  const next = `attempt ${number2 + 1} of ${attempts} in ${(pause2 / 1e3).toFixed(1)} s`;
  return `\`${label}\` failed: ${failures[0]?.message}${more}; ${next}`;
}

// src/go/glob.ts
function matchesGlobs(globs, path33) {
  if (globs === "") return false;
  return globs.split(",").some((entry) => {
    const glob = entry.replace(/\/$/, "");
    const elements = path33.split("/");
    const depth = glob.split("/").length;
    if (glob === "" || elements.length < depth) return false;
    return globPattern(glob)?.test(elements.slice(0, depth).join("/")) ?? false;
  });
}
var globPart = /(?<star>\*+)|(?<any>\?)|\[(?<negated>\^)?(?<ranges>(?:(?:\\.|[^\\\]-])(?:-(?:\\.|[^\\\]-]))?)+)\]|\\(?<escaped>.)|(?<literal>[^*?[\\])/suy;
var range = /(?:\\(?<lowEscaped>.)|(?<low>.))(?:-(?:\\(?<highEscaped>.)|(?<high>.)))?/gsu;
function globPattern(glob) {
  let source = "";
  globPart.lastIndex = 0;
  while (globPart.lastIndex < glob.length) {
    const part = globPart.exec(glob)?.groups;
    if (part === void 0) return void 0;
    source += sourceOf(part);
  }
  return new RegExp(`^${source}$`, "su");
}
function sourceOf(part) {
  if (part["star"] !== void 0) return "[^/]*";
  if (part["any"] !== void 0) return "[^/]";
  if (part["ranges"] !== void 0) return `[${part["negated"] ?? ""}${rangesOf(part["ranges"])}]`;
  return codePoint(part["escaped"] ?? part["literal"] ?? "");
}
function rangesOf(ranges) {
  return Array.from(ranges.matchAll(range), ({ groups = {} }) => {
    const low = groups["lowEscaped"] ?? groups["low"] ?? "";
    const high = groups["highEscaped"] ?? groups["high"] ?? low;
    const backwards = (low.codePointAt(0) ?? 0) > (high.codePointAt(0) ?? 0);
    return backwards ? "" : `${codePoint(low)}-${codePoint(high)}`;
  }).join("");
}
function codePoint(character) {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

// src/go/goenv.ts
import path13 from "node:path";
async function readGoEnv(exec, env, dir, signal) {
  const args = ["env", "-json", "GOWORK", ...names];
  const [all, toolchain2] = await Promise.all([
    askGo(exec, { file: "go", args, cwd: dir, env: { ...env, GOTOOLCHAIN: "local" } }, signal),
    env["GOTOOLCHAIN"] || readSetting("GOTOOLCHAIN", exec, env, dir, signal)
  ]);
  const variables = {
    ...parseVariables(all),
    GOTOOLCHAIN: toolchain2
  };
  return {
    ...pick((name) => variables[name] ?? ""),
    GOMODCACHE: checkedModcache(variables),
    goWork: fileOf(variables["GOWORK"] ?? ""),
    variables
  };
}
async function readGoWork(exec, env, dir, signal) {
  return fileOf(await readSetting("GOWORK", exec, env, dir, signal));
}
async function readGoModFile(exec, env, dir, signal) {
  const file = fileOf(await readSetting("GOMOD", exec, env, dir, signal));
  return file === "/dev/null" || file === "NUL" ? void 0 : file;
}
async function readSetting(name, exec, env, dir, signal) {
  const command = { file: "go", args: ["env", name], cwd: dir, env };
  const printed = (await askGo(exec, command, signal)).trim();
  return printed.startsWith("{") ? parseVariables(printed)[name] ?? "" : printed;
}
function fileOf(printed) {
  return printed === "" || printed === "off" ? void 0 : printed;
}
var names = Object.keys(pick(() => ""));
async function askGo(exec, command, signal) {
  const { code: code2, stdout, stderr } = await exec.ask(command, signal);
  if (code2 === 0) return stdout;
  const said = stderr.trim();
  if (said === "") throw speechless(code2);
  throw new ActionError(`\`go ${command.args.join(" ")}\` failed: ${said}`, {
    code: "go-env-failed",
    class: "configuration",
    hint: "Correct the setting that go names, in the environment of this step or with `go env -w`."
  });
}
function speechless(code2) {
  const killed = code2 < 0;
  return new ActionError(
    `\`go env\` ${killed ? "was killed" : `exited with code ${code2}`} without any output`,
    {
      code: "go-env-failed",
      class: "configuration",
      fault: killed ? "infrastructure" : "settings",
      hint: "Run `go env` in a step before this one: the `go` on PATH does not work."
    }
  );
}
function parseVariables(json) {
  let parsed;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw unreadable2(error);
  }
  if (typeof parsed !== "object" || parsed === null) throw unreadable2(void 0);
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
}
function unreadable2(cause) {
  return new ActionError("`go env -json` did not print JSON", {
    code: "go-env-failed",
    class: "configuration",
    hint: "Check that `go` on PATH is the go command, and not a wrapper that prints lines of its own.",
    cause
  });
}
function checkedModcache({ GOMODCACHE = "" }) {
  if (path13.isAbsolute(GOMODCACHE)) return GOMODCACHE;
  const what = GOMODCACHE === "" ? "is not set, and neither is GOPATH or HOME" : `is relative: \`${GOMODCACHE}\``;
  throw new ActionError(`GOMODCACHE ${what}`, {
    code: "gomodcache-invalid",
    class: "configuration",
    hint: "Set GOMODCACHE to the absolute path of a directory, or set HOME: the default is `HOME/go/pkg/mod`."
  });
}
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
    GO111MODULE: setting("GO111MODULE"),
    GOPATH: setting("GOPATH"),
    GOROOT: setting("GOROOT")
  };
}

// src/go/goflags.ts
function splitGoflags(goflags) {
  const flags2 = [];
  let rest = goflags;
  for (; ; ) {
    rest = rest.replace(/^[ \t\r\n]+/, "");
    if (rest === "") return flags2;
    const quote2 = rest[0];
    const isQuoted = quote2 === '"' || quote2 === "'";
    const end2 = isQuoted ? rest.indexOf(quote2, 1) : rest.search(/[ \t\r\n]|$/);
    if (end2 < 0) return [];
    flags2.push(rest.slice(isQuoted ? 1 : 0, end2));
    rest = rest.slice(isQuoted ? end2 + 1 : end2);
  }
}
function goflag(goflags, name) {
  const flag = splitGoflags(goflags).findLast((text) => nameOf3(text) === name);
  if (flag === void 0) return void 0;
  const equals = flag.indexOf("=");
  return equals < 0 ? "true" : flag.slice(equals + 1);
}
function isGoflagSet(goflags, name) {
  return /^(?:1|[tT]|TRUE|true|True)$/.test(goflag(goflags, name) ?? "");
}
function nameOf3(flag) {
  return /^--?(?<name>[^-=][^=]*)(?:=|$)/.exec(flag)?.groups?.["name"];
}

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
function binaryOf(text) {
  return Buffer.from(text).toString("latin1");
}
function byteOf(hex, octal) {
  if (hex !== void 0) return String.fromCharCode(Number.parseInt(hex, 16));
  return octal === void 0 ? void 0 : String.fromCharCode(Number.parseInt(octal, 8));
}
function characterOf(hex) {
  const point = Number.parseInt(hex, 16);
  const isSurrogate = point >= 55296 && point <= 57343;
  return point <= 1114111 && !isSurrogate ? binaryOf(String.fromCodePoint(point)) : void 0;
}
function mustQuote(text) {
  if (text === "" || /\/\/|\/\*|[ "'`]/.test(text)) return true;
  if (text.length > 1 && /[()[\]{},]/.test(text)) return true;
  return /[^\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(text);
}
function quote(text) {
  const quoted2 = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    if (character === '"' || character === "\\") return `\\${character}`;
    return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
  });
  return `"${quoted2}"`;
}

// src/go/merge-conflict.ts
function isConflictMarker(line) {
  return /^(?:<{7}|\|{7}|={7}|>{7})(?:\s|$)/.test(line);
}
var conflictHint = "The file has unresolved merge conflicts: keep the lines you need, remove the markers, then run `go mod tidy`.";

// src/go/modfile-syntax.ts
var lexeme = /[ \t\r]*(?:(?<comment>\/\/[\s\S]*)|(?<word>[()[\]{},]|"(?:[^"\\]|\\[\s\S])*"|`[^`]*`|(?!["`])(?:(?!\/\/|\/\*|[()[\]{},])[\p{L}\p{M}\p{N}\p{P}\p{S}])+)|$)/uy;
function parseMainDirectives(text, file) {
  const conflict = text.split("\n").findIndex(isConflictMarker);
  if (conflict >= 0) throw malformed("a merge conflict marker", file, conflict + 1, conflictHint);
  const directives = parseDirectives(text, file);
  for (const { problem: problem2, line } of directives) {
    if (problem2 !== void 0) throw malformed(problem2, file, line);
  }
  return directives;
}
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
function malformed(what, file, line, hint = "Correct the line; `go mod edit -fmt` (or `go work edit -fmt`) shows whether the file can be read.") {
  return new ActionError(`${file}:${line}: ${what}`, {
    code: "go-mod-malformed",
    class: "go-mod",
    hint,
    location: { file, line }
  });
}
function* linesOf(text, file) {
  let offset = 0;
  let number2 = 0;
  for (const content of text.split("\n")) {
    number2 += 1;
    const { tokens: tokens2, comment } = lex(content, offset, file, number2);
    if (tokens2.length > 0) yield { tokens: tokens2, comment, number: number2 };
    offset += content.length + 1;
  }
}
function lex(content, offset, file, number2) {
  const tokens2 = [];
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < content.length) {
    const from = lexeme.lastIndex;
    const groups = lexeme.exec(content)?.groups;
    if (groups === void 0)
      throw malformed(unreadable3(content.slice(from).replace(/^[ \t\r]+/, "")), file, number2);
    if (groups.comment !== void 0)
      return { tokens: tokens2, comment: groups.comment.slice(2).replace(outerSpace, "") };
    if (groups.word === void 0) break;
    tokens2.push({ raw: groups.word, start: offset + lexeme.lastIndex - groups.word.length });
  }
  return { tokens: tokens2, comment: void 0 };
}
var outerSpace = new RegExp("^\\p{White_Space}+|(?<!\\p{White_Space})\\p{White_Space}+$", "gu");
function unreadable3(rest) {
  if (rest.startsWith("\uFEFF"))
    return "a byte order mark, which the go command does not read: save it without";
  if (rest.startsWith("/*")) return "comments begin with `//`; `/* */` is not allowed";
  if (/^["`]/.test(rest)) return "a string is not closed on its line";
  return `unexpected character ${JSON.stringify(Array.from(rest)[0] ?? "")}`;
}
function readBlock({ verb, line: opened }, lines, file) {
  const directives = [];
  for (const { tokens: tokens2, comment, number: number2 } of lines) {
    if (tokens2[0]?.raw !== ")") {
      directives.push({ verb, args: tokens2, line: number2, comment });
    } else if (tokens2.length > 1) {
      throw malformed("unexpected text after the closing `)`", file, number2);
    } else {
      return directives;
    }
  }
  throw malformed(`the block \`${verb} (\` is never closed`, file, opened);
}
function opensBlock({ tokens: tokens2 }) {
  return tokens2.length > 1 && tokens2.at(-1)?.raw === "(";
}
function isEmptyBlock({ tokens: tokens2 }) {
  return tokens2.length > 2 && tokens2.at(-2)?.raw === "(" && tokens2.at(-1)?.raw === ")";
}
function statementOf(line) {
  const [verb = { raw: "", start: 0 }, ...args] = line.tokens;
  const statement = { verb: verb.raw, args, line: line.number, comment: line.comment };
  const problem2 = problemOf(statement, opensBlock(line));
  return problem2 === void 0 ? statement : { ...statement, problem: problem2 };
}
function problemOf({ verb, args }, opens) {
  if (verb === ")") return "unmatched `)`";
  if (opens && args.length > 1) return "a block must begin with one word and `(`";
  if (opens && (verb === "go" || verb === "toolchain")) return `\`${verb}\` cannot begin a block`;
  return void 0;
}

// src/go/modfile-directives.ts
var goVersionPattern = /^[1-9][0-9]*\.(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*))?(?:[a-z]+[0-9]+)?$/;
function replacementFor(module, replaces) {
  const found = findReplace(module, replaces);
  if (found === void 0) return { kind: "none" };
  const { path: path33, version } = found.new;
  return version === void 0 ? { kind: "local", dir: path33 } : { kind: "module", module: { path: path33, version } };
}
function findReplace(module, replaces) {
  const candidates2 = replaces.filter(({ old }) => old.path === module.path);
  return candidates2.findLast(({ old }) => old.version === module.version) ?? candidates2.findLast(({ old }) => old.version === void 0);
}
function isDirectoryPath(text) {
  return /^(?:\.{1,2}(?:[/\\]|$)|[/\\]|[A-Za-z]:)/.test(text);
}
function wordsOf2(directive, file, usage, count) {
  const words2 = directive.args.map(({ raw }) => {
    const word = unquote(raw);
    if (word === void 0) throw malformed(`malformed string ${raw}`, file, directive.line);
    return word;
  });
  if (count !== void 0 && words2.length !== count) throw misused(directive, file, usage);
  return words2;
}
function onlyWord(directives, verb, file, usage) {
  const directive = onlyDirective(directives, verb, file);
  return directive === void 0 ? void 0 : wordsOf2(directive, file, usage, 1)[0];
}
function onlyDirective(directives, verb, file) {
  const [first, second] = directives.filter((directive) => directive.verb === verb);
  if (second !== void 0) throw malformed(`a second \`${verb}\` directive`, file, second.line);
  return first;
}
function readGoVersion(directives, file) {
  return onlyRaw(directives, file, {
    verb: "go",
    what: "Go version",
    pattern: goVersionPattern,
    usage: "go 1.24.0"
  });
}
function readToolchain(directives, file) {
  const pattern3 = /^(?:default$|go1(?:$|\.))/;
  return onlyRaw(directives, file, {
    verb: "toolchain",
    what: "toolchain",
    pattern: pattern3,
    usage: "toolchain go1.24.0"
  });
}
function onlyRaw(directives, file, { verb, what, pattern: pattern3, usage }) {
  const directive = onlyDirective(directives, verb, file);
  if (directive === void 0) return void 0;
  const [word, ...others2] = directive.args;
  if (word === void 0 || others2.length > 0) throw misused(directive, file, usage);
  if (pattern3.test(word.raw)) return word.raw;
  throw malformed(`\`${word.raw}\` is not a ${what}`, file, directive.line, `Write it as \`${usage}\`.`);
}
function readReplaces(directives, file) {
  return directives.filter(({ verb }) => verb === "replace").map((directive) => readReplace(directive, file));
}
function canonicalLines(directives) {
  const lines = directives.map(
    (words2) => words2.filter((word) => word !== void 0).map(autoQuote).join(" ")
  );
  return [...new Set(lines)].sort();
}
function replaceWords({ old, new: target }) {
  return ["replace", old.path, old.version, "=>", target.path, target.version];
}
function readReplace(directive, file) {
  const usage = "replace example.com/old v1.2.3 => example.com/new v1.4.0` or `replace example.com/old => ../folder";
  const words2 = wordsOf2(directive, file, usage);
  const arrow = directive.args[1]?.raw === "=>" ? 1 : 2;
  const [path33, oldVersion] = words2.slice(0, arrow);
  const [target, version, ...rest] = words2.slice(arrow + 1);
  if (directive.args[arrow]?.raw !== "=>" || path33 === void 0 || target === void 0 || rest.length > 0) {
    throw misused(directive, file, usage);
  }
  if (isDirectoryPath(target) === (version !== void 0)) throw misused(directive, file, usage);
  checkVersioned(directive, file, path33, oldVersion);
  if (version !== void 0) checkVersioned(directive, file, target, version);
  return {
    old: oldVersion === void 0 ? { path: path33 } : { path: path33, version: oldVersion },
    new: version === void 0 ? { path: target } : { path: target, version },
    line: directive.line
  };
}
function checkVersioned({ line }, file, path33, version) {
  if (splitPathVersion(path33) === void 0) throw malformed(`malformed module path \`${path33}\``, file, line);
  const isOldForm = path33.startsWith("gopkg.in/") && version?.includes("-gopkgin-");
  if (version === void 0 || isOldForm || checkVersion(version) !== void 0) return;
  const reason = checkPathMajor(path33, version);
  if (reason !== void 0) throw malformed(`\`${path33} ${version}\`: ${reason}`, file, line);
}
function misused({ verb, line }, file, usage) {
  return malformed(`malformed \`${verb}\` directive`, file, line, `Write it as \`${usage}\`.`);
}

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
function checkUnreadOfDependency(directives, module, file) {
  for (const directive of directives) {
    if (directive.verb === "ignore") wordsOf2(directive, file, "ignore ./folder", 1);
    const { versions } = directive.verb === "retract" ? retractedBy(directive) : nothingRetracted;
    for (const version of versions) {
      if (!module) throw malformed("`retract` without `module`", file, directive.line);
      checkVersioned(directive, file, module, version);
    }
  }
}
function checkGodebug(directives, file) {
  for (const { args, line } of directives.filter(({ verb }) => verb === "godebug")) {
    if (args.length === 1 && /^[^"`',=]*=[^"`',]*$/.test(args[0]?.raw ?? "")) continue;
    throw malformed("malformed `godebug` directive", file, line, "Write it as `godebug key=value`.");
  }
}
var nothingRetracted = { versions: [], rest: [] };
function retractedBy({ args }) {
  const raw = args.map((token) => token.raw);
  if (raw[0] === "(" || raw[0] === "[" && (raw[2] !== "," || raw[4] !== "]")) return nothingRetracted;
  const [tokens2, length] = raw[0] === "[" ? [[raw[1], raw[3]], 5] : [raw.slice(0, 1), 1];
  const versions = tokens2.flatMap((token) => unquote(token ?? "") ?? []);
  return versions.length === tokens2.length ? { versions, rest: raw.slice(length) } : nothingRetracted;
}

// src/go/gowork.ts
import path14 from "node:path";
var useUsage = "use ./folder";
var knownVerbs = /* @__PURE__ */ new Set(["go", "toolchain", "godebug", "use", "replace"]);
function parseGoWork(text, file) {
  const directives = parseMainDirectives(text, file);
  const go = readGoVersion(directives, file);
  checkGodebug(directives, file);
  const uses = directives.filter(({ verb }) => verb === "use").flatMap(
    (directive) => wordsOf2(directive, file, useUsage, 1).map((dir) => ({ path: dir, line: directive.line }))
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
function relocateGoWork(work, text, dir) {
  let relocated = "";
  let copied = 0;
  for (const token of parseDirectives(text, work.file).flatMap(folderToken)) {
    relocated += text.slice(copied, token.start) + autoQuote(path14.resolve(dir, unquote(token.raw) ?? token.raw));
    copied = token.start + token.raw.length;
  }
  return relocated + text.slice(copied);
}
function folderToken({ verb, args }) {
  const last = args.at(-1);
  if (last === void 0) return [];
  const isFolder2 = verb === "use" || verb === "replace" && isDirectoryPath(unquote(last.raw) ?? "");
  return isFolder2 ? [last] : [];
}

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
function parseDependencyGoMod(text, file) {
  const read2 = parseDirectives(text, file).filter(
    ({ verb, problem: problem2 }) => problem2 === void 0 && dependencyVerbs.has(verb)
  );
  const goMod = goModOf(read2.map(withKnownGoVersion), file);
  checkUnreadOfDependency(read2, goMod.module, file);
  return goMod;
}
var dependencyVerbs = /* @__PURE__ */ new Set(["go", "module", "retract", "require", "ignore"]);
var laxGoVersion = /^v?(?<known>[1-9][0-9]*\.(?:0|[1-9][0-9]*))[^0-9].*$/;
function withKnownGoVersion(directive) {
  const [version, ...others2] = directive.args;
  if (directive.verb !== "go" || version === void 0 || others2.length > 0) return directive;
  if (goVersionPattern.test(version.raw)) return directive;
  const known = laxGoVersion.exec(version.raw)?.groups?.["known"];
  return known === void 0 ? directive : { ...directive, args: [{ ...version, raw: known }] };
}
function goModOf(directives, file) {
  const of = (verb) => directives.filter((directive) => directive.verb === verb);
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
    tools: of("tool").flatMap((directive) => wordsOf2(directive, file, "tool example.com/module/cmd/name", 1)),
    directives: canonicalLines([
      ...go === void 0 ? [] : [["go", go]],
      ...requires.map(({ path: path33, version }) => ["require", path33, version]),
      ...excludes.map(({ path: path33, version }) => ["exclude", path33, version]),
      ...replaces.map(replaceWords)
    ])
  };
}
function readVersioned(directive, file) {
  const usage = `${directive.verb} example.com/module v1.2.3`;
  const [path33 = "", version = ""] = wordsOf2(directive, file, usage, 2);
  checkVersioned(directive, file, path33, version);
  return { path: path33, version, line: directive.line };
}
function isIndirect(comment) {
  return comment !== void 0 && new RegExp("^indirect(?:$|;\\p{White_Space}+\\P{White_Space})", "u").test(comment);
}

// src/go/goproxy.ts
function parseGoproxy(text) {
  const entries = [];
  for (const { entry, separator } of splitList(text)) {
    if (entry === "direct" || entry === "off") return [...entries, { kind: entry }];
    if (entry === "") continue;
    const url = parseProxyUrl(entry);
    entries.push({ kind: URL.canParse(url) ? "url" : "go-only", url, separator });
  }
  if (entries.length > 0) return entries;
  throw invalid2(
    "GOPROXY has no entries",
    "Write `https://proxy.example.com,direct`, or leave it empty for the default."
  );
}
function parseProxyUrl(entry) {
  const url = withScheme(entry);
  const shown = shownUrls(entry);
  const scheme = /^(?<scheme>[a-z][a-z0-9+.-]*):/i.exec(url)?.groups?.["scheme"]?.toLowerCase();
  const valid = "Entries are `direct`, `off`, or URLs that begin with https://, http:// or file://, separated by `,` or `|`.";
  if (scheme === void 0) {
    throw invalid2(`GOPROXY entry \`${shown}\` is not a URL`, `Write ${suggestion(shown)}. ${valid}`);
  }
  if (!["https", "http", "file"].includes(scheme)) {
    throw invalid2(`GOPROXY entry \`${shown}\` has the scheme ${scheme}`, valid);
  }
  const fault = scheme === "file" ? fileUrlFault(url) : urlFault(url);
  if (fault !== void 0) throw invalid2(`GOPROXY entry \`${shown}\` is not a valid URL: ${fault}`, valid);
  return url.replace(/#.*/s, "").replaceAll("\\", "%5C").replace(/(?<!\/)\/+$/, "");
}
function fileUrlFault(url) {
  if (!/^file:\/\/\/[^?#]*$/i.test(url)) return "a file:// URL is a path and nothing else";
  return urlFault(url.replace(/^file:\/\//i, "file://localhost"));
}
function suggestion(entry) {
  return entry.startsWith("/") ? `\`file://${entry}\`` : `\`https://${entry}\``;
}
function invalid2(message, hint) {
  return new ActionError(message, {
    code: "goproxy-invalid",
    class: "configuration",
    input: "goproxy",
    hint
  });
}

// src/go/gosum.ts
var emptyGoModHash = "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=";
var restoreHint = "Restore the file from version control (`git checkout go.sum`), or remove the line and run `go mod tidy`.";
function parseGoSum(text, file) {
  return text.split("\n").flatMap((content, index) => parseLine(content, file, index + 1) ?? []);
}
function mergeChecksums(files) {
  const lines = files.flat();
  const zips = vouchedFor(lines.filter(({ kind }) => kind === "zip"));
  const goMods = vouchedFor(lines.filter(({ kind }) => kind === "go.mod"));
  return {
    zip: (module) => zips.get(moduleKey(module))?.h1,
    goMod: (module) => goMods.get(moduleKey(module))?.h1,
    zips: modulesOf(zips),
    goMods: modulesOf(goMods),
    lines: [...new Set(lines.map(formatLine))].sort()
  };
}
function vouchedFor(lines) {
  const vouched = /* @__PURE__ */ new Map();
  for (const [key, [line, ...others2]] of Map.groupBy(lines, moduleKey)) {
    if (line !== void 0 && isHash1(line.h1) && others2.every(({ h1 }) => h1 === line.h1))
      vouched.set(key, line);
  }
  return vouched;
}
function parseLine(content, file, line) {
  if (isConflictMarker(content)) throw malformed2("a merge conflict marker", conflictHint, file, line);
  const fields = content.split(new RegExp("\\p{White_Space}+", "u")).filter((field) => field !== "");
  if (fields.length === 0) return void 0;
  const [path33, version, h1] = fields;
  if (path33 === void 0 || version === void 0 || h1 === void 0 || fields.length > 3) {
    const what = `${fields.length} fields where there must be 3 (module, version, hash)`;
    throw malformed2(what, restoreHint, file, line);
  }
  if (!h1.startsWith("h1:") || h1 === emptyGoModHash) return void 0;
  const ofGoMod = version.endsWith("/go.mod");
  return {
    path: path33,
    version: ofGoMod ? version.slice(0, -"/go.mod".length) : version,
    kind: ofGoMod ? "go.mod" : "zip",
    h1,
    file,
    line
  };
}
function formatLine({ path: path33, version, kind, h1 }) {
  return `${path33} ${version}${kind === "go.mod" ? "/go.mod" : ""} ${h1}`;
}
function modulesOf(lines) {
  return [...lines.values()].map(({ path: path33, version }) => ({ path: path33, version })).filter((module) => checkModule(module) === void 0).sort(compareModules);
}
function malformed2(what, hint, file, line) {
  return new ActionError(`${file}:${line}: malformed go.sum: ${what}`, {
    code: "go-sum-malformed",
    class: "go-mod",
    hint,
    location: { file, line }
  });
}

// src/go/is-file.ts
import { stat as stat6 } from "node:fs/promises";
async function isFile(file) {
  try {
    return (await stat6(file)).isFile();
  } catch (error) {
    if (isAbsence(error) || errnoOf(error) === "EACCES") return false;
    throw error;
  }
}

// src/go/setting-names.ts
var goSettingNames = [
  "GOPROXY",
  "GOPRIVATE",
  "GONOPROXY",
  "GONOSUMDB",
  "GOSUMDB",
  "GOINSECURE",
  "GOAUTH",
  "GOTOOLCHAIN",
  "GOMODCACHE"
];

// src/go/setting-values.ts
function joinSetting(name, value) {
  switch (name) {
    case "GOPRIVATE":
    case "GONOPROXY":
    case "GONOSUMDB":
    case "GOINSECURE":
      return joinWords(value);
    case "GOPROXY":
      return joinProxies(value);
    case "GOAUTH":
      return joinLines(value, ";");
    case "GOSUMDB":
      return joinLines(value, " ");
    default:
      return value;
  }
}
function joinWords(value) {
  return value.split(/[\s,]+/).filter((word) => word !== "").join(",");
}
function joinProxies(value) {
  const entries = value.replace(
    /(?<![^\S\r\n])[^\S\r\n]+(?=(?:(?:https?|file):\/\/|(?:direct|off)(?:[\s,|]|$)))/gi,
    "\n"
  );
  return joinLines(entries, ",");
}
function joinLines(value, separator) {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim());
  return lines.filter((line) => line !== "").reduce((joined, line) => {
    const isSeparated = joined === "" || /[,|;]$/.test(joined) || /^[,|;]/.test(line);
    return isSeparated ? joined + line : joined + separator + line;
  }, "");
}

// src/go/vendor.ts
import path15 from "node:path";
function checkVendor(modulesTxt, goMods, goWork) {
  const vendored = parseModulesTxt(modulesTxt);
  const reason = checkMode(vendored, goWork) ?? checkRequires(vendored, goMods) ?? checkReplaces(vendored, goMods, goWork) ?? checkExplicit(vendored, goMods) ?? checkReplaced(vendored, goMods, goWork);
  return reason === void 0 ? { kind: "consistent" } : { kind: "inconsistent", reason };
}
function checkMode({ forWorkspace }, goWork) {
  if (forWorkspace && goWork === void 0)
    return "vendor/modules.txt is for a workspace, but there is no go.work";
  if (!forWorkspace && goWork !== void 0)
    return "vendor/modules.txt is not for a workspace, but there is a go.work";
  return void 0;
}
function checkRequires({ modules }, goMods) {
  const missing2 = goMods.flatMap(({ requires }) => requires).find((required2) => !modules.get(keyOf(required2))?.explicit);
  if (missing2 === void 0) return void 0;
  return `${describe(missing2)} is required in go.mod, but not marked as explicit in vendor/modules.txt`;
}
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
function checkExplicit({ modules }, goMods) {
  const required2 = new Set(goMods.flatMap(({ requires }) => requires.map(keyOf)));
  for (const [key, { module, explicit, hasPackages }] of modules) {
    if (explicit && hasPackages && !required2.has(key)) {
      return `${describe(module)} is marked as explicit in vendor/modules.txt, but not required in go.mod`;
    }
  }
  return void 0;
}
function checkReplaced({ modules }, goMods, goWork) {
  for (const { module, replacement } of modules.values()) {
    if (replacement !== void 0 && effectiveReplacement(module, goMods, goWork) === void 0) {
      return `${describe(module)} is marked as replaced in vendor/modules.txt, but not replaced`;
    }
  }
  return void 0;
}
function effectiveReplacement(old, goMods, goWork) {
  if (old.version === void 0 && goMods.some(({ module }) => module === old.path)) return void 0;
  const byWorkspace = goWork && findReplace(old, goWork.replaces);
  if (byWorkspace !== void 0) return byWorkspace.new;
  const goMod = goMods.findLast(({ replaces }) => findReplace(old, replaces) !== void 0);
  const target = goMod && findReplace(old, goMod.replaces)?.new;
  return goMod && target && goWork ? seenFromWorkspace(target, goMod, goWork) : target;
}
function seenFromWorkspace(target, goMod, goWork) {
  if (target.version !== void 0 || path15.isAbsolute(target.path)) return target;
  const dir = path15.join(path15.dirname(goMod.file), target.path);
  const relative = path15.relative(path15.dirname(goWork.file), dir).replaceAll(path15.sep, "/") || ".";
  return { path: isDirectoryPath(relative) ? relative : `./${relative}` };
}
function parseModulesTxt(text) {
  const modules = /* @__PURE__ */ new Map();
  const lines = text.split("\n").map((line) => line.trimEnd());
  let current;
  for (const line of lines) {
    const header = line.startsWith("# ");
    if (header) current = moduleOf2(line);
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
function moduleOf2(line) {
  const [, modulePath, second] = line.split(/\s+/);
  if (modulePath === void 0 || second === void 0) return void 0;
  if (parseVersion(second) !== void 0) return { path: modulePath, version: second };
  return second === "=>" ? { path: modulePath } : void 0;
}
function replacementOf(line) {
  const [, after] = line.split(" => ");
  const [target, version, ...rest] = after?.split(/\s+/) ?? [];
  if (target === void 0 || rest.length > 0) return void 0;
  if (version === void 0) return { path: target };
  return parseVersion(version) === void 0 ? void 0 : { path: target, version };
}
function annotationsOf(line) {
  if (!line.startsWith("## ")) return [];
  return line.slice(3).split(";").map((entry) => entry.trim());
}
function textOf(target) {
  return target === void 0 ? "nothing" : describe(target);
}
function keyOf({ path: modulePath, version = "" }) {
  return `${modulePath}@${version}`;
}
function describe({ path: modulePath, version }) {
  return version === void 0 ? modulePath : `${modulePath}@${version}`;
}

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

// src/toolchain/go-version.ts
var pattern2 = /^(?:go|v)?(?<major>[1-9]\d{0,3})\.(?<minor>0|[1-9]\d{0,3})(?:\.(?<patch>0|[1-9]\d{0,3}))?(?:(?:-?(?<kind>beta|rc)\.?)(?<number>[1-9]\d{0,3}))?$/;
var firstWithPatch = 21;
function parseGoVersion(text) {
  const groups = pattern2.exec(text)?.groups;
  if (groups === void 0) return void 0;
  const { major, minor, patch = "0", kind, number: number2 } = groups;
  const prerelease = kind === "beta" || kind === "rc" ? { kind, number: Number(number2) } : void 0;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease };
}
function parseToolchainName(text) {
  return parseGoVersion(text.trim().replace(/[-\s].*/s, ""));
}
function goName({ major, minor, patch, prerelease }) {
  const line = `go${major}.${minor}`;
  const withPatch = patch > 0 || prerelease === void 0 && minor >= firstWithPatch;
  return `${line}${withPatch ? `.${patch}` : ""}${prerelease === void 0 ? "" : prerelease.kind + prerelease.number}`;
}
function semverOf({ major, minor, patch, prerelease }) {
  const suffix = prerelease === void 0 ? "" : `-${prerelease.kind}.${prerelease.number}`;
  return `${major}.${minor}.${patch}${suffix}`;
}
function compareGoVersions(a, b) {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || stage(a) - stage(b) || (a.prerelease?.number ?? 0) - (b.prerelease?.number ?? 0);
}
function stage({ prerelease }) {
  if (prerelease === void 0) return 2;
  return prerelease.kind === "rc" ? 1 : 0;
}

// src/toolchain/version-range.ts
function parseVersionRange(text) {
  const alternatives = text.split("||").map((alternative) => parseInterval(alternative.trim()));
  return alternatives.every((interval) => interval !== void 0) ? alternatives : void 0;
}
function inRange(version, range2) {
  return version.prerelease === void 0 && range2.some(
    ({ from, below }) => compareGoVersions(version, from) >= 0 && compareGoVersions(version, below) < 0
  );
}
var oldest = release(0, 0, 0);
var never = release(Number.POSITIVE_INFINITY, 0, 0);
var everything = { from: oldest, below: never };
function release(major, minor, patch) {
  return { major, minor, patch, prerelease: void 0 };
}
var partial = /^(?:go|v)?(?<major>\d{1,4}|[xX*])(?:\.(?<minor>\d{1,4}|[xX*]))?(?:\.(?<patch>\d{1,4}|[xX*]))?$/;
function partialInterval(text) {
  const groups = partial.exec(text)?.groups;
  if (groups === void 0) return void 0;
  const [major, minor, patch] = [groups["major"], groups["minor"], groups["patch"]].map(numberOf);
  if (major === void 0) return everything;
  if (minor === void 0) return { from: release(major, 0, 0), below: release(major + 1, 0, 0) };
  if (patch === void 0) return { from: release(major, minor, 0), below: release(major, minor + 1, 0) };
  return { from: release(major, minor, patch), below: release(major, minor, patch + 1) };
}
function numberOf(text) {
  return text !== void 0 && /^\d+$/.test(text) ? Number(text) : void 0;
}
function parseInterval(text) {
  const hyphen = /^(?<from>\S+)\s+-\s+(?<to>\S+)$/.exec(text)?.groups;
  const comparators = hyphen === void 0 ? text.replace(/(?<![<>=^~])(?<operator>[<>=^~]+)\s+/g, "$<operator>").split(/\s+/) : [`>=${hyphen["from"]}`, `<=${hyphen["to"]}`];
  const intervals = comparators.map(parseComparator);
  return intervals.every((interval) => interval !== void 0) ? intervals.reduce(intersection) : void 0;
}
function parseComparator(text) {
  const { operator = "", operand = "" } = /^(?<operator>[<>=^~]*)(?![<>=^~])(?<operand>.*)$/.exec(text)?.groups ?? {};
  const named = partialInterval(operand);
  if (named === void 0) return void 0;
  const { from, below } = named;
  switch (operator) {
    case "":
    case "=":
      return named;
    case ">=":
      return { from, below: never };
    case ">":
      return { from: below, below: never };
    case "<":
      return { from: oldest, below: from };
    case "<=":
      return { from: oldest, below };
    case "^":
      return { from, below: later(below, release(from.major + 1, 0, 0)) };
    case "~":
      return { from, below: later(below, release(from.major, from.minor + 1, 0)) };
    default:
      return void 0;
  }
}
function intersection(a, b) {
  const below = compareGoVersions(a.below, b.below) < 0 ? a.below : b.below;
  return { from: later(a.from, b.from), below };
}
function later(a, b) {
  return compareGoVersions(a, b) > 0 ? a : b;
}

// src/toolchain/version-spec.ts
var specExamples = "`1.26.8`, `1.26`, `^1.25`, `'>=1.24 <1.26'`, `stable` or `oldstable`";
function parseVersionSpec(given) {
  const text = given.trim();
  if (text === "stable" || text === "oldstable") return { kind: text, text };
  const version = isWhole(text) ? parseGoVersion(text) : void 0;
  if (version !== void 0) return { kind: "exact", version, text };
  const range2 = parseVersionRange(text);
  return range2 === void 0 ? void 0 : { kind: "range", range: range2, text };
}
function exactly(version, text) {
  return { kind: "exact", version, text };
}
function isWhole(text) {
  return /\.\d+\.\d+|rc|beta/.test(text);
}
function satisfies(version, spec) {
  if (spec.kind === "exact") return compareGoVersions(version, spec.version) === 0;
  return spec.kind === "range" && inRange(version, spec.range);
}
function newest(versions, spec) {
  if (spec.kind === "exact" || spec.kind === "range") {
    return latest(versions.filter((version) => satisfies(version, spec)));
  }
  const releases = versions.filter(({ prerelease }) => prerelease === void 0);
  const stable = latest(releases);
  if (spec.kind === "stable" || stable === void 0) return stable;
  return latest(
    releases.filter(
      ({ major, minor }) => major < stable.major || major === stable.major && minor < stable.minor
    )
  );
}
function latest(versions) {
  return versions.toSorted(compareGoVersions).at(-1);
}

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
function parseBaseUrl(text) {
  if (URL.canParse(text) && /^https?:\/\/[^?#\s]+$/.test(text)) return ok(text.replace(/(?<!\/)\/+$/, ""));
  return problem(
    `The value (not shown, it may hold a password) is not the URL of a folder. Write for example \`https://mirror.example.com/golang\`.`
  );
}

// src/inputs/input-error.ts
var InputError = class _InputError extends ActionError {
  name = "InputError";
  problems;
  constructor(message, code2, hint, problems) {
    const [only, ...more] = problems;
    super(message, {
      code: code2,
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
  const amount = (unit) => Number(parts[unit] ?? 0);
  const ms = Math.round(amount("h") * 36e5 + amount("m") * 6e4 + amount("s") * 1e3 + amount("ms"));
  if (ms < 1 || ms > maxDuration) {
    return problem(
      `\`${text}\` is out of range: it must be more than zero and at most 24 days. ${durationExample}`
    );
  }
  return ok(ms);
}
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
function parseCount(text, min, max) {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= min && count <= max) return ok(count);
  return problem(
    `\`${text}\` is not a whole number from ${min} to ${max}. Write for example \`${min + 2}\`.`
  );
}

// src/text/nearest.ts
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

// src/inputs/words.ts
var trueWords = ["true", "True", "TRUE"];
var falseWords = ["false", "False", "FALSE"];
function isSwitchWord(text) {
  return trueWords.includes(text) || falseWords.includes(text);
}
function parseSwitch(text) {
  if (isSwitchWord(text)) return ok(trueWords.includes(text));
  return problem(`\`${text}\` is neither true nor false. Write \`true\` or \`false\`.`);
}
function parseOneOf(text, valid) {
  const found = valid.find((word) => word === text);
  if (found !== void 0) return ok(found);
  const listed = valid.map((word) => `\`${word}\``).join(", ");
  const meant = nearest(text, valid);
  const example2 = meant === void 0 ? `Write for example \`${valid[0]}\`.` : `Did you mean \`${meant}\`?`;
  return problem(`\`${text}\` is not one of ${listed}. ${example2}`);
}
function parseSummaryChoice(text) {
  if (isSwitchWord(text)) return ok(trueWords.includes(text) ? "always" : "never");
  if (text === "on-failure") return ok(text);
  return problem(
    `\`${text}\` is not \`true\`, \`false\` or \`on-failure\`. Write for example \`on-failure\`.`
  );
}
function parseCacheChoice(text) {
  if (isSwitchWord(text)) return ok(trueWords.includes(text) ? "auto" : "off");
  return parseOneOf(text, ["auto", "github", "directory", "s3", "off"]);
}
function parseKeyPrefix(text) {
  if (/^[A-Za-z0-9._-]{1,64}$/.test(text)) return ok(text);
  return problem(
    `\`${text}\` is not 1 to 64 letters, digits, dots, underscores or hyphens. Write for example \`go-mod-v2\`.`
  );
}
function parseMirrors(text) {
  const entries = text.split(/[,|]/).flatMap((entry) => entry.trim() === "" ? [] : [entry.trim()]);
  const isMirror = (url) => /^https?:/i.test(url) && urlFault(url) === void 0 && URL.canParse(url);
  const wrong = entries.find((url) => !isMirror(url));
  if (wrong === void 0) return ok(text);
  const shown = /^[a-z]{1,12}$/.test(wrong) ? `\`${wrong}\`` : `Entry ${entries.indexOf(wrong) + 1} (not shown, it may hold a password)`;
  const fault = /^https?:/i.test(wrong) ? urlFault(wrong) : void 0;
  const why = fault === void 0 ? "" : `: ${fault}`;
  return problem(
    `${shown} is not the URL of a mirror${why}. Write for example \`https://proxy.example.com\`.`
  );
}
function parseForwardProxy(text) {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (/^(?:https?|socks5h?):/i.test(url) && urlFault(url) === void 0 && URL.canParse(url)) return ok(url);
  return problem(
    `The value (not shown, it may hold a password) is not the URL of an HTTP or SOCKS5 proxy. Write for example \`http://proxy.example.com:3128\`.`
  );
}
function parseFilePattern(text) {
  if (text.replace(/^!/, "").trim() !== "") return ok(text);
  return problem(
    `\`${text}\` excludes nothing. Write a pattern after the \`!\`, such as \`!examples/**/go.mod\`.`
  );
}
function parsePackagePattern(text) {
  if (!text.startsWith("-")) return ok(text);
  return problem(
    `\`${text}\` is a flag, not a package pattern. Write patterns such as \`./...\`; set flags of the go command in GOFLAGS.`
  );
}
function parseModuleQuery(text) {
  const scheme = /^[a-z+]+:\/\//.exec(text)?.[0];
  if (scheme !== void 0) {
    return problem(`\`${text}\` is a URL. Write the module path instead: \`${text.slice(scheme.length)}\`.`);
  }
  const [path33 = "", query = "", ...more] = text.split("@");
  if (more.length > 0) {
    return problem(`\`${text}\` has more than one \`@\`. Write one \`path@version\` per line.`);
  }
  if (query === "") {
    return problem(`\`${text}\` has no version. Write \`${path33}@latest\` or \`${path33}@v1.2.3\`.`);
  }
  const reason = checkPath(path33);
  if (reason !== void 0) {
    return problem(
      `\`${text}\` does not begin with a module path (${reason}). Write for example \`example.com/some/module@v1.2.3\`.`
    );
  }
  if (query.startsWith("-")) {
    return problem(`\`${text}\` has an invalid version. Write for example \`${path33}@v1.2.3\`.`);
  }
  return ok({ path: path33, query });
}

// src/inputs/read-inputs.ts
var cacheModes = ["write", "read", "write-only", "none"];
async function readInputs(raw, context) {
  const problems = [];
  const text = (name) => raw[name]?.trim() || (definitionOf(name)?.default ?? "");
  function checked(name, parsed, unused) {
    if (parsed.kind === "ok") return parsed.value;
    problems.push({ input: name, message: parsed.message });
    return unused;
  }
  const checkedSwitch = (name) => checked(name, parseSwitch(text(name)), false);
  const hosts = (name) => checked(name, parseEach(wordsOf3(text(name).replaceAll(",", " ")), parseHost), []);
  const given = (name, parse) => text(name) === "" ? void 0 : checked(name, parse(text(name)), void 0);
  const inputs = {
    workingDirectory: checked(
      "working-directory",
      await existingDirectory(text("working-directory"), context),
      ""
    ),
    goModFiles: checked("go-mod-files", parseEach(linesOf2(text("go-mod-files")), parseFilePattern), []),
    packages: checked("packages", parseEach(wordsOf3(text("packages")), parsePackagePattern), []),
    extraModules: checked("extra-modules", parseEach(wordsOf3(text("extra-modules")), parseModuleQuery), []),
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
function goSettingsOf(text) {
  const settings = {};
  for (const setting of goSettingNames) {
    const value = text(inputOf(setting));
    if (value !== "") settings[setting] = value;
  }
  return settings;
}
function inputOf(setting) {
  return setting.toLowerCase();
}
function modcacheOf(dir) {
  return dir === void 0 ? {} : { GOMODCACHE: dir };
}
function linesOf2(text) {
  return text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== "");
}
function wordsOf3(text) {
  return text.split(/\s+/).filter((word) => word !== "");
}

// src/plan/main-modules.ts
import path16 from "node:path";
function rootDir(root) {
  return root.kind === "module" ? root.module.dir : root.workspace.dir;
}
function modulesOf2(root) {
  return root.kind === "module" ? [root.module] : root.workspace.members;
}
function sumsOf(root) {
  const own = root.kind === "workspace" ? root.workspace.sums : [];
  return [...own, ...modulesOf2(root).flatMap((module) => module.sums)];
}
async function readMainModule(dir, goModFile) {
  const goModText = await readNeeded(goModFile);
  const goMod = parseGoMod(goModText, goModFile);
  const goSumFile = goModFile.replace(/\.mod$/, ".sum");
  const goSumText = await readIfThere2(goSumFile);
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
async function readWorkspace(goWorkFile) {
  const dir = path16.dirname(goWorkFile);
  const goWorkText = await readNeeded(goWorkFile);
  const goWork = parseGoWork(goWorkText, goWorkFile);
  const goWorkSumFile = `${goWorkFile}.sum`;
  const goWorkSumText = await readIfThere2(goWorkSumFile);
  const members = [];
  for (const use of goWork.uses) {
    const memberDir = path16.resolve(dir, use.path);
    members.push(
      await readMainModule(memberDir, path16.join(memberDir, "go.mod")).catch((error) => {
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
async function readIfThere2(file) {
  try {
    return (await ifPresent(readPlainFile(file)))?.toString();
  } catch (error) {
    throw unreadable4(file, error);
  }
}
async function readNeeded(file) {
  const text = await readIfThere2(file);
  if (text === void 0) {
    throw new ActionError(`there is no ${file}`, {
      code: "go-mod-missing",
      class: "configuration",
      input: "working-directory",
      hint: "Check the inputs `working-directory` and `go-mod-files`, and that the repository is checked out before this step."
    });
  }
  return text;
}
async function readLocalReplacements(replaces, dir) {
  const found = [];
  for (const replace of replaces) {
    if (replace.new.version !== void 0) continue;
    const file = path16.join(path16.resolve(dir, replace.new.path), "go.mod");
    const text = await readIfThere2(file);
    const goMod = text === void 0 ? void 0 : dependencyIfValid(text, file);
    if (goMod !== void 0) found.push(goMod);
  }
  return found;
}
function dependencyIfValid(text, file) {
  try {
    return parseDependencyGoMod(text, file);
  } catch (error) {
    if (error instanceof ActionError) return void 0;
    throw error;
  }
}
function missingMember(error, member, goWorkFile, line) {
  if (!(error instanceof ActionError) || error.code !== "go-mod-missing") return error;
  return new ActionError(`go.work uses ${member}, but there is no go.mod in it`, {
    code: "go-work-member-missing",
    class: "go-mod",
    hint: "Remove the line from go.work, or check out the folder it names (a submodule, a sparse checkout).",
    location: { file: goWorkFile, line },
    cause: error
  });
}
function unreadable4(file, cause) {
  return new ActionError(`cannot read ${file}`, {
    code: "file-unreadable",
    class: "disk",
    hint: "Check that the user of this step may read the checkout.",
    cause
  });
}

// src/plan/go-jobs.ts
import { mkdir, writeFile } from "node:fs/promises";
import path17 from "node:path";
async function copyRoot(root, dir) {
  return onDisk(
    async () => {
      await mkdir(dir, { recursive: true });
      return root.kind === "module" ? copyModule(root, dir) : copyWorkspace(root, dir);
    },
    (cause) => temporaryError(dir, cause)
  );
}
function downloadJobs(rootCopies, packages, workingDirectory) {
  return rootCopies.map(({ root, flags: flags2, env, copies }) => {
    const dir = rootDir(root);
    if (packages.length === 0) {
      return {
        label: "go mod download",
        kind: "mod-download",
        cwd: dir,
        args: ["mod", "download", "-json", "-x", ...flags2],
        env,
        copies
      };
    }
    return {
      label: `go list -deps -test ${packages.join(" ")}`,
      kind: "list",
      cwd: rootCopies.length === 1 ? workingDirectory : dir,
      args: [
        "list",
        "-deps",
        "-test",
        "-e",
        "-x",
        "-json=ImportPath,Module,Error,DepsErrors",
        ...flags2,
        ...packages
      ],
      env,
      copies
    };
  });
}
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
async function wantedChanges(rootCopies) {
  const changed = [];
  for (const { original, copy, text } of rootCopies.flatMap(({ copies }) => copies)) {
    if (await textOf2(copy) !== text) changed.push(original);
  }
  return changed;
}
async function copyModule(root, dir) {
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
async function copyWorkspace(root, dir) {
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
async function textOf2(file) {
  return (await ifPresent(readPlainFile(file)))?.toString() ?? "";
}

// src/text/format.ts
var byteUnits = ["B", "kB", "MB", "GB", "TB"];
function formatBytes(bytes) {
  let amount = bytes;
  let unit = "B";
  for (const larger of byteUnits.slice(1)) {
    if (amount < 999.95) break;
    amount /= 1e3;
    unit = larger;
  }
  return unit === "B" ? `${Math.round(amount)} B` : `${amount.toFixed(1)} ${unit}`;
}
function formatDuration(ms) {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59950) return `${(ms / 1e3).toFixed(1)} s`;
  const seconds2 = Math.round(ms / 1e3);
  if (seconds2 < 3600) return `${Math.floor(seconds2 / 60)} min ${seconds2 % 60} s`;
  const minutes = Math.round(seconds2 / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
function formatCount(count, noun, plural = `${noun}s`) {
  return `${count} ${count === 1 ? noun : plural}`;
}

// src/plan/go-settings.ts
function resolveGoSettings(given, env, goEnv) {
  refuseModulesOff(goEnv);
  const settings = goSettingNames.map((name) => resolve(name, given, env, goEnv));
  parseGoproxy(settingOf(settings, "GOPROXY"));
  return settings;
}
function settingOf(settings, name) {
  return settings.find((setting) => setting.name === name)?.value ?? "";
}
function secretsOfSettings(settings) {
  return secretsOfGo({
    goproxy: settingOf(settings, "GOPROXY"),
    gosumdb: settingOf(settings, "GOSUMDB"),
    goauth: settingOf(settings, "GOAUTH")
  });
}
function describeSetting(setting) {
  const shown = setting.name === "GOAUTH" ? shownGoauth(setting.value) : shownValue(setting);
  const how = setting.isJoined && setting.source !== "input" ? ", joined with commas for this step only" : "";
  return `${setting.name}=${shown} (${setting.source}${how})`;
}
function exportedSettings(settings) {
  const exported = /* @__PURE__ */ new Map();
  for (const setting of settings) {
    const value = setting.source === "input" ? exportedValue(setting) : void 0;
    if (value !== void 0) exported.set(setting.name, value);
  }
  return exported;
}
function exportedValue({ name, value }) {
  if (name === "GOAUTH") return void 0;
  if (name !== "GOPROXY" && name !== "GOSUMDB") return value;
  const clean = name === "GOPROXY" ? withoutCredentials(value) : value;
  const secrets = secretsOfGo({ goproxy: "", gosumdb: "", goauth: "", [name.toLowerCase()]: clean });
  return secrets.length > 0 || clean.includes("?") ? void 0 : clean;
}
function goCommandEnv(env, settings) {
  const told = settings.filter(
    ({ name, value, source, isJoined }) => source === "input" || isJoined || name === "GOAUTH" && value !== ""
  );
  return { ...env, ...Object.fromEntries(told.map(({ name, value }) => [name, value])) };
}
function resolve(name, given, env, goEnv) {
  const { text, source } = lookUp2(name, given, env, goEnv);
  const value = joinSetting(name, text);
  return { name, value, source, isJoined: value !== text };
}
function lookUp2(name, given, env, goEnv) {
  const input = given[name];
  if (input !== void 0 && input !== "") return { text: input, source: "input" };
  const inherited = env[name];
  if (inherited !== void 0 && inherited !== "") return { text: inherited, source: "environment" };
  return { text: goEnv[name], source: "go env" };
}
function refuseModulesOff(goEnv) {
  if (goEnv.GO111MODULE !== "off") return;
  throw new ActionError("GO111MODULE=off turns modules off, so there is nothing to download", {
    code: "modules-off",
    class: "configuration",
    hint: "Remove GO111MODULE from the environment (and `go env -u GO111MODULE`), or remove this step."
  });
}
function shownValue({ name, value }) {
  if (name === "GOPROXY") return shownUrls(value);
  return name === "GOSUMDB" ? value.split(/\s+/).map(shownUrls).join(" ") : value;
}
function shownGoauth(value) {
  return /^(?:netrc|off|git( \S+)?)?$/.test(value) ? value : "a command";
}

// src/steps/credentials.ts
async function withCredentials(run3, body) {
  var _stack = [];
  try {
    const files = __using(_stack, new DisposableStack());
    const { scratchDir: dir, ports } = run3;
    const writeFile5 = async (name, text) => {
      const make = () => secretFile(name, text, { dir, guard: ports.guard });
      const file = await onDisk(make, (cause) => temporaryError(dir, cause));
      files.defer(file.close);
      return file.path;
    };
    return await body(await prepare(run3, writeFile5));
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    __callDispose(_stack, _error, _hasError);
  }
}
function accessOf({ inputs, plan, ports }) {
  const defaultHost = defaultHostOf(ports.env);
  const goproxy = parseGoproxy(settingOf(plan.settings, "GOPROXY"));
  return {
    logins: loginsOf(inputs.credentials, defaultHost),
    hasSshKey: inputs.credentials.sshKey !== void 0,
    defaultHost,
    proxies: goproxy.flatMap((entry) => {
      if (entry.kind !== "url") return [];
      const { host, username } = new URL(entry.url);
      return [{ host, hasCredentials: username !== "" }];
    }),
    privatePatterns: privatePatternsOf(plan)
  };
}
function usesCredentials({ credentials }) {
  const { netrc, token, scopedTokens, sshKey } = credentials;
  return netrc.length > 0 || token !== void 0 || scopedTokens.length > 0 || sshKey !== void 0;
}
async function prepare(run3, writeFile5) {
  const { plan, ports, inputs } = run3;
  const { sshKey } = inputs.credentials;
  const defaultHost = defaultHostOf(ports.env);
  const logins = loginsOf(inputs.credentials, defaultHost);
  const gitHosts = logins.filter(({ host }) => URL.canParse(`https://${host}`));
  const sshHosts = sshHostsOf(inputs.credentials, defaultHost, gitHosts);
  const git = gitLogins(gitHosts);
  const settings = [
    ...git.settings,
    ...sshKey === void 0 ? httpsInsteadOfSsh(gitHosts) : [],
    ...sshInsteadOfHttps(sshHosts, privatePatternsOf(plan), gitHosts)
  ];
  return {
    env: {
      ...neverAsk,
      ...git.env,
      ...gitConfigEnv(plan.goCommandEnv, settings),
      ...await netrcEnv(run3, logins, writeFile5),
      ...await sshKeyEnv(run3, writeFile5)
    },
    netrc: netrcText(asNetrc(logins))
  };
}
var neverAsk = { GIT_TERMINAL_PROMPT: "0", GCM_INTERACTIVE: "never" };
function privatePatternsOf({ settings }) {
  return [settingOf(settings, "GOPRIVATE"), settingOf(settings, "GONOPROXY")].join(",");
}
async function netrcEnv({ plan, ports }, logins, writeFile5) {
  if (logins.length === 0) return {};
  const machines = parseNetrc(await ports.network.netrc());
  for (const { password } of machines) ports.runner.mask(password);
  const goauth = settingOf(plan.settings, "GOAUTH");
  const own = goauth === "off" ? [] : machines;
  const NETRC = await writeFile5("netrc", bytesOfText(netrcText([...asGoNetrc(logins), ...own])));
  if (/(?:^|;)\s*netrc\s*(?:;|$)/.test(goauth)) return { NETRC };
  return { NETRC, GOAUTH: goauth === "off" || goauth === "" ? "netrc" : `netrc;${goauth}` };
}
async function sshKeyEnv({ inputs: { credentials } }, writeFile5) {
  const { sshKey, sshKnownHosts = "" } = credentials;
  if (sshKey === void 0) return {};
  const known = parseKnownHosts(sshKnownHosts).some(({ host }) => host === "github.com");
  return sshEnv({
    key: await writeFile5("ssh-key", sshKey),
    // GitHub's keys from the input replace the built-in ones.
    knownHosts: await writeFile5("known_hosts", sshKnownHosts + (known ? "" : githubHostKeys))
  });
}

// src/steps/go-jobs.ts
import path18 from "node:path";
async function copyRoots({ plan, scratchDir }, purpose) {
  return Promise.all(
    plan.roots.map((root, index) => copyRoot(root, path18.join(scratchDir, `${purpose}-${index}`)))
  );
}
async function jobsOf({ inputs, plan, scratchDir, neutralDir }, rootCopies) {
  const jobs = downloadJobs(rootCopies, inputs.packages, inputs.workingDirectory);
  if (inputs.extraModules.length === 0) return jobs;
  const home = rootCopies[0] ?? (plan.home && await copyRoot(plan.home, path18.join(scratchDir, "home")));
  return [...jobs, extraJob(inputs.extraModules, home, neutralDir)];
}

// src/steps/probe.ts
async function probe(run3, onStart = () => void 0) {
  const { inputs, plan, ports, signal } = run3;
  const probed = await downloadModules(
    {
      jobs: await jobsOf(run3, await copyRoots(run3, "probe")),
      gomodcache: plan.goEnv.GOMODCACHE,
      env: plan.goCommandEnv,
      attempts: 1,
      stallTimeout: inputs.stallTimeout,
      signal,
      offline: true,
      onStart
    },
    { ...ports, log: ports.runner.log, progress: (text) => ports.runner.progress(text) }
  );
  return probed.kind === "complete" ? probed.modules.map((module) => ({ ...module, fetched: false })) : void 0;
}

// src/steps/disk.ts
import { statSync as statSync3 } from "node:fs";
async function inspectDisk(run3, onStart = () => void 0) {
  const { inputs, plan } = run3;
  if (!await holdsModules(plan.goEnv.GOMODCACHE)) return void 0;
  return goWouldAddFiles(inputs) ? inspectFiles(run3, onStart) : probe(run3, onStart);
}
function goWouldAddFiles({ layout, packages, extraModules }) {
  return layout !== "full" && packages.length === 0 && extraModules.length === 0;
}
async function inspectFiles(run3, onStart) {
  const { plan, inputs } = run3;
  const { checksums, required: required2, goEnv } = plan;
  if (required2.length === 0) return void 0;
  onStart();
  const [hasGraph, ...states] = await Promise.all([
    holdsGraph(run3),
    ...required2.map((module) => inspectModule(goEnv.GOMODCACHE, module, checksums, inputs.layout))
  ]);
  if (!hasGraph || states.some((state) => state !== "present")) return void 0;
  return required2.map((module) => ({
    ...module,
    bytes: sizeOf2(modcachePaths(goEnv.GOMODCACHE, module).zip)
  }));
}
async function holdsGraph(run3) {
  for (const { root, flags: flags2, env } of await copyRoots(run3, "graph")) {
    const { code: code2 } = await run3.ports.exec.ask(
      {
        file: "go",
        args: ["mod", "graph", ...flags2],
        cwd: rootDir(root),
        env: { ...run3.plan.goCommandEnv, ...env, GOPROXY: "off", GONOPROXY: "none" }
      },
      run3.signal
    );
    if (code2 !== 0) return false;
  }
  return true;
}
function sizeOf2(file) {
  return statSync3(file, { throwIfNoEntry: false })?.size ?? 0;
}

// src/plan/graph-roots.ts
function graphRootOf(root) {
  const modules = modulesOf2(root);
  const work = root.kind === "workspace" ? root.workspace : void 0;
  const folders = [...modules, ...work === void 0 ? [] : [work]].flatMap(
    ({ localReplacements }) => localReplacements
  );
  const goMods = modules.map(({ goMod }) => goMod);
  return {
    mains: goMods,
    folders,
    replaces: [...goMods.flatMap(({ replaces }) => replaces), ...work?.goWork.replaces ?? []],
    excludes: goMods.flatMap(({ excludes }) => excludes)
  };
}

// src/steps/network-env.ts
import { writeFile as writeFile2 } from "node:fs/promises";
import path19 from "node:path";
async function networkEnv({ inputs, ports, scratchDir }) {
  const { http, https, noProxy: noProxy2 } = inputs.forwardProxy;
  const proxies = {
    ...http !== void 0 && { HTTP_PROXY: http },
    ...https !== void 0 && { HTTPS_PROXY: https },
    ...noProxy2 !== void 0 && { NO_PROXY: noProxy2 }
  };
  if (inputs.caFile === void 0) return proxies;
  const bundle = path19.join(scratchDir, "certificates.pem");
  const { caFiles, caPaths } = trustOf(inputs.caFile, ports.env);
  const certificates = await ports.network.certificates(caFiles, caPaths);
  await onDisk(
    () => writeFile2(bundle, certificates.join("\n")),
    (cause) => temporaryError(scratchDir, cause)
  );
  return { ...proxies, SSL_CERT_FILE: bundle, GIT_SSL_CAINFO: bundle };
}

// src/steps/requests-max.ts
import { readFileSync as readFileSync4 } from "node:fs";
var others = 96;
var filesPerRequest = 3;
function requestsMax(wanted, limits = limitsOfProcess()) {
  const limit = /^Max open files\s+(?<soft>\d+)/m.exec(limits)?.groups?.["soft"];
  if (limit === void 0) return wanted;
  const affordable = Math.floor((Number(limit) - others) / filesPerRequest);
  if (affordable > 0) return Math.min(wanted, affordable);
  throw Object.assign(new Error(`it takes more than the ${limit} open files that this process may have`), {
    code: "EMFILE"
  });
}
function limitsOfProcess() {
  try {
    return readFileSync4("/proc/self/limits", "utf8");
  } catch (error) {
    if (isSystemError(error)) return "";
    throw error;
  }
}

// src/sum.ts
function sum(numbers) {
  return numbers.reduce((total, number2) => total + number2, 0);
}

// src/plan/cache-key.ts
import { createHash as createHash2 } from "node:crypto";
function makeCacheKey(request) {
  const { roots, packages, build } = request;
  const modulePaths = roots.flatMap((root) => modulesOf2(root).map((module) => module.goMod.module)).sort();
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
function sumLines(roots) {
  const lines = roots.flatMap(
    (root) => sumsOf(root).map(
      (line) => `${line.path} ${line.version}${line.kind === "zip" ? "" : "/go.mod"} ${line.h1}`
    )
  );
  return [...new Set(lines)].sort();
}
function directiveLines(roots) {
  const files = roots.flatMap((root) => [
    ...root.kind === "workspace" ? [
      { owner: "go.work", directives: root.workspace.goWork.directives },
      ...root.workspace.localReplacements.map(ownedBy)
    ] : [],
    ...modulesOf2(root).flatMap((module) => [ownedBy(module.goMod), ...module.localReplacements.map(ownedBy)])
  ]);
  const lines = files.flatMap(
    ({ owner, directives }) => directives.map((directive) => `${owner}: ${directive}`)
  );
  return [...new Set(lines)].sort();
}
function ownedBy(goMod) {
  return { owner: goMod.module ?? "", directives: goMod.directives };
}
function digest(lines) {
  return createHash2("sha256").update(lines.join("\n")).digest("hex");
}

// src/plan/matching-files.ts
var import_picomatch = __toESM(require_picomatch2(), 1);
import { readdir as readdir3, realpath } from "node:fs/promises";
import path20 from "node:path";
var skippedFolders = /^(?:[._].*|testdata|vendor|node_modules)$/;
async function filesBelow(search, isNamed = () => false) {
  const leftOut2 = new Set(await Promise.all(search.leftOut.map(realPathOf)));
  const isSearched = (name, real) => !leftOut2.has(real) && (!skippedFolders.test(name) || isNamed(name));
  const walk2 = async (dir, realDir) => {
    const entries = await entriesOf3(dir, search.onUnreadable);
    const found = await Promise.all(
      entries.map(async (entry) => {
        const [full, real] = [path20.join(dir, entry.name), path20.join(realDir, entry.name)];
        if (entry.isDirectory()) return isSearched(entry.name, real) ? walk2(full, real) : [];
        return isModFile(entry.name) && await isFile(full) ? [full] : [];
      })
    );
    return found.flat();
  };
  return walk2(search.dir, await realPathOf(search.dir));
}
async function matchingFiles(search, patterns2) {
  const selections = await Promise.all(patterns2.map((pattern3) => select(pattern3, search)));
  const onlyExcludes = selections.every(({ excludes }) => excludes);
  const chosen = new Set(onlyExcludes ? await filesBelow(search) : []);
  for (const { excludes, files } of selections) {
    for (const file of files) chosen[excludes ? "delete" : "add"](file);
  }
  return {
    files: [...chosen].sort(compareText),
    named: new Set(selections.filter(({ isGlob }) => !isGlob).flatMap(({ files }) => files)),
    unmatched: selections.filter(({ files, excludes }) => files.length === 0 && !excludes).map(({ pattern: pattern3 }) => pattern3)
  };
}
async function select(pattern3, search) {
  const excludes = pattern3.startsWith("!");
  return { pattern: pattern3, excludes, ...await filesFor(pattern3.slice(excludes ? 1 : 0), search) };
}
async function filesFor(pattern3, search) {
  const glob = withSlashes(pattern3);
  const { isGlob, base, glob: below } = import_picomatch.default.scan(glob);
  const dir = path20.resolve(search.dir, base);
  const files = isGlob ? await globbedFiles({ ...search, dir }, below, glob) : await namedFiles(path20.resolve(search.dir, glob));
  const slashed = glob.replaceAll("\\", "/");
  return files.length > 0 || slashed === glob ? { isGlob, files } : filesFor(slashed, search);
}
async function globbedFiles(search, below, glob) {
  const named = glob.split("/").filter((segment) => skippedFolders.test(segment));
  const isNamed = (folder) => named.some((segment) => import_picomatch.default.isMatch(folder, segment, { dot: true }));
  const matches = (0, import_picomatch.default)(path20.posix.normalize(below), { dot: true });
  const files = await filesBelow(search, isNamed);
  return files.filter((file) => {
    const relative = withSlashes(path20.relative(search.dir, file));
    return matches(relative) || matches(path20.posix.dirname(relative));
  });
}
async function namedFiles(name) {
  if (isModFile(path20.basename(name)) && await isFile(name)) return [name];
  for (const inFolder of [path20.join(name, "go.work"), path20.join(name, "go.mod")]) {
    if (await isFile(inFolder)) return [inFolder];
  }
  return [];
}
function isModFile(name) {
  return name === "go.mod" || name === "go.work";
}
function withSlashes(text) {
  return path20.sep === "\\" ? text.replaceAll("\\", "/") : text;
}
async function entriesOf3(dir, onUnreadable) {
  try {
    const entries = await readdir3(dir, { withFileTypes: true });
    return entries.sort((a, b) => compareText(a.name, b.name));
  } catch (error) {
    const code2 = errnoOf(error);
    if (code2 === "EACCES" || code2 === "EPERM") onUnreadable(dir);
    else if (!isAbsence(error)) throw error;
    return [];
  }
}
async function realPathOf(dir) {
  try {
    return await realpath(dir);
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return dir;
  }
}

// src/plan/placeholder.ts
async function isPlaceholder(file) {
  const text = await readIfThere2(file) ?? "";
  const named = /^[ \t]*module\b[ \t]*(?<path>[^\r\n]*)/m.exec(text)?.groups?.["path"];
  if (named === void 0) return true;
  const [path33 = ""] = named.split("//");
  return /[{}<>%$@*]/.test(path33);
}

// src/plan/find-roots.ts
import path21 from "node:path";
async function findRoots(request) {
  const { workingDirectory, patterns: patterns2, goWork } = request;
  if (patterns2.length === 1 && patterns2[0] === "all") {
    return rootsOfFiles(await filesBelow(searchOf(request)), /* @__PURE__ */ new Set(), request);
  }
  if (patterns2.length > 0) return matchingRoots(request);
  if (goWork !== void 0 && !request.modfile) {
    return [{ kind: "workspace", workspace: await readWorkspace(goWork) }];
  }
  const goMod = await enclosing(workingDirectory, "go.mod");
  if (goMod !== void 0) {
    const dir = path21.dirname(goMod);
    const file = request.modfile ? path21.resolve(workingDirectory, checkedModfile(request.modfile)) : goMod;
    return [{ kind: "module", module: await readMainModule(dir, file) }];
  }
  const below = await filesBelow(searchOf(request));
  const goMods = below.filter((file) => path21.basename(file) === "go.mod");
  return rootsOfFiles(goMods, /* @__PURE__ */ new Set(), request);
}
async function uncoveredFiles(dir, roots, leftOut2) {
  const covered = new Set(roots.flatMap(modulesOf2).map((module) => module.dir));
  const files = await filesBelow({ dir, leftOut: leftOut2, onUnreadable: () => void 0 });
  const goMods = files.filter((file) => path21.basename(file) === "go.mod" && !covered.has(path21.dirname(file)));
  const isModule = await Promise.all(goMods.map(async (file) => !await isPlaceholder(file)));
  return goMods.filter((_, index) => isModule[index]);
}
async function enclosing(dir, name) {
  const file = path21.join(dir, name);
  if (await isFile(file)) return file;
  const parent = path21.dirname(dir);
  return parent === dir ? void 0 : enclosing(parent, name);
}
function checkedModfile(modfile) {
  if (modfile.endsWith(".mod")) return modfile;
  throw new ActionError(`-modfile=${modfile} in GOFLAGS: the file does not have the extension .mod`, {
    code: "go-flags",
    class: "configuration",
    hint: "Name the file `NAME.mod`; its checksums are in `NAME.sum`."
  });
}
async function matchingRoots(request) {
  const { workingDirectory, patterns: patterns2, onPassedOver } = request;
  const { files, named, unmatched } = await matchingFiles(searchOf(request), patterns2);
  if (files.length === 0) throw noMatch(workingDirectory, patterns2);
  for (const pattern3 of unmatched) {
    onPassedOver(`\`go-mod-files\`: \`${pattern3}\` matches no go.mod or go.work below ${workingDirectory}`);
  }
  return rootsOfFiles(files, named, request);
}
function searchOf({ workingDirectory, leftOut: leftOut2, onPassedOver }) {
  const onUnreadable = (dir) => onPassedOver(`No permission to read ${dir}: it was not searched for modules`);
  return { dir: workingDirectory, leftOut: leftOut2, onUnreadable };
}
async function rootsOfFiles(files, named, { onPassedOver }) {
  const workspaces = await Promise.all(
    files.filter((file) => path21.basename(file) === "go.work").map((file) => readWorkspace(file))
  );
  const members = new Set(workspaces.flatMap((workspace) => workspace.members.map((member) => member.dir)));
  const alone = [];
  for (const file of files) {
    if (path21.basename(file) !== "go.mod" || members.has(path21.dirname(file))) continue;
    if (named.has(file) || !await isPlaceholder(file)) alone.push(file);
    else onPassedOver(`${file} names no module: it is passed over as a placeholder or template`);
  }
  const modules = await Promise.all(alone.map((file) => readMainModule(path21.dirname(file), file)));
  return [
    ...workspaces.map((workspace) => ({ kind: "workspace", workspace })),
    ...modules.map((module) => ({ kind: "module", module }))
  ];
}
function noMatch(dir, patterns2) {
  return new ActionError(
    `\`go-mod-files\` matches no go.mod or go.work below ${dir}: ${patterns2.join(" ")}`,
    {
      code: "go-mod-files-no-match",
      class: "configuration",
      input: "go-mod-files",
      hint: "Write patterns relative to `working-directory`, one per line, for example `**/go.mod`."
    }
  );
}

// src/plan/required.ts
function requiredModules(roots, checksums) {
  const required2 = /* @__PURE__ */ new Map();
  for (const module of roots.flatMap(requirementsOf)) {
    if (checksums.zip(module) !== void 0) required2.set(moduleKey(module), module);
  }
  return [...required2.values()];
}
function requirementsOf(root) {
  const workReplaces = root.kind === "workspace" ? root.workspace.goWork.replaces : [];
  return modulesOf2(root).flatMap(
    ({ goMod }) => goMod.requires.flatMap((require2) => resolveReplacement(require2, [...workReplaces, ...goMod.replaces]))
  );
}
function resolveReplacement({ path: path33, version }, replaces) {
  const replacement = replacementFor({ path: path33, version }, replaces);
  if (replacement.kind === "local") return [];
  return [replacement.kind === "module" ? replacement.module : { path: path33, version }];
}

// src/plan/vendored.ts
import path22 from "node:path";
async function inspectVendor(root, goflags) {
  const mod = goflag(goflags, "mod");
  if (mod === "mod" || mod === "readonly") return { kind: "no" };
  const goWork = root.kind === "workspace" ? root.workspace.goWork : void 0;
  const goMods = modulesOf2(root).map((module) => module.goMod);
  const goLine = root.kind === "workspace" ? root.workspace.goWork.go : root.module.goMod.go;
  const recent = isAtLeast(goLine, 14);
  if (!recent && mod !== "vendor") return { kind: "no" };
  let text;
  try {
    text = await readIfThere2(path22.join(rootDir(root), "vendor", "modules.txt"));
  } catch (error) {
    if (error instanceof ActionError) return { kind: "inconsistent", reason: messageOf(error) };
    throw error;
  }
  if (text === void 0) return { kind: "no" };
  return recent ? checkVendor(text, goMods, goWork) : { kind: "consistent" };
}
function isAtLeast(goLine, minor) {
  if (goLine === void 0) return false;
  const [major = 0, own = 0] = goLine.split(".").map((part) => Number.parseInt(part, 10));
  return major > 1 || major === 1 && own >= minor;
}

// src/plan/plan.ts
import path23 from "node:path";
async function makePlan(inputs, ports, signal) {
  const { log } = ports.runner;
  const env = { ...ports.env, ...inputs.goSettings };
  const goEnv = await readGoEnv(ports.exec, env, inputs.workingDirectory, signal);
  const settings = resolveGoSettings(inputs.goSettings, ports.env, goEnv);
  for (const secret of secretsOfSettings(settings)) ports.runner.mask(secret);
  publishSettings(settings, goEnv, ports.runner);
  const found = await findRoots({
    workingDirectory: inputs.workingDirectory,
    patterns: inputs.goModFiles,
    goWork: goEnv.goWork,
    modfile: goflag(goEnv.GOFLAGS, "modfile"),
    leftOut: foreignFolders(inputs, goEnv),
    onPassedOver: (what) => log.notice(what)
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
function foreignFolders({ cacheDirectory, mirrorDirectory }, { GOMODCACHE, GOPATH, GOROOT }) {
  const packages = GOPATH.split(path23.delimiter).map((dir) => dir && path23.join(dir, "pkg"));
  return [GOMODCACHE, GOROOT, ...packages, cacheDirectory ?? "", mirrorDirectory ?? ""].filter(
    (dir) => dir !== ""
  );
}
function publishSettings(settings, goEnv, runner) {
  runner.log.info(`Go: ${goEnv.GOVERSION}`);
  for (const setting of settings) {
    const line = describeSetting(setting);
    if (setting.source === "go env" && setting.name !== "GOMODCACHE") runner.log.debug(line);
    else runner.log.info(line);
  }
  for (const [name, value] of exportedSettings(settings)) runner.exportVariable(name, value);
}
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
  if (modulesOf2(root).every((module) => module.goMod.requires.length === 0))
    return "the module has no dependencies";
  if (sumsOf(root).length === 0) log.notice(withoutChecksums(root), { title: "No go.sum" });
  return void 0;
}
function withoutChecksums(root) {
  const what = `${describeRoot(root)} has dependencies but no checksums in go.sum`;
  return `${what}: its modules are downloaded, but cannot be cached. Run \`go mod tidy\` and commit go.sum.`;
}
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
function reasonForNothing(reasons, dir) {
  if (reasons.length === 0) return `there is no go.mod in ${dir} or below it`;
  return [...new Set(reasons)].join("; ");
}
function describeRoot(root) {
  if (root.kind === "module") return `Module ${root.module.goMod.module} in ${rootDir(root)}`;
  const members = root.workspace.members.length;
  return `Workspace of ${members} ${members === 1 ? "module" : "modules"} in ${rootDir(root)}`;
}
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

// src/report/fault.ts
var faultInWords = {
  infrastructure: "infrastructure (not your go.mod)",
  "go.mod": "your go.mod, go.sum or code",
  settings: "your settings",
  program: "go-mod-download itself"
};

// src/report/announce.ts
var maxAnnotations = 10;
var titles = {
  network: "Network error",
  server: "Server error",
  throttled: "Rate limited",
  "not-found": "Module not found",
  auth: "Access denied",
  tls: "TLS error",
  checksum: "Checksum mismatch",
  version: "Version not found",
  "go-mod": "Invalid go.mod or go.sum",
  "go-version": "Unsupported Go version",
  disk: "Disk error",
  cache: "Cache error",
  configuration: "Invalid configuration",
  internal: "Internal error"
};
function announceErrors(errors, log) {
  for (const error of errors.slice(0, maxAnnotations)) {
    log.error(`${error.message}
Cause: ${faultInWords[error.fault]}.
${error.hint}`, annotationOf(error));
  }
  const more = errors.length - maxAnnotations;
  if (more > 0) log.info(`${formatCount(more, "more failure")}; see the report`);
}
function annotationOf({ class: errorClass, location, input }) {
  const title = input === void 0 ? titles[errorClass] : `${titles[errorClass]}: see ${input}`;
  return location === void 0 ? { title } : { title, location };
}

// src/report/tally.ts
function tallyOf(modules) {
  const tally = { disk: 0, cache: 0, download: 0 };
  for (const { source } of modules) tally[source] += 1;
  return tally;
}
function rejectedModules(rejected) {
  return [...new Set(rejected.map(({ module }) => module.replace(/\/go\.mod$/, "")))];
}

// src/report/cache-worth.ts
var noise = 500;
function cacheWorth(record) {
  if (record.verdict !== "done") return void 0;
  const { cache, download: download2 } = tallyOf(record.modules);
  if (cache > 0 && record.entryDownloadMs !== void 0 && download2 === 0) {
    return worthOfRestoring(timeOf(record, "restore"), record.entryDownloadMs);
  }
  if (record.cacheSaved && cache === 0 && download2 > 0) {
    return `Saving took ${formatDuration(timeOf(record, "save"))} and saves the next run about ${formatDuration(timeOf(record, "download"))} of downloading.`;
  }
  return void 0;
}
function worthOfRestoring(restoreMs, downloadMs) {
  const saved = downloadMs - restoreMs;
  const how = `restoring took ${formatDuration(restoreMs)}, downloading took ${formatDuration(downloadMs)} when the entry was saved`;
  if (Math.abs(saved) < noise) return `The cache made no difference: ${how}.`;
  if (saved > 0) return `The cache saved ${formatDuration(saved)}: ${how}.`;
  return `The cache was ${formatDuration(-saved)} slower than downloading: ${how}. Consider cache: off, layout: tree, or a nearby module proxy.`;
}
function timeOf(record, name) {
  return record.steps.find((step) => step.name === name)?.durationMs ?? 0;
}

// src/report/error-record.ts
var transientClasses = /* @__PURE__ */ new Set(["network", "server", "throttled", "cache"]);
var crashHint = "This is a bug in go-mod-download, not in your project. Please report it with the log of a run with debug logging enabled, which has the stack trace.";
var noPermission = {
  class: "disk",
  hint: "Give the user of this job write permission there, or use another directory."
};
var noRoom = {
  class: "disk",
  hint: "Free space on this disk, or move GOMODCACHE and the temporary directory to a larger one."
};
var noNetwork = {
  class: "network",
  hint: "Run it again; if it keeps failing, check that this machine can reach the host."
};
var inTheWay = {
  class: "disk",
  hint: "Check this path: something there is of the wrong kind (a file, a folder, a link or a pipe), or its name is too long."
};
var errnoMeanings = /* @__PURE__ */ new Map([
  ["EACCES", noPermission],
  ["EPERM", noPermission],
  ["EROFS", noPermission],
  ["ENOSPC", noRoom],
  ["EDQUOT", noRoom],
  ["EIO", { class: "disk", hint: "The disk reported an I/O error; check the machine." }],
  ["EMFILE", { class: "disk", hint: "Raise the limit on open files (`ulimit -n`) and run it again." }],
  ["ENFILE", { class: "disk", hint: "Raise the limit on open files of this machine and run it again." }],
  ["EEXIST", inTheWay],
  ["EFTYPE", inTheWay],
  ["EISDIR", inTheWay],
  ["ELOOP", inTheWay],
  ["ENAMETOOLONG", inTheWay],
  ["ENOTDIR", inTheWay],
  ["ENXIO", inTheWay],
  ["ECONNREFUSED", noNetwork],
  ["ECONNRESET", noNetwork],
  ["EHOSTUNREACH", noNetwork],
  ["ENETUNREACH", noNetwork],
  ["ENOTFOUND", noNetwork],
  ["EAI_AGAIN", noNetwork],
  ["ETIMEDOUT", noNetwork]
]);
function errorRecord(error, extras = {}) {
  const { transient, ...others2 } = extras;
  const described = error instanceof ActionError ? ofActionError(error) : ofCrash(error);
  const passes = transientClasses.has(described.class) && described.fault === "infrastructure";
  return { ...described, transient: transient ?? passes, ...others2 };
}
function ofActionError(error) {
  const { code: code2, hint, fault, location, input } = error;
  return {
    class: error.class,
    code: code2,
    fault,
    message: messageOf(error),
    hint,
    ...location === void 0 ? {} : { location },
    ...input === void 0 ? {} : { input }
  };
}
function ofCrash(error) {
  const errno2 = errnoOf(error);
  const meaning = errno2 === void 0 ? void 0 : errnoMeanings.get(errno2);
  const message = messageOf(error);
  if (errno2 !== void 0 && meaning !== void 0) {
    const code2 = errno2.toLowerCase().replaceAll("_", "-");
    return { ...meaning, code: code2, fault: faultOf(meaning.class), message };
  }
  return {
    class: "internal",
    code: "unexpected",
    fault: faultOf("internal"),
    message: `Unexpected: ${message}`,
    hint: crashHint
  };
}

// src/report/outputs.ts
var outputDefinitions = [
  {
    name: "cache-hit",
    type: "boolean",
    description: "Whether there was a cache entry for exactly this key: `true` or `false`."
  },
  { name: "cache-key", type: "text", description: "The cache key of this set of modules." },
  {
    name: "cache-matched-key",
    type: "text",
    description: "The key of the cache entry that was found, which may be an older one; empty if none was found."
  },
  {
    name: "cache-saved",
    type: "boolean",
    description: "Whether this run saved a cache entry: `true` or `false`."
  },
  { name: "go-version", type: "text", description: "The Go version that was used, such as `1.26.8`." },
  { name: "gomodcache", type: "text", description: "The path of the module cache." },
  { name: "modules", type: "number", description: "Number of modules in total." },
  {
    name: "modules-on-disk",
    type: "number",
    description: "Number of modules that were already in the module cache."
  },
  {
    name: "modules-restored",
    type: "number",
    description: "Number of modules that were restored from the cache."
  },
  {
    name: "modules-downloaded",
    type: "number",
    description: "Number of modules that were downloaded."
  },
  {
    name: "modules-rejected",
    type: "number",
    description: "Number of cached modules that failed verification against go.sum and were not used."
  },
  { name: "bytes-restored", type: "number", description: "Bytes transferred from the cache." },
  { name: "bytes-downloaded", type: "number", description: "Bytes of the modules that were downloaded." },
  { name: "bytes-saved", type: "number", description: "Bytes transferred to the cache." },
  { name: "retries", type: "number", description: "Number of retries." },
  { name: "duration-ms", type: "number", description: "How long the step took, in milliseconds." },
  {
    name: "report",
    type: "text",
    description: "The path of a JSON report with all of these, the time of each step, the source of each module, and the class and hint of each error."
  }
];
function outputsOf(record, reportFile) {
  const tally = tallyOf(record.modules);
  return {
    "cache-hit": String(record.cacheHit),
    "cache-key": record.cacheKey ?? "",
    "cache-matched-key": record.cacheMatchedKey ?? "",
    "cache-saved": String(record.cacheSaved),
    "go-version": record.goVersion ?? "",
    gomodcache: record.gomodcache ?? "",
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
    report: reportFile ?? ""
  };
}

// src/report/json-report.ts
import { randomUUID } from "node:crypto";
import { rename, rm, writeFile as writeFile3 } from "node:fs/promises";
import path24 from "node:path";
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
    fallbacks: record.fallbacks,
    errors: record.errors.map(errorFields)
  };
  return `${JSON.stringify(report2, void 0, 2)}
`;
}
function errorFields({ location, ...error }) {
  return location === void 0 ? error : { ...error, place: location };
}
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
async function writeReport(file, text, guard) {
  const temporary = `${file}.${randomUUID()}.tmp`;
  const release2 = guard.removeAtEnd(temporary);
  try {
    makeFolders(path24.dirname(file));
    await writeFile3(temporary, text, { flag: "wx" });
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => void 0);
    throw new ActionError(`The report could not be written to ${file}`, {
      code: "report-not-written",
      class: "disk",
      hint: "Give the path of a file in a directory that this user may write to.",
      cause
    });
  } finally {
    release2();
  }
}

// src/report/markdown.ts
var maxLine = 500;
var maxBlock = 4e3;
function escaped(text) {
  const line = shortened(plainText(text).replace(/\s+/g, " ").trim(), maxLine);
  return asHtml(line).replace(/[\\`*[\]|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (mark) => `&#${mark.codePointAt(0)};`).replaceAll("@", unlinked);
}
function prose(text) {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return escaped(text);
  return parts.map((part, index) => index % 2 === 0 ? spaced(part) : code(part)).join("");
}
function spaced(text) {
  return `${/^\s/.test(text) ? " " : ""}${escaped(text)}${/\S\s+$/.test(text) ? " " : ""}`;
}
function code(text) {
  return `<code>${escaped(text)}</code>`;
}
function pre(text) {
  return `<pre>${asHtml(shortened(plainText(text).trim(), maxBlock))}</pre>`;
}
function details(title, body) {
  return `<details><summary>${title}</summary>

${body}

</details>`;
}
function table(head, rows) {
  const rule = head.map((_, index) => index === 0 ? "---" : "--:");
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
var unlinked = "@<!-- -->";
function asHtml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
function shortened(text, length) {
  return text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;
}

// src/report/verdict.ts
function sentenceOf(facts) {
  switch (facts.kind) {
    case "nothing-to-do":
      return ended(`Nothing to download: ${facts.because}`);
    case "looked-up":
      return `The cache has an entry for this key (${facts.key}); nothing was transferred.`;
    case "done":
      return doneSentence(facts.tally, facts.rejected, facts.durationMs);
    case "downloaded-plainly":
      return "The modules are ready: the go command downloaded them by itself, without the cache.";
    case "not-mirrored":
      return ended(`The modules are ready, but the mirror was not written: ${firstLine(facts.reason)}`);
    case "failed":
      return ended(`${failedClause(facts.failed, facts.total)}: ${firstLine(facts.reason)}`);
  }
}
function doneSentence(tally, rejected, durationMs) {
  const parts = [
    ...tally.disk > 0 ? [`${tally.disk} already on disk`] : [],
    ...tally.cache > 0 ? [`${tally.cache} restored`] : [],
    ...tally.download > 0 ? [`${tally.download} downloaded`] : []
  ];
  const ready = `${formatCount(tally.disk + tally.cache + tally.download, "module")} ready`;
  const told = parts.length === 0 ? ready : `${ready}: ${parts.join(", ")}`;
  const invalid4 = `${formatCount(rejected, "cached module")} failed verification and`;
  const replaced = `${invalid4} ${rejected === 1 ? "was" : "were"} downloaded again`;
  return `${told} in ${formatDuration(durationMs)}${rejected === 0 ? "" : `; ${replaced}`}.`;
}
function failedClause(failed, total) {
  if (failed === 0) return "Modules could not be downloaded";
  if (total === 0) return `${formatCount(failed, "module")} could not be downloaded`;
  return `${failed} of ${formatCount(total, "module")} could not be downloaded`;
}
var sentenceMax = 250;
function shortened2(sentence) {
  return sentence.length > sentenceMax ? `${sentence.slice(0, sentenceMax).trimEnd()}…` : sentence;
}
function firstLine(text) {
  return text.split("\n", 1)[0]?.trim() ?? "";
}
function ended(sentence) {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

// src/report/redaction.ts
function redactedRecord(record, secrets) {
  const redact = (text) => secrets.redact(plainText(text));
  return {
    ...record,
    sentence: shortened2(redact(record.sentence)),
    cacheNotes: record.cacheNotes.map(redact),
    keyIngredients: record.keyIngredients.map(redact),
    rejected: record.rejected.map((rejected) => ({ ...rejected, reason: redact(rejected.reason) })),
    errors: record.errors.map((error) => redactedError(error, redact))
  };
}
function redactedError(error, redact) {
  const { original, url } = error;
  return {
    ...error,
    message: redact(error.message),
    hint: redact(error.hint),
    ...original === void 0 ? {} : { original: redact(original) },
    ...url === void 0 ? {} : { url: redact(url) }
  };
}

// src/report/timeline.ts
var maxModules = 8;
var worthDrawing = 1e3;
function timelineOf(record) {
  const end2 = Math.max(0, ...record.steps.map(({ startMs, durationMs }) => startMs + durationMs));
  if (end2 < worthDrawing) return void 0;
  const slowest = slowestModules(record.modules);
  return [
    "```mermaid",
    "gantt",
    "  dateFormat YYYY-MM-DD HH:mm:ss.SSS",
    ...axisOf(end2),
    "  todayMarker off",
    ...section("Steps", record.steps),
    ...section("Slowest", slowest),
    "```"
  ].join("\n");
}
function slowestModules(modules) {
  return modules.flatMap(({ path: path33, transfer }) => transfer === void 0 ? [] : [{ name: shortened3(path33), ...transfer }]).toSorted((a, b) => b.durationMs - a.durationMs).slice(0, maxModules).toSorted((a, b) => a.startMs - b.startMs);
}
function shortened3(path33) {
  const room = 24;
  if (path33.length <= room) return path33;
  const tail = path33.slice(-room);
  return `…${tail.slice(Math.max(0, tail.indexOf("/")))}`;
}
function section(title, bars) {
  if (bars.length === 0) return [];
  return [`  section ${title}`, ...bars.map(barLine)];
}
function barLine({ name, startMs, durationMs }) {
  const text = name.replaceAll(/[^\w.@/+~…-]/g, "_");
  return `  ${text} ${formatDuration(durationMs)} :${instant(startMs)}, ${Math.max(1, Math.round(durationMs))}ms`;
}
function instant(ms) {
  return new Date(Date.UTC(2026, 0, 1) + ms).toISOString().replace("T", " ").replace("Z", "");
}
function axisOf(end2) {
  const axis = axes.find(({ below }) => end2 < below) ?? longest;
  return [`  axisFormat ${axis.format}`, `  tickInterval ${axis.tick}`];
}
var longest = { format: "%H:%M", tick: "1hour" };
var axes = [
  { below: 1e4, format: "%-S s", tick: "1second" },
  { below: 6e4, format: "%-S s", tick: "10second" },
  { below: 6e5, format: "%-M min", tick: "1minute" },
  { below: 36e5, format: "%-M min", tick: "10minute" }
];

// src/report/summary.ts
var maxItems = 20;
var maxErrors = 5;
function summaryMarkdown(record) {
  const timeline = timelineOf(record);
  const blocks = [
    "### Go modules",
    verdictLine(record),
    ...record.errors.slice(0, maxErrors).map(errorBlock),
    ...leftOut(record.errors.length, maxErrors),
    ...record.modules.length === 0 ? [] : [sourcesTable(record)],
    ...record.steps.length === 0 ? [] : [stepsLine(record)],
    ...timeline === void 0 ? [] : [timeline],
    ...hostBlocks(record.hosts),
    ...listOf(record.cacheNotes, prose),
    ...rejectedBlocks(record),
    ...keyBlocks(record)
  ];
  return `${blocks.join("\n\n")}
`;
}
function verdictLine(record) {
  const worth = cacheWorth(record);
  return `**${escaped(record.sentence)}**${worth === void 0 ? "" : ` ${escaped(worth)}`}`;
}
function errorBlock(error) {
  const { module, location, message, hint, original, attempts = 0 } = error;
  const subjects = [module, location === void 0 ? void 0 : lineOf(location)].filter(
    (s) => s !== void 0
  );
  const head = [...subjects.map(code), `${escaped(message)} (${error.class})`].join(" · ");
  const asked = attempts > 1 ? `, ${attempts} attempts` : "";
  const fault = `<br>Cause: ${faultInWords[error.fault]}${asked}`;
  const advice = hint === "" ? "" : `<br>What to do: ${prose(hint)}`;
  const said = original === void 0 ? "" : `

${details("Output of the command", pre(original))}`;
  return `- ${head}${fault}${advice}${said}`;
}
function sourcesTable(record) {
  const tally = tallyOf(record.modules);
  const stored = record.modules.filter((module) => module.cacheable).length;
  const row = (name, modules, bytes, step) => [
    name,
    String(modules),
    bytes === void 0 || modules === 0 ? "" : formatBytes(bytes),
    step === void 0 || modules === 0 ? "" : timeOf2(record, step)
  ];
  return table(
    ["", "Modules", "Bytes", "Time"],
    [
      row("On disk", tally.disk),
      row("Restored", tally.cache, record.bytesRestored, "restore"),
      row("Downloaded", tally.download, record.bytesDownloaded, "download"),
      row("Rejected", rejectedModules(record.rejected).length),
      row("Saved", record.cacheSaved ? stored : 0, record.bytesSaved, "save")
    ]
  );
}
function timeOf2({ steps }, name) {
  const step = steps.find((candidate) => candidate.name === name);
  return step === void 0 ? "" : formatDuration(step.durationMs);
}
function stepsLine(record) {
  const steps = record.steps.map((step) => `${step.name} ${formatDuration(step.durationMs)}`);
  const retries = record.retries === 0 ? "" : `; ${formatCount(record.retries, "retry", "retries")}`;
  const versions = record.goVersion === void 0 ? "" : `, Go ${escaped(record.goVersion)}`;
  return `Total ${formatDuration(record.durationMs)}${versions}: ${steps.join(" · ")}${retries}`;
}
function hostBlocks(hosts) {
  const troubled = hosts.filter(
    ({ retries, resumes, failovers, breakerChanges }) => retries + resumes + failovers + breakerChanges > 0
  );
  if (troubled.length === 0) return [];
  const rows = troubled.map((host) => [
    code(host.host),
    String(host.attempts),
    String(host.retries),
    String(host.resumes),
    String(host.failovers),
    formatDuration(host.firstByte)
  ]);
  return [table(["Server", "Requests", "Retries", "Resumed", "Failovers", "First byte"], rows)];
}
function rejectedBlocks(record) {
  if (record.rejected.length === 0) return [];
  const list = listOf(record.rejected, ({ module, reason }) => `${code(module)}: ${escaped(reason)}`);
  return ["Cached modules that failed verification against go.sum and were not used:", ...list];
}
function keyBlocks(record) {
  if (record.cacheKey === void 0) return [];
  const body = [
    `- Key: ${code(record.cacheKey)}`,
    `- Entry found: ${record.cacheMatchedKey === void 0 ? "none" : code(record.cacheMatchedKey)}`,
    ...listOf(record.keyIngredients, code)
  ];
  return [details("Cache key and its ingredients", body.join("\n"))];
}
function listOf(items, render) {
  if (items.length === 0) return [];
  const shown = items.slice(0, maxItems).map((item) => `- ${render(item)}`);
  return [[...shown, ...leftOut(items.length, maxItems)].join("\n")];
}
function leftOut(count, shown) {
  return count > shown ? [`- and ${count - shown} more, in the JSON report`] : [];
}

// src/steps/fallbacks.ts
var Fallbacks = class {
  #log;
  #records = [];
  constructor(log) {
    this.#log = log;
  }
  /** The parts that were done without, in order. */
  get records() {
    return this.#records;
  }
  /** Records that a part is done without, for a reason that is in the log already. */
  record(part, reason) {
    this.#records.push({ part, reason });
  }
  /** Records and warns that a part is done without, and why; `instead` is a clause on what happens now. */
  note(part, error, instead) {
    const reason = messageOf(error);
    this.record(part, reason);
    this.#log.warning(`The ${part} failed (${reason}); ${instead}`);
  }
  /**
   * Settles as `body` does; where it rejects, resolves with what `without` makes of the error. Rejects for an
   * abort of `signal` and for what the user has to correct (`isMeant`).
   */
  async cover(part, instead, { signal, isMeant = () => false }, body, without) {
    try {
      return await body();
    } catch (error) {
      if (signal.aborted || error instanceof ActionError && isMeant(error)) throw error;
      this.note(part, error, instead);
      return without(error);
    }
  }
};

// src/toolchain/download-tool.ts
import { createHash as createHash3 } from "node:crypto";
var goDownloadSite = "https://go.dev/dl";
function downloadTool(baseUrl) {
  const base = baseUrl?.replace(/(?<!\/)\/+$/, "");
  if (base === void 0 || base === goDownloadSite) return "go";
  return `go-${createHash3("sha256").update(base).digest("hex").slice(0, 8)}`;
}

// src/steps/notice-uncovered.ts
import path25 from "node:path";
var namedMax = 5;
async function noticeUncovered({ inputs, plan, ports }) {
  const [root] = plan.roots;
  if (inputs.goModFiles.length > 0 || root === void 0) return;
  const dir = rootDir(root);
  const files = await uncoveredFiles(dir, plan.roots, foreignFolders(inputs, plan.goEnv));
  if (files.length === 0) return;
  const named = files.slice(0, namedMax).map((file) => path25.relative(dir, file));
  const more = files.length > namedMax ? ` and ${files.length - namedMax} more` : "";
  ports.runner.log.notice(
    `Not covered by this run: ${named.join(", ")}${more}. Set \`go-mod-files: all\` to cover every module of the repository.`,
    { title: "More modules below" }
  );
}

// src/steps/step-timer.ts
var signOfLifeMs = 1e4;
var StepTimer = class {
  #ports;
  #start;
  #records = [];
  constructor(ports) {
    this.#ports = ports;
    this.#start = ports.clock.now();
  }
  /** The steps that have ended, in order. */
  get records() {
    return this.#records;
  }
  /** How long a step took, in ms; 0 for one that did not run. */
  msOf(name) {
    return this.#records.find((record) => record.name === name)?.durationMs ?? 0;
  }
  async run(name, body) {
    const { clock, runner } = this.#ports;
    const start2 = clock.now();
    const ended2 = new AbortController();
    void this.#tellOfLife(titles2[name], start2, ended2.signal);
    try {
      return await runner.log.group(titles2[name], body);
    } finally {
      ended2.abort();
      this.#records.push({ name, startMs: start2 - this.#start, durationMs: clock.now() - start2 });
    }
  }
  async #tellOfLife(title, start2, ended2) {
    const { clock, runner } = this.#ports;
    try {
      for (; ; ) {
        await clock.sleep(signOfLifeMs, ended2);
        runner.progress(`${title}: ${Math.round((clock.now() - start2) / 1e3)} s so far`);
      }
    } catch (error) {
      if (!ended2.aborted) throw error;
    }
  }
};
var titles2 = {
  go: "Set up Go",
  plan: "Plan",
  restore: "Restore from cache",
  download: "Download missing modules",
  save: "Save cache",
  mirror: "Write offline mirror"
};

// src/toolchain/version-file.ts
import path26 from "node:path";
function parseVersionFile(text, file) {
  if (/\.(?:mod|work)$/.test(file)) return fromModfile(text, file);
  const named = path26.basename(file) === ".tool-versions";
  const lines = text.split(/\r?\n/).map((line2, index) => ({ number: index + 1, words: wordsOf4(line2) }));
  const line = lines.find(
    ({ words: [first = ""] }) => named ? /^(?:golang|go)$/.test(first) : first !== ""
  );
  const word = named ? line?.words[1] : line?.words.join(" ");
  if (line === void 0 || word === void 0) {
    throw invalid3(
      file,
      "contains no Go version",
      named ? "Add a line such as `golang 1.26.8`." : "Write for example `1.26.8`."
    );
  }
  const spec = parseVersionSpec(word);
  if (spec !== void 0) return spec;
  throw invalid3(
    file,
    `contains \`${word}\`, which is not a Go version`,
    "Write for example `1.26.8`.",
    line.number
  );
}
function fromModfile(text, file) {
  const { go, toolchain: toolchain2 } = file.endsWith(".work") ? parseGoWork(text, file) : parseGoMod(text, file);
  const named = toolchain2 === void 0 || toolchain2 === "default" ? void 0 : parseToolchainName(toolchain2);
  if (named !== void 0) return exactly(named, goName(named).slice("go".length));
  const spec = parseVersionSpec(go ?? "");
  if (spec !== void 0) return spec;
  throw invalid3(file, "has no `go` line", "Add `go 1.26.8`, or set `go-version`.");
}
function wordsOf4(line) {
  return line.replace(/#.*/, "").split(/\s+/).filter((word) => word !== "");
}
function invalid3(file, what, hint, line) {
  return new ActionError(`${file} ${what}`, {
    code: "go-version-file-invalid",
    class: "configuration",
    hint,
    location: line === void 0 ? { file } : { file, line }
  });
}

// src/steps/wanted-go.ts
import path27 from "node:path";
async function wantedGo({
  goVersion,
  goVersionFile,
  workingDirectory
}, isOnPath, log) {
  if (goVersion !== void 0) {
    if (goVersionFile !== void 0) {
      log.warning(
        "Both `go-version` and `go-version-file` are set; `go-version` takes precedence. Remove one of them."
      );
    }
    return { spec: goVersion, source: "`go-version`" };
  }
  if (goVersionFile !== void 0) return fromFile(goVersionFile);
  if (await isOnPath()) return void 0;
  for (const name of ["go.work", "go.mod"]) {
    const file = path27.join(workingDirectory, name);
    if (!await isFile(file)) continue;
    log.info(
      `No Go on PATH, and neither \`go-version\` nor \`go-version-file\` is set: using the version that ${name} requires`
    );
    return fromFile(file);
  }
  return void 0;
}
async function fromFile(file) {
  return { spec: parseVersionFile(await textOf3(file), file), source: file };
}
async function textOf3(file) {
  try {
    return (await readPlainFile(file)).toString();
  } catch (cause) {
    throw new ActionError(
      `\`go-version-file\` ${file} cannot be read (${errnoOf(cause) ?? "unknown reason"})`,
      {
        code: "go-version-file-unreadable",
        class: "configuration",
        hint: "Write the path of a go.mod, go.work, .go-version or .tool-versions file, and check that the checkout step runs before this one.",
        cause
      }
    );
  }
}

// src/text/unfolded.ts
var escaped2 = /%(?<percent>[0-9a-f]{2})|\\u(?<utf16>[0-9a-f]{4})|\\x(?<byte>[0-9a-f]{2})|&(?:#(?<decimal>\d{1,6})|#x(?<hex>[0-9a-f]{1,5})|(?<name>amp|lt|gt|quot|apos));/gi;
var names2 = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
var roundsMax = 4;
function unfold(text) {
  let unfolded = inBytes(text);
  for (let round = 0; round < roundsMax; round++) {
    const decoded4 = decode(unfolded);
    if (decoded4 === void 0) break;
    unfolded = decoded4;
  }
  return fold(unfolded);
}
function inBytes(text) {
  const result = new Builder();
  let at = 0;
  for (const character of text) {
    const end2 = at + character.length;
    result.add(inUtf8(character), at, end2);
    at = end2;
  }
  return result.build();
}
function inUtf8(character) {
  return character <= "" ? character : Buffer.from(character.toLowerCase()).toString("latin1");
}
function decode({ bytes, from, until }) {
  if (!/[%\\&]/.test(bytes)) return void 0;
  const result = new Builder();
  let at = 0;
  const copyTo = (end2) => {
    for (; at < end2; at++) result.add(bytes.charAt(at), from[at] ?? 0, until[at] ?? 0);
  };
  for (const { index, 0: text, groups = {} } of bytes.matchAll(escaped2)) {
    copyTo(index);
    at = index + text.length;
    result.add(decodedOf(groups), from[index] ?? 0, until[at - 1] ?? 0);
  }
  if (at === 0) return void 0;
  copyTo(bytes.length);
  return result.build();
}
function decodedOf(groups) {
  const { utf16, hex, decimal, name } = groups;
  const byte = groups["percent"] ?? groups["byte"];
  if (byte !== void 0) return String.fromCharCode(Number.parseInt(byte, 16));
  if (utf16 !== void 0) return inUtf8(String.fromCharCode(Number.parseInt(utf16, 16)));
  if (hex !== void 0) return inUtf8(String.fromCodePoint(Number.parseInt(hex, 16)));
  if (decimal !== void 0) return inUtf8(String.fromCodePoint(Number(decimal)));
  return names2[name?.toLowerCase() ?? ""] ?? "";
}
var isDropped = (byte) => byte <= " " || byte === "" || "\\+-".includes(byte);
var unseen = /\u00e2\u0080[\u008b-\u008f]|\u00ef\u00bb\u00bf/g;
function fold({ bytes, from, until }) {
  const hidden = new Set([...bytes.matchAll(unseen)].flatMap(({ index }) => [index, index + 1, index + 2]));
  const result = new Builder();
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes.charAt(at);
    if (isDropped(byte) || hidden.has(at)) continue;
    result.add(byte <= "" ? foldAscii(byte) : byte, from[at] ?? 0, until[at] ?? 0);
  }
  return result.build();
}
function foldAscii(byte) {
  return byte === "_" ? "/" : byte.toLowerCase();
}
var Builder = class {
  #bytes = "";
  #from = [];
  #until = [];
  add(bytes, from, until) {
    this.#bytes += bytes;
    for (let count = 0; count < bytes.length; count++) {
      this.#from.push(from);
      this.#until.push(until);
    }
  }
  build() {
    return { bytes: this.#bytes, from: this.#from, until: this.#until };
  }
};

// src/text/secrets.ts
var stars = "***";
var minUnfoldedLength = 8;
var minLineLength = 4;
var Secrets = class {
  #forms = [];
  /** The same, unfolded, but for short ones. */
  #unfolded = /* @__PURE__ */ new Set();
  /**
   * add records a secret, and returns its parts for a masker that works line by line. Blank secrets are
   * ignored.
   */
  add(secret) {
    const parts = partsOf2(secret);
    const forms = parts.flatMap(formsOf);
    this.#forms = [.../* @__PURE__ */ new Set([...this.#forms, ...forms])].sort((a, b) => b.length - a.length);
    for (const form of forms) {
      const { bytes } = unfold(form);
      if (bytes.length >= minUnfoldedLength) this.#unfolded.add(bytes);
    }
    return parts;
  }
  /**
   * redact replaces every secret with `***`, the longest first: plain, as Base64 or in hexadecimal, and each of them however it
   * is encoded for URLs, JSON or HTML, in either case, and broken over lines.
   */
  redact(text) {
    const redacted = this.#redactUnfolded(text);
    return this.#forms.reduce((result, form) => result.replaceAll(form, stars), redacted);
  }
  #redactUnfolded(text) {
    if (this.#unfolded.size === 0 || text.length < minUnfoldedLength) return text;
    const { bytes, from, until } = unfold(text);
    const found = [];
    for (const secret of this.#unfolded) {
      for (let at = bytes.indexOf(secret); at >= 0; at = bytes.indexOf(secret, at + 1)) {
        found.push([from[at] ?? 0, until[at + secret.length - 1] ?? 0]);
      }
    }
    return withStars(text, found);
  }
};
function withStars(text, ranges) {
  let result = "";
  let end2 = 0;
  for (const [from, until] of ranges.toSorted(([a], [b]) => a - b)) {
    if (from >= end2) result += text.slice(end2, from) + stars;
    end2 = Math.max(end2, until);
  }
  return result + text.slice(end2);
}
function partsOf2(secret) {
  const trimmed = secret.trim();
  const lines = trimmed.split(/[\r\n]+/).map((line) => line.trim());
  if (lines.length > 1) return lines.filter((line) => line.length >= minLineLength);
  return trimmed === "" ? [] : [trimmed];
}
function formsOf(secret) {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret);
  const encoded2 = [
    ...base64Forms(bytes),
    ...base64Forms(Buffer.from(bytes.toString("base64"))),
    ...hexForm(bytes)
  ];
  return secret.isWellFormed() ? [secret, inJson, encodeURIComponent(secret), ...encoded2] : [secret, inJson, ...encoded2];
}
var minEncodedLength = 8;
function hexForm(bytes) {
  const form = bytes.toString("hex");
  return form.length < minEncodedLength ? [] : [form];
}
function base64Forms(bytes) {
  const inside = [0, 1, 2].map((shift) => {
    const encoded2 = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    return encoded2.slice(Math.ceil(shift * 8 / 6), Math.floor((shift + bytes.length) * 8 / 6));
  });
  return [bytes.toString("base64"), ...inside].flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]).filter((form) => form.length >= minEncodedLength);
}

// src/steps/save.ts
async function saveStep(run3, before, downloaded, downloadMs) {
  const failed = (error) => ({ kind: "failed", reason: messageOf(error) });
  const attempt2 = () => saveSet(run3, before, downloaded, downloadMs);
  return run3.fallbacks.cover("save", "nothing is saved", run3, attempt2, failed);
}
async function saveSet(run3, before, downloaded, downloadMs) {
  const { plan, policy: policy2, ports, inputs } = run3;
  if (ports.cache.kind === "off") return { kind: "skipped", reason: ports.cache.reason };
  if (!policy2.writes)
    return { kind: "skipped", reason: `the cache mode is ${policy2.mode} (${policy2.source})` };
  if (before.restored.kind === "found")
    return { kind: "not-needed", reason: "an entry for this key already exists" };
  const { GOMODCACHE } = plan.goEnv;
  const cacheable = cacheableOf(downloaded.modules, plan.checksums);
  for (const module of cacheable.uncovered) {
    ports.runner.log.info(`Not cacheable: no go.sum line for ${module}`);
  }
  const { save } = await import("./cache.save.mjs");
  const saved = await save(
    {
      backend: ports.cache.backend,
      key: plan.cacheKey.key,
      gomodcache: GOMODCACHE,
      cacheable,
      restored: before.restored,
      download: {
        modules: new Set(downloaded.modules.filter(({ fetched }) => fetched).map(moduleKey)),
        ms: downloadMs
      },
      rebuild: inputs.clean,
      scratchDir: run3.scratchDir,
      signal: run3.signal
    },
    ports.runner
  );
  for (const { module, reason } of saved.kind === "saved" ? saved.leftOut : []) {
    ports.runner.log.info(`Not cached: ${module}: ${reason}`);
  }
  return saved;
}
function describeSave(saved) {
  switch (saved.kind) {
    case "saved":
      return `Cache: saved ${formatCount(saved.modules, "module")} (${formatBytes(saved.bytes)}) as ${saved.name}`;
    case "not-needed":
      return `Cache: nothing to save: ${saved.reason}`;
    case "skipped":
      return `Cache: not saved: ${saved.reason}`;
    case "failed":
      return `Cache: not saved: ${saved.reason}`;
  }
}

// src/steps/plan.ts
async function planStep(inputs, ports, bounds) {
  try {
    return await makePlan(inputs, ports, bounds.signal);
  } catch (error) {
    const { withoutPlan } = await import("./steps.plain-download.mjs");
    return { kind: "downloaded", record: await withoutPlan(error, inputs, ports, bounds) };
  }
}

// src/steps/go.ts
import path28 from "node:path";
async function goStep({ spec, source }, inputs, ports, bounds) {
  const { log } = ports.runner;
  const { neutralDir } = bounds;
  ports.runner.annotateGoErrors();
  const onPath = await goOnPath(ports, neutralDir, bounds.signal);
  if (onPath !== void 0 && satisfies(onPath.version, spec)) {
    log.info(`Using Go ${onPath.name} from PATH (${source} requires ${spec.text})`);
    return ports.env;
  }
  const other = onPath === void 0 ? "none on PATH" : `Go ${onPath.name} is on PATH`;
  log.info(`${source} requires Go ${spec.text}; ${other}`);
  const asking = { exec: ports.exec, env: ports.env, neutralDir, signal: bounds.signal };
  const { version, dir } = await findInToolCache(spec, inputs, ports) ?? await install(spec, inputs, ports, {
    ...bounds,
    onPath: onPath?.version,
    settings: await settingsOf(inputs, asking, onPath !== void 0)
  });
  if (dir === void 0) {
    log.info(`Using Go ${semverOf(version)} from PATH`);
    return ports.env;
  }
  log.info(`Using Go ${semverOf(version)} from ${dir}`);
  const env = withGo(dir, ports.env);
  await checkThatItRuns(version, dir, { ...asking, env });
  publish(dir, ports);
  return env;
}
async function goOnPath({ exec, env }, neutralDir, signal) {
  if (await exec.find("go", env) === void 0) return void 0;
  const name = await askGo2("go", "GOVERSION", { exec, env, neutralDir, signal });
  const version = parseToolchainName(name);
  return version === void 0 ? void 0 : { name: name.replace(/^go/, ""), version };
}
async function askGo2(file, name, { exec, env, neutralDir, signal }) {
  const neutral = { ...env, GOTOOLCHAIN: "local", GOWORK: "off" };
  const { stdout } = await exec.ask({ file, args: ["env", name], cwd: neutralDir, env: neutral }, signal);
  return stdout.trim();
}
async function findInToolCache(spec, inputs, { toolCache, env }) {
  if (spec.kind === "stable" || spec.kind === "oldstable") return void 0;
  const tool = downloadTool(baseUrlOf(inputs, env));
  const versions = (await toolCache.versions(tool)).flatMap((name) => parseGoVersion(name) ?? []);
  const version = newest(versions, spec);
  const dir = version && await toolCache.find(tool, semverOf(version));
  return version && dir ? { version, dir } : void 0;
}
async function install(spec, inputs, ports, bounds) {
  const { installGo } = await import("./toolchain.install-go.mjs");
  const { withGoSources } = await import("./steps.go-sources.mjs");
  const baseUrl = baseUrlOf(inputs, ports.env);
  return withGoSources(
    { inputs, ports, baseUrl, ...bounds },
    (sources) => installGo(spec, sources, { toolCache: ports.toolCache, log: ports.runner.log, onPath: bounds.onPath })
  );
}
async function settingsOf({ goSettings }, asking, hasGo) {
  const given = (name) => goSettings[name] || asking.env[name] || void 0;
  const setting = async (name) => given(name) ?? (hasGo ? await askGo2("go", name, asking) : "");
  return {
    goproxy: await setting("GOPROXY"),
    isGoproxyGiven: given("GOPROXY") !== void 0,
    gosumdb: await setting("GOSUMDB"),
    goauth: await setting("GOAUTH")
  };
}
function baseUrlOf(inputs, env) {
  return inputs.goDownloadBaseUrl ?? (env["GO_DOWNLOAD_BASE_URL"] || void 0);
}
function withGo(dir, { GOROOT: _, ...env }) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const folders = [path28.join(dir, "bin"), env[name] ?? ""].filter((folder) => folder !== "");
  return { ...env, [name]: folders.join(path28.delimiter) };
}
function publish(dir, { env: { GOROOT = "" }, runner }) {
  runner.addPath(path28.join(dir, "bin"));
  if (GOROOT === "" || path28.resolve(GOROOT) === path28.resolve(dir)) return;
  runner.log.info(`Changed GOROOT from ${GOROOT}, which is another Go, to ${dir}`);
  runner.exportVariable("GOROOT", dir);
}
async function checkThatItRuns(version, dir, asking) {
  const said = await askGo2("go", "GOVERSION", asking);
  const runs = parseToolchainName(said);
  if (runs !== void 0 && compareGoVersions(runs, version) === 0) return;
  throw new ActionError(
    `the Go in ${dir} should be ${semverOf(version)}, but reports ${said === "" ? "no version" : said}`,
    {
      code: "go-does-not-run",
      class: "go-version",
      hint: `Remove ${dir} so that Go is installed again; if that does not help, it was built for another platform.`
    }
  );
}

// src/steps/restore.ts
async function restoreStep(run3) {
  const nothing = (error) => ({
    restored: { kind: "unavailable", reason: messageOf(error) },
    onDisk: void 0
  });
  const isMeant = ({ code: code2 }) => code2 === "cache-miss" || code2 === "clean-failed";
  const { fallbacks, signal } = run3;
  const attempt2 = () => restoreFromCache(run3);
  return fallbacks.cover("restore", "the modules are downloaded", { signal, isMeant }, attempt2, nothing);
}
async function restoreFromCache(run3) {
  const { inputs, policy: policy2, ports } = run3;
  if (inputs.clean) {
    await emptyModuleCache(run3);
    return { restored: { kind: "skipped", reason: "`clean` ignores cache entries" }, onDisk: void 0 };
  }
  if (ports.cache.kind === "off") {
    return { restored: { kind: "skipped", reason: ports.cache.reason }, onDisk: await inspectDisk(run3) };
  }
  if (!policy2.reads) {
    const reason = `the cache mode is ${policy2.mode} (${policy2.source})`;
    return { restored: { kind: "skipped", reason }, onDisk: await inspectDisk(run3) };
  }
  const { backend } = ports.cache;
  const { onDisk: onDisk2, found } = await checkDiskAndKey(run3, backend);
  const restored = found ?? await ask2(run3, backend);
  logRejected(restored, ports.runner.log);
  if (restored.kind === "miss" && inputs.failOnCacheMiss) throw cacheMiss(run3);
  return { restored, onDisk: onDisk2 };
}
function describeRestore({ restored, onDisk: onDisk2 }) {
  switch (restored.kind) {
    case "hit":
    case "partial": {
      const { delivered } = restored;
      const what = restored.kind === "hit" ? "the entry for this key" : "an older entry of this project";
      const modules = formatCount(delivered.restored.length, "module");
      const bytes = delivered.parts.reduce((sum2, part) => sum2 + part.bytes, 0);
      const without = delivered.baseMissing === void 0 ? "" : `; base entry missing: ${delivered.baseMissing}`;
      return `Cache: restored ${modules} (${formatBytes(bytes)}) from ${what}${without}`;
    }
    case "found":
      return onDisk2 === void 0 ? "Cache: an entry for this key exists" : "Cache: an entry for this key exists, and nothing needs to be restored";
    case "interrupted": {
      const modules = formatCount(restored.delivered.restored.length, "module");
      return `Cache: restore interrupted after ${modules} (${restored.reason}); the rest is downloaded${restored.isDamaged ? "" : ", and nothing is saved"}`;
    }
    case "broken":
      return `Cache: the entry cannot be used (${restored.reason}); its modules are downloaded`;
    case "miss":
      return `Cache: no entry for this key, and no older entry of this project${restored.note === void 0 ? "" : `; ${restored.note}`}`;
    case "unavailable":
      return `Cache: not available (${restored.reason}); nothing is restored or saved`;
    case "skipped":
      return `Cache: not restored: ${restored.reason}`;
  }
}
async function checkDiskAndKey(run3, backend) {
  const { plan, signal } = run3;
  const over3 = new AbortController();
  let looking;
  const look = () => {
    looking ??= lookUp(backend, plan.cacheKey, AbortSignal.any([signal, over3.signal]));
  };
  try {
    const onDisk2 = await inspectDisk(run3, look);
    return { onDisk: onDisk2, found: onDisk2 && await looking };
  } finally {
    over3.abort();
    await looking;
  }
}
async function ask2(run3, backend) {
  const { inputs, plan, ports, signal } = run3;
  if (inputs.lookupOnly) {
    const found = await lookUp(backend, plan.cacheKey, signal);
    if (found.kind !== "miss") return found;
  }
  const { restore } = await import("./cache.restore.mjs");
  const { withRestoreBudget } = await import("./cache.restore-budget.mjs");
  return withRestoreBudget(
    { timeout: inputs.timeout, clock: ports.clock, signal },
    (own) => restore(
      {
        backend,
        cacheKey: plan.cacheKey,
        gomodcache: plan.goEnv.GOMODCACHE,
        checksums: plan.checksums,
        layout: inputs.layout,
        writableDirs: plan.writableDirs,
        signal: own,
        guard: ports.guard
      },
      ports.runner
    )
  );
}
function logRejected(restored, log) {
  for (const { module, reason } of deliveredOf(restored)?.rejected ?? []) {
    log.info(`Rejected cached module ${module}: ${reason}`);
  }
}
async function emptyModuleCache({ plan, ports, scratchDir, signal }) {
  ports.runner.log.info(`Emptying ${plan.goEnv.GOMODCACHE} (\`clean\`)`);
  const answer = await ports.exec.ask(
    { file: "go", args: ["clean", "-modcache"], cwd: scratchDir, env: plan.goCommandEnv },
    signal
  );
  if (answer.code === 0) return;
  throw new ActionError(`\`go clean -modcache\` failed: ${answer.stderr.trim()}`, {
    code: "clean-failed",
    class: "disk",
    hint: `Check who owns ${plan.goEnv.GOMODCACHE}, and that no other job is using it.`
  });
}
function cacheMiss({ plan }) {
  return new ActionError(`no cache entry for ${plan.cacheKey.key}, and no older entry of this project`, {
    code: "cache-miss",
    class: "cache",
    fault: "settings",
    input: "fail-on-cache-miss",
    hint: "Run the job that fills the cache first, or set `fail-on-cache-miss: false` to download instead."
  });
}

// src/steps/record.ts
var emptyRecord = {
  verdict: "failed",
  sentence: "",
  cacheHit: false,
  cacheKey: void 0,
  cacheMatchedKey: void 0,
  cacheSaved: false,
  cacheNotes: [],
  goVersion: void 0,
  gomodcache: void 0,
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
  fallbacks: [],
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
function lookedUp(run3, step, steps) {
  const facts = cacheFacts(run3, step);
  return {
    ...emptyRecord,
    ...goFacts(run3.plan.goEnv),
    ...facts,
    verdict: "done",
    sentence: sentenceOf({ kind: "looked-up", key: facts.cacheMatchedKey ?? run3.plan.cacheKey.key }),
    cacheNotes: [describeRestore(step)],
    fallbacks: run3.fallbacks.records,
    steps,
    durationMs: durationOf(steps)
  };
}
function recordOf(run3, outcomes, steps) {
  const { restored, downloaded, saved, mirrored } = outcomes;
  const modules = moduleRecords(run3, outcomes, startOf("download", steps));
  const errors = errorsOf(outcomes);
  const rejected = deliveredOf(restored.restored)?.rejected ?? [];
  const durationMs = durationOf(steps);
  const complete = (downloaded.kind === "complete" || downloaded.kind === "nothing-missing") && mirrored?.kind !== "failed";
  return {
    ...goFacts(run3.plan.goEnv),
    ...cacheFacts(run3, restored),
    verdict: complete ? "done" : "failed",
    sentence: complete ? sentenceOf({
      kind: "done",
      tally: tallyOf(modules),
      rejected: rejectedModules(rejected).length,
      durationMs
    }) : failedSentence(run3, outcomes, errors),
    cacheSaved: saved?.kind === "saved",
    cacheNotes: [describeRestore(restored), ...saved === void 0 ? [] : [describeSave(saved)]],
    modules,
    rejected,
    ...entryDownloadMs(restored.restored),
    bytesRestored: sum(deliveredOf(restored.restored)?.parts.map(({ bytes }) => bytes) ?? []),
    bytesDownloaded: sum(modules.filter(({ source }) => source === "download").map(({ bytes }) => bytes)),
    bytesSaved: saved?.kind === "saved" ? saved.bytes : 0,
    retries: downloaded.retries + (networkOf(downloaded)?.retries ?? 0),
    hosts: networkOf(downloaded)?.hosts ?? [],
    durationMs,
    steps,
    fallbacks: run3.fallbacks.records,
    errors
  };
}
function goFacts(goEnv) {
  return { goVersion: goEnv.GOVERSION.replace(/^go/, ""), gomodcache: goEnv.GOMODCACHE };
}
function cacheFacts({ plan }, { restored }) {
  const entry = entryOf(restored);
  return {
    cacheHit: entry?.key === plan.cacheKey.key,
    cacheKey: plan.cacheKey.key,
    cacheMatchedKey: entry && formatEntry(entry),
    keyIngredients: plan.cacheKey.ingredients
  };
}
function entryOf(restored) {
  if (restored.kind === "found" || restored.kind === "broken") return restored.entry;
  return restored.kind === "hit" || restored.kind === "partial" ? restored.delivered.entry : void 0;
}
function networkOf(downloaded) {
  return downloaded.kind === "nothing-missing" ? void 0 : downloaded.network;
}
function moduleRecords({ plan }, { restored, downloaded }, downloadStart) {
  const asked = new Map(networkOf(downloaded)?.modules.map((stats) => [stats.module, stats]));
  const fromCache = new Set((deliveredOf(restored.restored)?.restored ?? []).map(moduleKey));
  return downloaded.modules.map((module) => {
    const stats = asked.get(moduleKey(module));
    return {
      path: module.path,
      version: module.version,
      source: sourceOf2(module.fetched, fromCache.has(moduleKey(module))),
      bytes: module.bytes,
      attempts: stats?.attempts ?? module.attempts,
      ...stats && {
        transfer: { startMs: downloadStart + stats.startMs, durationMs: stats.durationMs }
      },
      cacheable: plan.checksums.zip(module) !== void 0
    };
  });
}
function sourceOf2(fetched, fromCache) {
  if (fromCache) return "cache";
  return fetched ? "download" : "disk";
}
function errorsOf({ downloaded, mirrored }) {
  if (downloaded.kind === "failed" || downloaded.kind === "deadline")
    return downloaded.failures.map(({ goMightSucceed: _, ...error }) => error);
  return mirrored?.kind === "failed" ? mirrored.errors : [];
}
function failedSentence({ plan }, { mirrored }, errors) {
  if (mirrored?.kind === "failed") {
    return sentenceOf({ kind: "not-mirrored", reason: errors[0]?.message ?? "unknown reason" });
  }
  const failed = new Set(errors.flatMap(({ module }) => module === void 0 ? [] : [module]));
  const known = plan.required.length === 0 ? [] : [...failed, ...plan.required.map(moduleKey)];
  const reason = errors[0]?.message ?? "the go command failed without an error message";
  return sentenceOf({ kind: "failed", failed: failed.size, total: new Set(known).size, reason });
}
function startOf(name, steps) {
  return steps.find((step) => step.name === name)?.startMs ?? 0;
}
function entryDownloadMs(restored) {
  const stated = deliveredOf(restored)?.parts.map(({ manifest }) => manifest.downloadMs) ?? [];
  const known = stated.filter((ms) => ms !== void 0);
  return stated.length > 0 && known.length === stated.length ? { entryDownloadMs: sum(known) } : {};
}
function durationOf(steps) {
  return sum(steps.map(({ durationMs }) => durationMs));
}

// src/run.ts
import { mkdir as mkdir2, mkdtemp, rm as rm2 } from "node:fs/promises";
import path30 from "node:path";

// src/steps/download.ts
import path29 from "node:path";

// src/steps/module-proxy.ts
async function withModuleProxy(run3, credentials, body) {
  const concurrency = requestsMax(run3.inputs.concurrency);
  const { startModuleProxy } = await import("./proxy.module-proxy.mjs");
  const { ZipHasher } = await import("./modcache.zip-hasher.lazy.mjs");
  const set = await missing(run3);
  const hasher = new ZipHasher();
  hasher.prepare(set.modules.length);
  let http;
  let proxy;
  let events = 0;
  try {
    http = await openNetwork(run3, credentials);
    const follow = progressLogger(run3, set.modules.length);
    proxy = await startModuleProxy({
      ...await proxyOptions(run3, http),
      ...set,
      concurrency,
      hasher,
      onEvent: (event) => {
        events++;
        follow(event);
      }
    });
    const { rewrite, failureOf: failureOf2, describe: describe2, awaited, stats } = proxy;
    await proxy.prefetched;
    return await body({
      env: proxy.env({ ...run3.plan.goCommandEnv, ...await networkEnv(run3), ...credentials.env }),
      hooks: {
        rewrite,
        failureOf: failureOf2,
        describe: describe2,
        activity: () => String(events),
        awaited: () => awaited().map(asAwaited)
      },
      stats
    });
  } finally {
    await proxy?.close();
    await hasher.close();
    await http?.close();
  }
}
function openNetwork({ plan, inputs, ports }, { netrc }) {
  const settings = httpSettingsOf(inputs, ports.env, settingOf(plan.settings, "GOAUTH"));
  return ports.network.open({ ...settings, netrc });
}
async function proxyOptions({ plan, inputs, ports, signal, scratchDir }, http) {
  const { entriesLeftToGo } = await import("./proxy.goauth.mjs");
  const { clock, random } = ports;
  const goproxy = settingOf(plan.settings, "GOPROXY");
  const goauth = settingOf(plan.settings, "GOAUTH");
  const [module] = plan.required;
  return {
    goproxy,
    goprivate: settingOf(plan.settings, "GOPRIVATE"),
    gonoproxy: settingOf(plan.settings, "GONOPROXY"),
    gonosumdb: settingOf(plan.settings, "GONOSUMDB"),
    fallback: inputs.fallbackGoproxy ?? "",
    leftToGo: await entriesLeftToGo({ goauth, goproxy, module, http, clock, signal }),
    http,
    clock,
    random,
    checksums: plan.checksums,
    placement: { gomodcache: plan.goEnv.GOMODCACHE, writableDirs: plan.writableDirs, guard: ports.guard },
    attempts: inputs.attempts,
    stallTimeout: inputs.stallTimeout,
    scratchDir,
    signal
  };
}
function progressLogger({ ports: { runner } }, expected) {
  let placed = 0;
  return (event) => {
    if (event.kind === "retry" || event.kind === "failover") logRetry(event, runner.log);
    if (event.kind === "fetched") {
      runner.log.debug(`Fetched ${inWords(event.file)} from ${event.host}, ${formatBytes(event.bytes)}`);
    }
    if (event.kind !== "placed" || event.file.kind !== "zip") return;
    runner.progress(`Downloading modules: ${++placed} of ${expected}`);
  };
}
function asAwaited({ file, host }) {
  if (file.module === void 0) return { what: file.wire, host };
  const module = moduleKey(file.module);
  return { what: module, module, host };
}
function logRetry(event, log) {
  const what = inWords(event.file);
  const why = describeFailure(event.failure);
  if (event.kind === "failover") {
    log.info(`Falling back to ${event.to}: ${what} from ${event.from}: ${why}`);
  } else {
    log.info(`Retrying in ${formatDuration(event.pause)}: ${what} from ${event.host}: ${why}`);
  }
}
function inWords({ module, kind, wire }) {
  if (module !== void 0) return `${moduleKey(module)} (${kind})`;
  return wire === "" ? "the list of releases" : wire;
}
async function missing({ plan, inputs }) {
  if (inputs.packages.length > 0) return { modules: [], graphs: [] };
  const { checksums, required: required2, goEnv, roots } = plan;
  const graphs = roots.map(graphRootOf);
  if (!await holdsModules(goEnv.GOMODCACHE)) return { modules: required2, graphs };
  const states = await Promise.all(
    required2.map((module) => inspectModule(goEnv.GOMODCACHE, module, checksums, "zip"))
  );
  return { modules: required2.filter((_, index) => states[index] !== "present"), graphs };
}

// src/steps/download.ts
async function downloadStep(run3, before) {
  const { inputs, ports } = run3;
  const atHand = before.onDisk?.map(asDownloaded) ?? modulesOfEntry(run3, before.restored) ?? // After a hit, almost never is anything missing, and this check needs neither a proxy nor a network.
  (before.restored.kind === "hit" ? await probe(run3) : void 0);
  if (atHand !== void 0) {
    ports.runner.log.info("Nothing to download");
    return { kind: "nothing-missing", modules: atHand, retries: 0 };
  }
  const rootCopies = await copyRoots(run3, "download");
  const jobs = await jobsOf(run3, rootCopies);
  const downloaded = await withCredentials(run3, (credentials) => download(run3, jobs, credentials));
  const fetched = downloaded.modules.filter((module) => module.fetched).length;
  ports.runner.log.info(`Downloaded ${formatCount(fetched, "module")}`);
  if (downloaded.kind === "complete" && usesCredentials(inputs)) {
    ports.runner.log.info("All modules are on disk; later steps need no credentials for them");
  }
  await noticeChanges(run3, rootCopies);
  if (downloaded.kind === "complete") await noticeUncovered(run3);
  return downloaded;
}
async function download(run3, jobs, credentials) {
  const { signal, fallbacks, ports } = run3;
  const since = ports.clock.now();
  const through = await fallbacks.cover(
    "module proxy",
    "the go command downloads by itself",
    { signal },
    () => downloadThroughProxy(run3, jobs, credentials, since),
    () => void 0
  );
  if (through !== void 0 && !mightGoSucceed(through)) return through;
  if (through !== void 0) {
    const [failure] = through.failures;
    ports.runner.log.info(`Running the go command once more, without our module proxy: ${failure?.message}`);
    fallbacks.record("module proxy", failure?.message ?? "");
  }
  const direct = await downloadDirectly(run3, jobs, credentials, since);
  if (through !== void 0 && direct.kind === "failed") return through;
  return { ...direct, network: through?.network };
}
function mightGoSucceed(ended2) {
  return ended2.kind === "failed" && ended2.failures.every(({ goMightSucceed: goMightSucceed2 }) => goMightSucceed2 === true);
}
async function downloadThroughProxy(run3, jobs, credentials, since) {
  return withModuleProxy(run3, credentials, async ({ env, hooks, stats }) => {
    const attempts = Math.min(run3.inputs.attempts, goRunsMax);
    const ended2 = await downloadModules(requestOf(run3, { jobs, env, hooks, attempts, since }), portsOf(run3));
    return { ...await explainFailure(run3, ended2, env), network: stats() };
  });
}
async function downloadDirectly(run3, jobs, credentials, since) {
  const env = { ...run3.plan.goCommandEnv, ...await networkEnv(run3), ...credentials.env };
  const ended2 = await downloadModules(requestOf(run3, { jobs, env, attempts: 1, since }), portsOf(run3));
  return explainFailure(run3, ended2, env);
}
function requestOf({ plan, inputs, signal }, request) {
  return {
    ...request,
    gomodcache: plan.goEnv.GOMODCACHE,
    stallTimeout: inputs.stallTimeout + watchdogDelay,
    signal,
    expected: plan.required.length
  };
}
function portsOf({ ports }) {
  return { ...ports, log: ports.runner.log, progress: (text) => ports.runner.progress(text) };
}
async function explainFailure(run3, ended2, env) {
  if (ended2.kind === "complete") return ended2;
  const { addDiagnosis } = await import("./steps.diagnose.mjs");
  return addDiagnosis(run3, ended2, env);
}
var goRunsMax = 3;
var watchdogDelay = 6e4;
function modulesOfEntry({ inputs, plan }, restored) {
  if (!goWouldAddFiles(inputs)) return void 0;
  if (restored.kind !== "hit") return void 0;
  const { parts, rejected, baseMissing, restored: placed, onDisk: onDisk2 } = restored.delivered;
  if (rejected.length > 0 || baseMissing !== void 0) return void 0;
  if (parts[0] === void 0 || parts[0].manifest.uncovered.length > 0) return void 0;
  const modules = [...placed, ...onDisk2.map((module) => ({ ...module, bytes: 0 }))].map(asDownloaded);
  const there = new Set(modules.map(moduleKey));
  return plan.required.every((module) => there.has(moduleKey(module))) ? modules : void 0;
}
function asDownloaded(module) {
  return { path: module.path, version: module.version, bytes: module.bytes, fetched: false, attempts: 0 };
}
async function noticeChanges({ ports }, rootCopies) {
  for (const file of await wantedChanges(rootCopies)) {
    const name = path29.basename(file);
    const command = name === "go.work.sum" ? "go mod download" : "go mod tidy";
    ports.runner.log.notice(
      `The go command would have changed ${file}; the file was left as it is. Run \`${command}\` and commit the result.`,
      { title: `${name} is not tidy`, location: { file } }
    );
  }
}

// src/pipeline.ts
async function runPipeline(inputs, given, bounds) {
  const { log } = given.runner;
  const steps = new StepTimer(given);
  const isOnPath = async () => await given.exec.find("go", given.env) !== void 0;
  const wanted = await wantedGo(inputs, isOnPath, log);
  const env = wanted && await steps.run("go", () => goStep(wanted, inputs, given, bounds));
  const ports = { ...given, env: env ?? given.env };
  const fallbacks = new Fallbacks(log);
  const planned = await steps.run("plan", () => planStep(inputs, ports, { ...bounds, fallbacks }));
  if (planned.kind === "downloaded") return { ...planned.record, steps: steps.records };
  if (planned.kind === "nothing") return nothingToDo(planned, steps.records);
  const policy2 = decidePolicy(inputs.cacheMode, ports.env);
  const run3 = { inputs, plan: planned.plan, policy: policy2, ports, fallbacks, ...bounds };
  logCacheKey(run3);
  const restored = await steps.run("restore", () => restoreStep(run3));
  log.info(describeRestore(restored));
  if (restored.restored.kind === "found" && inputs.lookupOnly) return lookedUp(run3, restored, steps.records);
  const downloaded = await steps.run("download", () => downloadStep(run3, restored));
  if (downloaded.kind === "failed" || downloaded.kind === "deadline") {
    return recordOf(run3, { restored, downloaded, saved: void 0, mirrored: void 0 }, steps.records);
  }
  const saved = await steps.run("save", () => saveStep(run3, restored, downloaded, steps.msOf("download")));
  if (!endsSaving(restored.restored)) log.info(describeSave(saved));
  const { mirrorDirectory: dir } = inputs;
  const mirrored = dir === void 0 ? void 0 : await steps.run("mirror", () => writeMirror(run3, downloaded, dir));
  return recordOf(run3, { restored, downloaded, saved, mirrored }, steps.records);
}
function endsSaving(restored) {
  return restored.kind === "unavailable" || restored.kind === "interrupted" && !restored.isDamaged;
}
async function writeMirror(run3, downloaded, dir) {
  const { mirrorStep } = await import("./steps.mirror.mjs");
  return mirrorStep(run3, downloaded, dir);
}
function logCacheKey({ plan: { cacheKey }, ports: { cache, runner } }) {
  runner.log.info(`Cache key: ${cacheKey.key}`);
  for (const ingredient of cacheKey.ingredients) runner.log.debug(`  ${ingredient}`);
  if (cache.kind === "on" && cache.note !== void 0) runner.log.info(`Cache: ${cache.note}`);
}

// src/run.ts
async function run2(session) {
  const { clock, runner } = session.ports;
  const start2 = clock.now();
  guardTimeout(session);
  for (const secret of secretsGiven(session.raw, session.ports.env)) runner.mask(secret);
  try {
    const inputs = await readInputs(session.raw, session.context);
    for (const secret of secretsOfInputs(inputs.credentials)) runner.mask(secret);
    const record = await runWithin(session, inputs);
    await report(session, { ...record, durationMs: clock.now() - start2 }, inputs.summary);
    return record.verdict === "failed" ? 1 : 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    await report(session, { ...failedRecord(error, runner), durationMs: clock.now() - start2 }, "always");
    return 2;
  }
}
async function runWithin(session, inputs) {
  const { clock, runner } = session.ports;
  let stop;
  try {
    return await withScratchDir(session, async (scratchDir, neutralDir) => {
      const cache = await openCache(session, inputs, scratchDir);
      try {
        return await withDeadline({ ms: inputs.timeout, clock, parent: session.interrupted }, (signal) => {
          stop = signal;
          return runPipeline(inputs, { ...session.ports, cache }, { scratchDir, neutralDir, signal });
        });
      } finally {
        if (cache.kind === "on") await cache.backend.close();
      }
    });
  } catch (error) {
    const isStopped = stop?.aborted === true && error === stop.reason;
    return isStopped ? recordOfFailure(stoppedFailure(error, [])) : failedRecord(error, runner);
  }
}
async function openCache({ openCache: open3, ports }, inputs, scratchDir) {
  try {
    return await open3(inputs, scratchDir);
  } catch (error) {
    const reason = messageOf(error);
    ports.runner.log.warning(`The cache cannot be used: ${reason}`);
    return { kind: "off", reason };
  }
}
var graceMin = 3e3;
var graceMax = 3e4;
function guardTimeout({ raw, ports }) {
  const timeout = parseDuration(raw.timeout?.trim() || (definitionOf("timeout")?.default ?? ""));
  if (timeout.kind === "problem") return;
  const grace = Math.min(graceMax, Math.max(graceMin, timeout.value / 10));
  const limit = formatDuration(timeout.value);
  ports.guard.endWithin(timeout.value + grace, `The step did not end within its \`timeout\` of ${limit}.`);
}
async function withScratchDir({ tempDir, ports }, body) {
  const scratchDir = await mkdtemp(path30.join(tempDir, "go-mod-download-")).catch((cause) => {
    throw noTempDir(tempDir, cause);
  });
  const release2 = ports.guard.removeAtEnd(scratchDir);
  try {
    const neutralDir = path30.join(scratchDir, "neutral");
    await mkdir2(neutralDir).catch((cause) => {
      throw noTempDir(tempDir, cause);
    });
    return await body(scratchDir, neutralDir);
  } finally {
    await rm2(scratchDir, { recursive: true, force: true, maxRetries: 3 });
    release2();
  }
}
function noTempDir(tempDir, cause) {
  return new ActionError(`cannot create a temporary directory in ${tempDir}`, {
    code: "temporary-folder",
    class: "disk",
    hint: "Set RUNNER_TEMP (in a workflow) or TMPDIR to a directory that this user may write to.",
    cause
  });
}
function failedRecord(error, runner) {
  if (Error.isError(error) && error.stack !== void 0) runner.log.debug(error.stack);
  return recordOfFailure(errorRecord(error));
}
function recordOfFailure(error) {
  const sentence = sentenceOf({ kind: "failed", failed: 0, total: 0, reason: error.message });
  return { ...emptyRecord, sentence, errors: [error] };
}
async function report({ ports, secrets, reportFile, context }, full, summary) {
  const { log, setOutput, writeSummary } = ports.runner;
  const dir = ports.env["GITHUB_WORKSPACE"] || context.cwd;
  const errors = await Promise.all(full.errors.map((error) => locate(error, dir, ports.env)));
  const record = redactedRecord({ ...full, errors }, secrets);
  announceErrors(record.errors, log);
  log.info(record.sentence);
  const outputs = outputsOf(record, reportFile);
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  const isWritten = summary === "always" || summary === "on-failure" && record.verdict === "failed";
  if (isWritten) await writeSummary(summaryMarkdown(record));
  if (reportFile === void 0) return;
  try {
    await writeReport(reportFile, jsonReport(record, outputs), ports.guard);
  } catch (error) {
    log.warning(messageOf(error));
  }
}
async function locate(error, dir, env) {
  const { input } = error;
  const location = error.location ?? (input === void 0 ? void 0 : await workflowLine(input, env));
  return location === void 0 ? error : { ...error, location: locationBelow(location, dir) };
}

// src/adapters/github-cache/github-cache.ts
function githubCache(options) {
  const service = openService(options);
  let expected;
  return {
    lookup: (keys, signal) => lookUp3(service, keys, signal),
    fetch: async (keys, signal, onMatched) => {
      const { fetchEntry } = await import("./adapters.github-cache.fetch-entry.mjs");
      return fetchEntry(service, { keys, onMatched, signal });
    },
    expectStore: () => {
      if (!hasGithubCacheService(service.env)) return;
      expected ??= import("./adapters.github-cache.store-entry.mjs").then(({ openStoreSite }) => openStoreSite(service));
      expected.catch(() => void 0);
    },
    store: async (key, file, signal) => {
      const opening = expected;
      expected = void 0;
      const { storeEntry } = await import("./adapters.github-cache.store-entry.mjs");
      return storeEntry(service, { key, file, signal }, opening);
    },
    close: async () => {
      await Promise.all([expected && closeUnused(expected), service.close()]);
    }
  };
}
async function closeUnused(expected) {
  const site = await expected.catch(() => void 0);
  if (site === void 0) return;
  const { closeStoreSite } = await import("./adapters.github-cache.store-entry.mjs");
  await closeStoreSite(site);
}
async function lookUp3(service, keys, signal) {
  const { lookUpEntry } = await import("./adapters.github-cache.look-up-entry.lazy.mjs");
  const match = await lookUpEntry(service, keys, signal);
  return match.kind === "found" ? { kind: "found", key: match.key } : match;
}

// src/choose-cache.ts
async function chooseCache(inputs, scratchDir, context) {
  const cache = await openBackend(inputs, scratchDir, context);
  const passphrase = inputs.cacheEncryptionKey;
  if (cache.kind === "off" || passphrase === void 0) return cache;
  const { encryptionKeyOf } = await import("./adapters.encrypted-cache.key.lazy.mjs");
  const { encryptedCache } = await import("./adapters.encrypted-cache.encrypted-cache.mjs");
  const key = await encryptionKeyOf(passphrase);
  const note = `${cache.note === void 0 ? "" : `${cache.note}; `}entries are encrypted with key ${key.id}`;
  return { kind: "on", backend: encryptedCache(cache.backend, key), note };
}
async function openBackend(inputs, scratchDir, context) {
  const named = namedService(context.env, inputs.cacheServiceHosts);
  const hasService = hasGithubCacheService(named.env);
  switch (inputs.cache) {
    case "off":
      return { kind: "off", reason: "`cache` is off" };
    case "directory":
      return directory(inputs, context);
    case "github":
      if (hasService) return github(inputs, scratchDir, context, named);
      return {
        kind: "off",
        reason: withNote(
          "there is no GitHub cache service here; `cache: github` works only in a workflow step",
          named
        )
      };
    case "s3":
      return s3(inputs, context);
    case "auto":
      if (namesBucket(inputs, context)) return s3(inputs, context);
      if (hasService) return github(inputs, scratchDir, context, named);
      if (context.fallback === "directory") return directory(inputs, context);
      return {
        kind: "off",
        reason: withNote("this runner has no cache service; set `cache: directory` to use its disk", named)
      };
  }
}
function withNote(reason, { note }) {
  return note === void 0 ? reason : `${reason}; ${note}`;
}
function github(inputs, scratchDir, context, { env, note }) {
  const { clock, random, network, mask, guard } = context;
  const token = env["ACTIONS_RUNTIME_TOKEN"];
  if (note !== void 0 && token) mask(token);
  const openHttp = () => network.open(httpSettingsOf(inputs, context.env, "off"));
  const { stallTimeout } = inputs;
  return {
    kind: "on",
    backend: githubCache({ env, openHttp, mask, clock, random, guard, scratchDir, stallTimeout }),
    ...note === void 0 ? {} : { note }
  };
}
var isEntry = (name) => parseEntry(nameWithoutKeyId(name)) !== void 0;
function asPlain({ cacheEncryptionKey }, backend) {
  return cacheEncryptionKey === void 0 ? plainCache(backend) : backend;
}
function namesBucket({ s3: s32 }, { env }) {
  const found = bucketOf(s32, env);
  return found.kind === "problem" || found.value !== void 0;
}
async function s3(inputs, context) {
  const { env, clock, random, network, mask } = context;
  const found = bucketOf(inputs.s3, env);
  if (found.kind === "problem") return { kind: "off", reason: found.message };
  const bucket = found.value;
  if (bucket === void 0) {
    const reason = "`cache: s3` needs a bucket: set `s3-bucket`, or RUNS_ON_S3_BUCKET_CACHE for this step";
    return { kind: "off", reason };
  }
  const settings = httpSettingsOf(inputs, env, "off");
  const { openS3Cache } = await import("./adapters.s3.open.mjs");
  const opened = openS3Cache({
    ...{ inputs: inputs.s3, bucket, env, mask, clock, random, isEntry },
    stallTimeout: inputs.stallTimeout,
    openHttp: () => network.open(settings),
    openLocalHttp: () => network.open({ ...settings, httpProxy: "", httpsProxy: "" })
  });
  return { kind: "on", ...opened, backend: asPlain(inputs, opened.backend) };
}
async function directory(inputs, { env, platform, clock, random, guard }) {
  const { directoryCache, userCacheDirectory: userCacheDirectory2 } = await import("./adapters.directory-cache.directory-cache.mjs");
  const root = inputs.cacheDirectory ?? userCacheDirectory2(platform, env);
  try {
    const workspace = env["GITHUB_WORKSPACE"];
    if (workspace) checkInnerFolders(workspace, root);
  } catch (error) {
    return { kind: "off", reason: `\`cache-directory\` cannot be used: ${messageOf(error)}` };
  }
  return {
    kind: "on",
    backend: asPlain(
      inputs,
      directoryCache({ root, maxBytes: inputs.cacheMaxSize, clock, random, isEntry, guard })
    )
  };
}

// src/adapters/tool-cache.ts
import { mkdir as mkdir3, mkdtemp as mkdtemp2, readdir as readdir4, rename as rename2, rm as rm3, stat as stat7, writeFile as writeFile4 } from "node:fs/promises";
import { endianness } from "node:os";
import path31 from "node:path";
function toolCacheOf(env, platform, arch, guard) {
  const runners = env["GITHUB_ACTIONS"] === "true" ? env["RUNNER_TOOL_CACHE"] : void 0;
  const machine = { platform, arch, endianness: endianness() };
  if (runners) return toolCacheIn(() => runners, machine, runnerLookup(arch), guard);
  const root = () => path31.join(userCacheDirectory(platform, env), "tools");
  return toolCacheIn(root, machine, folderLookup(root, arch), guard);
}
function toolCacheIn(root, machine, lookup, guard) {
  return {
    ...lookup,
    machine,
    async add(tool, version, fill) {
      const dir = path31.join(root(), tool, version, machine.arch);
      const scratch = await scratchIn(root());
      const release2 = guard.removeAtEnd(scratch);
      try {
        const filled = path31.join(scratch, "tool");
        await mkdir3(filled);
        await fill(filled);
        if (await lookup.find(tool, version)) return dir;
        await publish2(filled, dir, path31.join(scratch, "torn"));
      } finally {
        await rm3(scratch, { recursive: true, force: true, maxRetries: 3 });
        release2();
      }
      return dir;
    }
  };
}
var occupied = /* @__PURE__ */ new Set(["ENOTEMPTY", "EEXIST", "EPERM", "EACCES"]);
var publishAttempts = 10;
async function publish2(filled, dir, torn) {
  makeFolders(path31.dirname(dir));
  for (let attempt2 = 1; ; attempt2++) {
    try {
      await rename2(filled, dir);
      break;
    } catch (error) {
      if (!occupied.has(errnoOf(error) ?? "") || attempt2 === publishAttempts) throw error;
      if (await exists2(`${dir}.complete`)) return;
      await ifPresent(rename2(dir, `${torn}-${attempt2}`));
    }
  }
  await writeFile4(`${dir}.complete`, "");
}
async function scratchIn(root) {
  try {
    makeFolders(root);
    return await mkdtemp2(path31.join(root, ".go-mod-download-"));
  } catch (cause) {
    throw new ActionError(`cannot install into the tool cache ${root}`, {
      code: "tool-cache-unwritable",
      class: "disk",
      hint: "Give this user write permission there, or install Go before this step.",
      cause
    });
  }
}
function runnerLookup(arch) {
  return {
    versions: async (tool) => (await import("./adapters.tool-cache-lookup.mjs")).toolVersions(tool, arch),
    find: async (tool, version) => (await import("./adapters.tool-cache-lookup.mjs")).findTool(tool, version, arch)
  };
}
function folderLookup(root, arch) {
  const find2 = async (tool, version) => {
    const dir = path31.join(root(), tool, version, arch);
    return await exists2(`${dir}.complete`) && await exists2(dir) ? dir : void 0;
  };
  return {
    find: find2,
    async versions(tool) {
      const names3 = await readNames(path31.join(root(), tool));
      const found = await Promise.all(names3.map(async (name) => await find2(tool, name) ? [name] : []));
      return found.flat();
    }
  };
}
async function exists2(file) {
  return await ifPresent(stat7(file)) !== void 0;
}
async function readNames(dir) {
  return await ifPresent(readdir4(dir)) ?? [];
}

// src/adapters/network/network.ts
import path32 from "node:path";
function networkOf2(env, platform, { mask, redact }) {
  const ownNetrc = async () => {
    const text = await readNetrc(env, platform);
    for (const { login, password } of parseNetrc(text)) {
      mask(password);
      mask(basicAuthorization(login, password).replace(/^Basic /, ""));
    }
    return text;
  };
  return {
    async open(settings) {
      const { openClient } = await import("./adapters.network.open-client.mjs");
      const own = settings.goauth === "off" ? "" : await ownNetrc();
      return openClient(settings, own, redact);
    },
    async certificates(files, paths) {
      const { trustedCertificates } = await import("./adapters.network.certificates.lazy.mjs");
      return trustedCertificates(files, paths);
    },
    netrc: ownNetrc
  };
}
async function readNetrc(env, platform) {
  const home = platform === "win32" ? env["USERPROFILE"] : env["HOME"];
  const names3 = platform === "win32" ? ["_netrc", ".netrc"] : [".netrc"];
  const files = env["NETRC"] ? [env["NETRC"]] : names3.flatMap((name) => home ? [path32.join(home, name)] : []);
  for (const file of files) {
    try {
      return textOfBytes(await readGivenBytes(file));
    } catch (error) {
      if (!unreadable.has(errnoOf(error) ?? "")) throw error;
    }
  }
  return "";
}

export {
  childProcessExec,
  lineOf,
  locationBelow,
  plainText,
  paceOf,
  startGuard,
  isSystemError,
  modcacheError,
  packFileError,
  onDisk,
  onInterrupt,
  endOnCrash,
  endSoon,
  endOnInterrupt,
  NotRegularFile,
  openPlainFile,
  openPlainFileSync,
  readPlainFile,
  ifPresent,
  ifRegular,
  unreadable,
  readGivenFile,
  basicAuthorization,
  authorizationOf,
  percentDecoded,
  withNetrc,
  parseNetrc,
  TransportError,
  userCacheDirectory,
  storedPrefix,
  explainMiss,
  hasGithubCacheService,
  endpointOf,
  noService,
  unavailable,
  openOnce,
  DeadlineExceeded,
  withDeadline,
  Stalled,
  withWatchdog,
  FetchFailure,
  asFailure,
  fullJitter,
  ok,
  problem,
  awsEndpoint,
  objectUrl,
  encoded,
  systemClock,
  makeFolders,
  foldCase,
  checkFilePath,
  parseVersion,
  compareVersions,
  escapePath,
  escapeVersion,
  unescapePath,
  unescapeVersion,
  moduleKey,
  parseModuleKey,
  checkModule,
  compareModules,
  compareText,
  hash1,
  isHash1,
  goModHash,
  keepsZips,
  keepsTrees,
  modcachePaths,
  inspectModule,
  holdsModules,
  cacheableOf,
  goModsOnDisk,
  beyond,
  entryNumberMax,
  formatEntry,
  parseEntry,
  LinkInPath,
  makeInnerFolders,
  checkInnerFolders,
  forwardProxyFor,
  httpSettingsOf,
  loginFor,
  netrcOf,
  redactUrls,
  secretsGiven,
  secretsOfGo,
  secretsOfInputs,
  moduleFile,
  parseRequest,
  isLarge,
  laneOf,
  nameOf2 as nameOf,
  NotFetched,
  describeFailure,
  describeNotFetched,
  onOneLine2 as onOneLine,
  classifyRecord,
  jsonObjects,
  matchesGlobs,
  readGoEnv,
  readGoWork,
  readGoModFile,
  goflag,
  replacementFor,
  parseDependencyGoMod,
  parseGoproxy,
  parseGoSum,
  mergeChecksums,
  inputDefinitions,
  definitionOf,
  parseGoVersion,
  goName,
  semverOf,
  compareGoVersions,
  newest,
  InputError,
  nearest,
  editDistance,
  isSwitchWord,
  parseSwitch,
  readInputs,
  rootDir,
  modulesOf2 as modulesOf,
  sumsOf,
  formatBytes,
  formatDuration,
  formatCount,
  resolveGoSettings,
  settingOf,
  secretsOfSettings,
  describeSetting,
  goCommandEnv,
  accessOf,
  sum,
  findRoots,
  foreignFolders,
  errorRecord,
  sentenceOf,
  goDownloadSite,
  downloadTool,
  Secrets,
  emptyRecord,
  run2 as run,
  logRetry,
  chooseCache,
  toolCacheOf,
  networkOf2 as networkOf
};
