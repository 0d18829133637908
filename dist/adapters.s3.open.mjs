import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  readRanges
} from "./fetch.read-ranges.mjs";
import {
  EntryInterrupted
} from "./ports.cache-backend.mjs";
import "./fetch.answer-failure.mjs";
import {
  readStart,
  retry
} from "./http.read-start.mjs";
import {
  FetchFailure,
  Stalled,
  TransportError,
  awsEndpoint,
  encoded,
  fullJitter,
  objectUrl,
  openOnce,
  readGivenFile,
  withDeadline,
  withWatchdog
} from "./run.mjs";
import {
  ActionError,
  __commonJS,
  __require,
  __toESM,
  errnoOf,
  messageOf
} from "./adapters.process-tree.mjs";

// node_modules/@rgrove/parse-xml/dist/lib/StringScanner.js
var require_StringScanner = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/StringScanner.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.StringScanner = void 0;
    var emptyString = "";
    var surrogatePair = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
    var StringScanner = class {
      constructor(string) {
        this.charCount = this.charLength(string, true);
        this.charIndex = 0;
        this.length = string.length;
        this.multiByteMode = this.charCount !== this.length;
        this.string = string;
        if (this.multiByteMode) {
          let charsToBytes = [];
          for (let byteIndex = 0, charIndex = 0; charIndex < this.charCount; ++charIndex) {
            charsToBytes[charIndex] = byteIndex;
            byteIndex += string.codePointAt(byteIndex) > 65535 ? 2 : 1;
          }
          this.charsToBytes = charsToBytes;
        }
      }
      /**
       * Whether the current character index is at the end of the input string.
       */
      get isEnd() {
        return this.charIndex >= this.charCount;
      }
      // -- Protected Methods ------------------------------------------------------
      /**
       * Returns the number of characters in the given string, which may differ from
       * the byte length if the string contains multibyte characters.
       */
      charLength(string, multiByteSafe = this.multiByteMode) {
        return multiByteSafe ? string.replace(surrogatePair, "_").length : string.length;
      }
      // -- Public Methods ---------------------------------------------------------
      /**
       * Advances the scanner by the given number of characters, stopping if the end
       * of the string is reached.
       */
      advance(count = 1) {
        this.charIndex = Math.min(this.charCount, this.charIndex + count);
      }
      /**
       * Returns the byte index of the given character index in the string. The two
       * may differ in strings that contain multibyte characters.
       */
      charIndexToByteIndex(charIndex = this.charIndex) {
        return this.multiByteMode ? this.charsToBytes[charIndex] ?? Infinity : charIndex;
      }
      /**
       * Consumes and returns the given number of characters if possible, advancing
       * the scanner and stopping if the end of the string is reached.
       *
       * If no characters could be consumed, an empty string will be returned.
       */
      consume(charCount = 1) {
        let chars = this.peek(charCount);
        this.advance(charCount);
        return chars;
      }
      /**
       * Consumes and returns the given number of bytes if possible, advancing the
       * scanner and stopping if the end of the string is reached.
       *
       * It's up to the caller to ensure that the given byte count doesn't split a
       * multibyte character.
       *
       * If no bytes could be consumed, an empty string will be returned.
       */
      consumeBytes(byteCount) {
        let byteIndex = this.charIndexToByteIndex();
        let result = this.string.slice(byteIndex, byteIndex + byteCount);
        this.advance(this.charLength(result));
        return result;
      }
      /**
       * Consumes and returns all characters for which the given function returns
       * `true`, stopping when `false` is returned or the end of the input is
       * reached.
       */
      consumeMatchFn(fn) {
        let { length, multiByteMode, string } = this;
        let startByteIndex = this.charIndexToByteIndex();
        let endByteIndex = startByteIndex;
        if (multiByteMode) {
          while (endByteIndex < length) {
            let char = string[endByteIndex];
            let isSurrogatePair = char >= "\uD800" && char <= "\uDBFF";
            if (isSurrogatePair) {
              char += string[endByteIndex + 1];
            }
            if (!fn(char)) {
              break;
            }
            endByteIndex += isSurrogatePair ? 2 : 1;
          }
        } else {
          while (endByteIndex < length && fn(string[endByteIndex])) {
            ++endByteIndex;
          }
        }
        return this.consumeBytes(endByteIndex - startByteIndex);
      }
      /**
       * Consumes the given string if it exists at the current character index, and
       * advances the scanner.
       *
       * If the given string doesn't exist at the current character index, an empty
       * string will be returned and the scanner will not be advanced.
       */
      consumeString(stringToConsume) {
        let { length } = stringToConsume;
        let byteIndex = this.charIndexToByteIndex();
        if (stringToConsume === this.string.slice(byteIndex, byteIndex + length)) {
          this.advance(length === 1 ? 1 : this.charLength(stringToConsume));
          return stringToConsume;
        }
        return emptyString;
      }
      /**
       * Consumes characters until the given global regex is matched, advancing the
       * scanner up to (but not beyond) the beginning of the match. If the regex
       * doesn't match, nothing will be consumed.
       *
       * Returns the consumed string, or an empty string if nothing was consumed.
       */
      consumeUntilMatch(regex) {
        let matchByteIndex = this.string.slice(this.charIndexToByteIndex()).search(regex);
        return matchByteIndex > 0 ? this.consumeBytes(matchByteIndex) : emptyString;
      }
      /**
       * Consumes characters until the given string is found, advancing the scanner
       * up to (but not beyond) that point. If the string is never found, nothing
       * will be consumed.
       *
       * Returns the consumed string, or an empty string if nothing was consumed.
       */
      consumeUntilString(searchString) {
        let byteIndex = this.charIndexToByteIndex();
        let matchByteIndex = this.string.indexOf(searchString, byteIndex);
        return matchByteIndex > 0 ? this.consumeBytes(matchByteIndex - byteIndex) : emptyString;
      }
      /**
       * Returns the given number of characters starting at the current character
       * index, without advancing the scanner and without exceeding the end of the
       * input string.
       */
      peek(count = 1) {
        let { charIndex, string } = this;
        return this.multiByteMode ? string.slice(this.charIndexToByteIndex(charIndex), this.charIndexToByteIndex(charIndex + count)) : string.slice(charIndex, charIndex + count);
      }
      /**
       * Resets the scanner position to the given character _index_, or to the start
       * of the input string if no index is given.
       *
       * If _index_ is negative, the scanner position will be moved backward by that
       * many characters, stopping if the beginning of the string is reached.
       */
      reset(index = 0) {
        this.charIndex = index >= 0 ? Math.min(this.charCount, index) : Math.max(0, this.charIndex + index);
      }
    };
    exports.StringScanner = StringScanner;
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/syntax.js
var require_syntax = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/syntax.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.predefinedEntities = exports.endCharData = exports.attValueNormalizedWhitespace = exports.attValueCharSingleQuote = exports.attValueCharDoubleQuote = void 0;
    exports.isNameChar = isNameChar;
    exports.isNameStartChar = isNameStartChar;
    exports.isReferenceChar = isReferenceChar;
    exports.isWhitespace = isWhitespace;
    exports.isXmlCodePoint = isXmlCodePoint;
    exports.attValueCharDoubleQuote = /["&<]/;
    exports.attValueCharSingleQuote = /['&<]/;
    exports.attValueNormalizedWhitespace = /\r\n|[\n\r\t]/g;
    exports.endCharData = /<|&|]]>/;
    exports.predefinedEntities = Object.freeze(Object.assign(/* @__PURE__ */ Object.create(null), {
      amp: "&",
      apos: "'",
      gt: ">",
      lt: "<",
      quot: '"'
    }));
    function isNameChar(char) {
      let cp = char.codePointAt(0);
      return cp >= 97 && cp <= 122 || cp >= 65 && cp <= 90 || cp >= 48 && cp <= 57 || cp === 45 || cp === 46 || cp === 183 || cp >= 768 && cp <= 879 || cp === 8255 || cp === 8256 || isNameStartChar(char, cp);
    }
    function isNameStartChar(char, cp = char.codePointAt(0)) {
      return cp >= 97 && cp <= 122 || cp >= 65 && cp <= 90 || cp === 58 || cp === 95 || cp >= 192 && cp <= 214 || cp >= 216 && cp <= 246 || cp >= 248 && cp <= 767 || cp >= 880 && cp <= 893 || cp >= 895 && cp <= 8191 || cp === 8204 || cp === 8205 || cp >= 8304 && cp <= 8591 || cp >= 11264 && cp <= 12271 || cp >= 12289 && cp <= 55295 || cp >= 63744 && cp <= 64975 || cp >= 65008 && cp <= 65533 || cp >= 65536 && cp <= 983039;
    }
    function isReferenceChar(char) {
      return char === "#" || isNameChar(char);
    }
    function isWhitespace(char) {
      let cp = char.codePointAt(0);
      return cp === 32 || cp === 9 || cp === 10 || cp === 13;
    }
    function isXmlCodePoint(cp) {
      return cp >= 32 && cp <= 55295 || cp === 10 || cp === 9 || cp === 13 || cp >= 57344 && cp <= 65533 || cp >= 65536 && cp <= 1114111;
    }
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/XmlNode.js
var require_XmlNode = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/XmlNode.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.XmlNode = void 0;
    var XmlNode = class _XmlNode {
      constructor() {
        this.parent = null;
        this.start = -1;
        this.end = -1;
      }
      /**
       * Document that contains this node, or `null` if this node is not associated
       * with a document.
       */
      get document() {
        return this.parent?.document ?? null;
      }
      /**
       * Whether this node is the root node of the document (also known as the
       * document element).
       */
      get isRootNode() {
        return this.parent !== null && this.parent === this.document && this.type === _XmlNode.TYPE_ELEMENT;
      }
      /**
       * Whether whitespace should be preserved in the content of this element and
       * its children.
       *
       * This is influenced by the value of the special `xml:space` attribute, and
       * will be `true` for any node whose `xml:space` attribute is set to
       * "preserve". If a node has no such attribute, it will inherit the value of
       * the nearest ancestor that does (if any).
       *
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#sec-white-space
       */
      get preserveWhitespace() {
        return !!this.parent?.preserveWhitespace;
      }
      /**
       * Type of this node.
       *
       * The value of this property is a string that matches one of the static
       * `TYPE_*` properties on the `XmlNode` class (e.g. `TYPE_ELEMENT`,
       * `TYPE_TEXT`, etc.).
       *
       * The `XmlNode` class itself is a base class and doesn't have its own type
       * name.
       */
      get type() {
        return "";
      }
      /**
       * Returns a JSON-serializable object representing this node, minus properties
       * that could result in circular references.
       */
      toJSON() {
        let json = {
          type: this.type
        };
        if (this.isRootNode) {
          json.isRootNode = true;
        }
        if (this.preserveWhitespace) {
          json.preserveWhitespace = true;
        }
        if (this.start !== -1) {
          json.start = this.start;
          json.end = this.end;
        }
        return json;
      }
    };
    exports.XmlNode = XmlNode;
    XmlNode.TYPE_CDATA = "cdata";
    XmlNode.TYPE_COMMENT = "comment";
    XmlNode.TYPE_DOCUMENT = "document";
    XmlNode.TYPE_DOCUMENT_TYPE = "doctype";
    XmlNode.TYPE_ELEMENT = "element";
    XmlNode.TYPE_PROCESSING_INSTRUCTION = "pi";
    XmlNode.TYPE_TEXT = "text";
    XmlNode.TYPE_XML_DECLARATION = "xmldecl";
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/XmlText.js
var require_XmlText = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/XmlText.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.XmlText = void 0;
    var XmlNode_js_1 = require_XmlNode();
    var XmlText = class extends XmlNode_js_1.XmlNode {
      constructor(text = "") {
        super();
        this.text = text;
      }
      get type() {
        return XmlNode_js_1.XmlNode.TYPE_TEXT;
      }
      toJSON() {
        return Object.assign(XmlNode_js_1.XmlNode.prototype.toJSON.call(this), {
          text: this.text
        });
      }
    };
    exports.XmlText = XmlText;
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/XmlCdata.js
var require_XmlCdata = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/XmlCdata.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.XmlCdata = void 0;
    var XmlNode_js_1 = require_XmlNode();
    var XmlText_js_1 = require_XmlText();
    var XmlCdata = class extends XmlText_js_1.XmlText {
      get type() {
        return XmlNode_js_1.XmlNode.TYPE_CDATA;
      }
    };
    exports.XmlCdata = XmlCdata;
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/XmlComment.js
var require_XmlComment = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/XmlComment.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.XmlComment = void 0;
    var XmlNode_js_1 = require_XmlNode();
    var XmlComment = class extends XmlNode_js_1.XmlNode {
      constructor(content = "") {
        super();
        this.content = content;
      }
      get type() {
        return XmlNode_js_1.XmlNode.TYPE_COMMENT;
      }
      toJSON() {
        return Object.assign(XmlNode_js_1.XmlNode.prototype.toJSON.call(this), {
          content: this.content
        });
      }
    };
    exports.XmlComment = XmlComment;
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/XmlDeclaration.js
var require_XmlDeclaration = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/XmlDeclaration.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.XmlDeclaration = void 0;
    var XmlNode_js_1 = require_XmlNode();
    var XmlDeclaration = class extends XmlNode_js_1.XmlNode {
      constructor(version, encoding, standalone) {
        super();
        this.version = version;
        this.encoding = encoding ?? null;
        this.standalone = standalone ?? null;
      }
      get type() {
        return XmlNode_js_1.XmlNode.TYPE_XML_DECLARATION;
      }
      toJSON() {
        let json = XmlNode_js_1.XmlNode.prototype.toJSON.call(this);
        json.version = this.version;
        for (let key of ["encoding", "standalone"]) {
          if (this[key] !== null) {
            json[key] = this[key];
          }
        }
        return json;
      }
    };
    exports.XmlDeclaration = XmlDeclaration;
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/XmlElement.js
var require_XmlElement = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/XmlElement.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.XmlElement = void 0;
    var XmlNode_js_1 = require_XmlNode();
    var XmlElement2 = class _XmlElement extends XmlNode_js_1.XmlNode {
      constructor(name, attributes = /* @__PURE__ */ Object.create(null), children = []) {
        super();
        this.name = name;
        this.attributes = attributes;
        this.children = children;
      }
      /**
       * Whether this element is empty (meaning it has no children).
       */
      get isEmpty() {
        return this.children.length === 0;
      }
      get preserveWhitespace() {
        let node = this;
        while (node instanceof _XmlElement) {
          if ("xml:space" in node.attributes) {
            return node.attributes["xml:space"] === "preserve";
          }
          node = node.parent;
        }
        return false;
      }
      /**
       * Text content of this element and all its descendants.
       */
      get text() {
        return this.children.map((child) => "text" in child ? child.text : "").join("");
      }
      get type() {
        return XmlNode_js_1.XmlNode.TYPE_ELEMENT;
      }
      toJSON() {
        return Object.assign(XmlNode_js_1.XmlNode.prototype.toJSON.call(this), {
          name: this.name,
          attributes: this.attributes,
          children: this.children.map((child) => child.toJSON())
        });
      }
    };
    exports.XmlElement = XmlElement2;
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/XmlDocument.js
var require_XmlDocument = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/XmlDocument.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.XmlDocument = void 0;
    var XmlElement_js_1 = require_XmlElement();
    var XmlNode_js_1 = require_XmlNode();
    var XmlDocument = class extends XmlNode_js_1.XmlNode {
      constructor(children = []) {
        super();
        this.children = children;
      }
      get document() {
        return this;
      }
      /**
       * Root element of this document, or `null` if this document is empty.
       */
      get root() {
        for (let child of this.children) {
          if (child instanceof XmlElement_js_1.XmlElement) {
            return child;
          }
        }
        return null;
      }
      /**
       * Text content of this document and all its descendants.
       */
      get text() {
        return this.children.map((child) => "text" in child ? child.text : "").join("");
      }
      get type() {
        return XmlNode_js_1.XmlNode.TYPE_DOCUMENT;
      }
      toJSON() {
        return Object.assign(XmlNode_js_1.XmlNode.prototype.toJSON.call(this), {
          children: this.children.map((child) => child.toJSON())
        });
      }
    };
    exports.XmlDocument = XmlDocument;
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/XmlDocumentType.js
var require_XmlDocumentType = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/XmlDocumentType.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.XmlDocumentType = void 0;
    var XmlNode_js_1 = require_XmlNode();
    var XmlDocumentType = class extends XmlNode_js_1.XmlNode {
      constructor(name, publicId, systemId, internalSubset) {
        super();
        this.name = name;
        this.publicId = publicId ?? null;
        this.systemId = systemId ?? null;
        this.internalSubset = internalSubset ?? null;
      }
      get type() {
        return XmlNode_js_1.XmlNode.TYPE_DOCUMENT_TYPE;
      }
      toJSON() {
        let json = XmlNode_js_1.XmlNode.prototype.toJSON.call(this);
        json.name = this.name;
        for (let key of ["publicId", "systemId", "internalSubset"]) {
          if (this[key] !== null) {
            json[key] = this[key];
          }
        }
        return json;
      }
    };
    exports.XmlDocumentType = XmlDocumentType;
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/XmlError.js
var require_XmlError = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/XmlError.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.XmlError = void 0;
    var XmlError2 = class extends Error {
      constructor(message, charIndex, xml) {
        let column = 1;
        let excerpt = "";
        let line = 1;
        for (let i = 0; i < charIndex; ++i) {
          let char = xml[i];
          if (char === "\n") {
            column = 1;
            excerpt = "";
            line += 1;
          } else {
            column += 1;
            excerpt += char;
          }
        }
        let eol = xml.indexOf("\n", charIndex);
        excerpt += eol === -1 ? xml.slice(charIndex) : xml.slice(charIndex, eol);
        let excerptStart = 0;
        if (excerpt.length > 50) {
          if (column < 40) {
            excerpt = excerpt.slice(0, 50);
          } else {
            excerptStart = column - 20;
            excerpt = excerpt.slice(excerptStart, column + 30);
          }
        }
        super(`${message} (line ${line}, column ${column})
  ${excerpt}
` + " ".repeat(column - excerptStart + 1) + "^\n");
        this.column = column;
        this.excerpt = excerpt;
        this.line = line;
        this.name = "XmlError";
        this.pos = charIndex;
      }
    };
    exports.XmlError = XmlError2;
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/XmlProcessingInstruction.js
var require_XmlProcessingInstruction = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/XmlProcessingInstruction.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.XmlProcessingInstruction = void 0;
    var XmlNode_js_1 = require_XmlNode();
    var XmlProcessingInstruction = class extends XmlNode_js_1.XmlNode {
      constructor(name, content = "") {
        super();
        this.name = name;
        this.content = content;
      }
      get type() {
        return XmlNode_js_1.XmlNode.TYPE_PROCESSING_INSTRUCTION;
      }
      toJSON() {
        return Object.assign(XmlNode_js_1.XmlNode.prototype.toJSON.call(this), {
          name: this.name,
          content: this.content
        });
      }
    };
    exports.XmlProcessingInstruction = XmlProcessingInstruction;
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/Parser.js
var require_Parser = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/Parser.js"(exports) {
    "use strict";
    var __createBinding = exports && exports.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __setModuleDefault = exports && exports.__setModuleDefault || (Object.create ? (function(o, v) {
      Object.defineProperty(o, "default", { enumerable: true, value: v });
    }) : function(o, v) {
      o["default"] = v;
    });
    var __importStar = exports && exports.__importStar || function(mod) {
      if (mod && mod.__esModule) return mod;
      var result = {};
      if (mod != null) {
        for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) __createBinding(result, mod, k);
      }
      __setModuleDefault(result, mod);
      return result;
    };
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Parser = void 0;
    var StringScanner_js_1 = require_StringScanner();
    var syntax = __importStar(require_syntax());
    var XmlCdata_js_1 = require_XmlCdata();
    var XmlComment_js_1 = require_XmlComment();
    var XmlDeclaration_js_1 = require_XmlDeclaration();
    var XmlDocument_js_1 = require_XmlDocument();
    var XmlDocumentType_js_1 = require_XmlDocumentType();
    var XmlElement_js_1 = require_XmlElement();
    var XmlError_js_1 = require_XmlError();
    var XmlNode_js_1 = require_XmlNode();
    var XmlProcessingInstruction_js_1 = require_XmlProcessingInstruction();
    var XmlText_js_1 = require_XmlText();
    var emptyString = "";
    var Parser = class {
      /**
       * @param xml XML string to parse.
       * @param options Parser options.
       */
      constructor(xml, options = {}) {
        let doc = this.document = new XmlDocument_js_1.XmlDocument();
        this.currentNode = doc;
        this.options = options;
        this.scanner = new StringScanner_js_1.StringScanner(xml);
        if (this.options.includeOffsets) {
          doc.start = 0;
          doc.end = xml.length;
        }
        this.parse();
      }
      /**
       * Adds the given `XmlNode` as a child of `this.currentNode`.
       */
      addNode(node, charIndex) {
        node.parent = this.currentNode;
        if (this.options.includeOffsets) {
          node.start = this.scanner.charIndexToByteIndex(charIndex);
          node.end = this.scanner.charIndexToByteIndex();
        }
        this.currentNode.children.push(node);
        return true;
      }
      /**
       * Adds the given _text_ to the document, either by appending it to a
       * preceding `XmlText` node (if possible) or by creating a new `XmlText` node.
       *
       * When _normalize_ is `true` (the default), line breaks in _text_ are
       * normalized per section 2.11 of the XML spec. This must be `false` for text
       * that comes from a character or entity reference, since references aren't
       * subject to line break normalization.
       */
      addText(text, charIndex, normalize = true) {
        let { children } = this.currentNode;
        let { length } = children;
        if (normalize) {
          text = normalizeLineBreaks(text);
        }
        if (length > 0) {
          let prevNode = children[length - 1];
          if (prevNode?.type === XmlNode_js_1.XmlNode.TYPE_TEXT) {
            let textNode = prevNode;
            textNode.text += text;
            if (this.options.includeOffsets) {
              textNode.end = this.scanner.charIndexToByteIndex();
            }
            return true;
          }
        }
        return this.addNode(new XmlText_js_1.XmlText(text), charIndex);
      }
      /**
       * Consumes element attributes.
       *
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#sec-starttags
       */
      consumeAttributes() {
        let attributes = /* @__PURE__ */ Object.create(null);
        while (this.consumeWhitespace()) {
          let attrName = this.consumeName();
          if (!attrName) {
            break;
          }
          let attrValue = this.consumeEqual() && this.consumeAttributeValue();
          if (attrValue === false) {
            throw this.error("Attribute value expected");
          }
          if (attrName in attributes) {
            throw this.error(`Duplicate attribute: ${attrName}`);
          }
          if (attrName === "xml:space" && attrValue !== "default" && attrValue !== "preserve") {
            throw this.error('Value of the `xml:space` attribute must be "default" or "preserve"');
          }
          attributes[attrName] = attrValue;
        }
        if (this.options.sortAttributes) {
          let attrNames = Object.keys(attributes).sort();
          let sortedAttributes = /* @__PURE__ */ Object.create(null);
          for (let i = 0; i < attrNames.length; ++i) {
            let attrName = attrNames[i];
            sortedAttributes[attrName] = attributes[attrName];
          }
          attributes = sortedAttributes;
        }
        return attributes;
      }
      /**
       * Consumes an `AttValue` (attribute value) if possible.
       *
       * @returns
       *   Contents of the `AttValue` minus quotes, or `false` if nothing was
       *   consumed. An empty string indicates that an `AttValue` was consumed but
       *   was empty.
       *
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-AttValue
       */
      consumeAttributeValue() {
        let { scanner } = this;
        let quote = scanner.peek();
        if (quote !== '"' && quote !== "'") {
          return false;
        }
        scanner.advance();
        let chars;
        let isClosed = false;
        let value = emptyString;
        let regex = quote === '"' ? syntax.attValueCharDoubleQuote : syntax.attValueCharSingleQuote;
        matchLoop: while (!scanner.isEnd) {
          chars = scanner.consumeUntilMatch(regex);
          if (chars) {
            this.validateChars(chars);
            value += chars.replace(syntax.attValueNormalizedWhitespace, " ");
          }
          switch (scanner.peek()) {
            case quote:
              isClosed = true;
              break matchLoop;
            case "&":
              value += this.consumeReference();
              continue;
            case "<":
              throw this.error("Unescaped `<` is not allowed in an attribute value");
            default:
              break matchLoop;
          }
        }
        if (!isClosed) {
          throw this.error("Unclosed attribute");
        }
        scanner.advance();
        return value;
      }
      /**
       * Consumes a CDATA section if possible.
       *
       * @returns Whether a CDATA section was consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#sec-cdata-sect
       */
      consumeCdataSection() {
        let { scanner } = this;
        let startIndex = scanner.charIndex;
        if (!scanner.consumeString("<![CDATA[")) {
          return false;
        }
        let text = scanner.consumeUntilString("]]>");
        this.validateChars(text);
        if (!scanner.consumeString("]]>")) {
          throw this.error("Unclosed CDATA section");
        }
        return this.options.preserveCdata ? this.addNode(new XmlCdata_js_1.XmlCdata(normalizeLineBreaks(text)), startIndex) : this.addText(text, startIndex);
      }
      /**
       * Consumes character data if possible.
       *
       * @returns Whether character data was consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#dt-chardata
       */
      consumeCharData() {
        let { scanner } = this;
        let startIndex = scanner.charIndex;
        let charData = scanner.consumeUntilMatch(syntax.endCharData);
        if (!charData) {
          return false;
        }
        this.validateChars(charData);
        if (scanner.peek(3) === "]]>") {
          throw this.error("Element content may not contain the CDATA section close delimiter `]]>`");
        }
        return this.addText(charData, startIndex);
      }
      /**
       * Consumes a comment if possible.
       *
       * @returns Whether a comment was consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-Comment
       */
      consumeComment() {
        let { scanner } = this;
        let startIndex = scanner.charIndex;
        if (!scanner.consumeString("<!--")) {
          return false;
        }
        let content = scanner.consumeUntilString("--");
        this.validateChars(content);
        if (!scanner.consumeString("-->")) {
          if (scanner.peek(2) === "--") {
            throw this.error("The string `--` isn't allowed inside a comment");
          }
          throw this.error("Unclosed comment");
        }
        return this.options.preserveComments ? this.addNode(new XmlComment_js_1.XmlComment(normalizeLineBreaks(content)), startIndex) : true;
      }
      /**
       * Consumes a reference in a content context if possible.
       *
       * This differs from `consumeReference()` in that a consumed reference will be
       * added to the document as a text node instead of returned.
       *
       * @returns Whether a reference was consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#entproc
       */
      consumeContentReference() {
        let startIndex = this.scanner.charIndex;
        let ref = this.consumeReference();
        return ref ? this.addText(ref, startIndex, false) : false;
      }
      /**
       * Consumes a doctype declaration if possible.
       *
       * This is a loose implementation since doctype declarations are currently
       * discarded without further parsing.
       *
       * @returns Whether a doctype declaration was consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#dtd
       */
      consumeDoctypeDeclaration() {
        let { scanner } = this;
        let startIndex = scanner.charIndex;
        if (!scanner.consumeString("<!DOCTYPE")) {
          return false;
        }
        let name = this.consumeWhitespace() && this.consumeName();
        if (!name) {
          throw this.error("Expected a name");
        }
        let publicId;
        let systemId;
        if (this.consumeWhitespace()) {
          if (scanner.consumeString("PUBLIC")) {
            publicId = this.consumeWhitespace() && this.consumePubidLiteral();
            if (publicId === false) {
              throw this.error("Expected a public identifier");
            }
            this.consumeWhitespace();
          }
          if (publicId !== void 0 || scanner.consumeString("SYSTEM")) {
            this.consumeWhitespace();
            systemId = this.consumeSystemLiteral();
            if (systemId === false) {
              throw this.error("Expected a system identifier");
            }
            this.consumeWhitespace();
          }
        }
        let internalSubset;
        if (scanner.consumeString("[")) {
          internalSubset = scanner.consumeUntilMatch(/\][\x20\t\r\n]*>/);
          if (!scanner.consumeString("]")) {
            throw this.error("Unclosed internal subset");
          }
          this.consumeWhitespace();
        }
        if (!scanner.consumeString(">")) {
          throw this.error("Unclosed doctype declaration");
        }
        return this.options.preserveDocumentType ? this.addNode(new XmlDocumentType_js_1.XmlDocumentType(name, publicId, systemId, internalSubset), startIndex) : true;
      }
      /**
       * Consumes an element if possible.
       *
       * @returns Whether an element was consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-element
       */
      consumeElement() {
        let { scanner } = this;
        let startIndex = scanner.charIndex;
        if (!scanner.consumeString("<")) {
          return false;
        }
        let name = this.consumeName();
        if (!name) {
          scanner.reset(startIndex);
          return false;
        }
        let attributes = this.consumeAttributes();
        let isEmpty = !!scanner.consumeString("/>");
        let element = new XmlElement_js_1.XmlElement(name, attributes);
        element.parent = this.currentNode;
        if (!isEmpty) {
          if (!scanner.consumeString(">")) {
            throw this.error(`Unclosed start tag for element \`${name}\``);
          }
          this.currentNode = element;
          do {
            this.consumeCharData();
          } while (this.consumeElement() || this.consumeContentReference() || this.consumeCdataSection() || this.consumeProcessingInstruction() || this.consumeComment());
          let endTagMark = scanner.charIndex;
          let endTagName;
          if (!scanner.consumeString("</") || !(endTagName = this.consumeName()) || endTagName !== name) {
            scanner.reset(endTagMark);
            throw this.error(`Missing end tag for element ${name}`);
          }
          this.consumeWhitespace();
          if (!scanner.consumeString(">")) {
            throw this.error(`Unclosed end tag for element ${name}`);
          }
          this.currentNode = element.parent;
        }
        return this.addNode(element, startIndex);
      }
      /**
       * Consumes an `Eq` production if possible.
       *
       * @returns Whether an `Eq` production was consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-Eq
       */
      consumeEqual() {
        this.consumeWhitespace();
        if (this.scanner.consumeString("=")) {
          this.consumeWhitespace();
          return true;
        }
        return false;
      }
      /**
       * Consumes `Misc` content if possible.
       *
       * @returns Whether anything was consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-Misc
       */
      consumeMisc() {
        return this.consumeComment() || this.consumeProcessingInstruction() || this.consumeWhitespace();
      }
      /**
       * Consumes one or more `Name` characters if possible.
       *
       * @returns `Name` characters, or an empty string if none were consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-Name
       */
      consumeName() {
        return syntax.isNameStartChar(this.scanner.peek()) ? this.scanner.consumeMatchFn(syntax.isNameChar) : emptyString;
      }
      /**
       * Consumes a processing instruction if possible.
       *
       * @returns Whether a processing instruction was consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#sec-pi
       */
      consumeProcessingInstruction() {
        let { scanner } = this;
        let startIndex = scanner.charIndex;
        if (!scanner.consumeString("<?")) {
          return false;
        }
        let name = this.consumeName();
        if (name) {
          if (name.toLowerCase() === "xml") {
            scanner.reset(startIndex);
            throw this.error("XML declaration isn't allowed here");
          }
        } else {
          throw this.error("Invalid processing instruction");
        }
        if (!this.consumeWhitespace()) {
          if (scanner.consumeString("?>")) {
            return this.addNode(new XmlProcessingInstruction_js_1.XmlProcessingInstruction(name), startIndex);
          }
          throw this.error("Whitespace is required after a processing instruction name");
        }
        let content = scanner.consumeUntilString("?>");
        this.validateChars(content);
        if (!scanner.consumeString("?>")) {
          throw this.error("Unterminated processing instruction");
        }
        return this.addNode(new XmlProcessingInstruction_js_1.XmlProcessingInstruction(name, normalizeLineBreaks(content)), startIndex);
      }
      /**
       * Consumes a prolog if possible.
       *
       * @returns Whether a prolog was consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#sec-prolog-dtd
       */
      consumeProlog() {
        let { scanner } = this;
        let startIndex = scanner.charIndex;
        this.consumeXmlDeclaration();
        while (this.consumeMisc()) {
        }
        if (this.consumeDoctypeDeclaration()) {
          while (this.consumeMisc()) {
          }
        }
        return startIndex < scanner.charIndex;
      }
      /**
       * Consumes a public identifier literal if possible.
       *
       * @returns
       *   Value of the public identifier literal minus quotes, or `false` if
       *   nothing was consumed. An empty string indicates that a public id literal
       *   was consumed but was empty.
       *
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-PubidLiteral
       */
      consumePubidLiteral() {
        let startIndex = this.scanner.charIndex;
        let value = this.consumeSystemLiteral();
        if (value !== false && !/^[-\x20\r\na-zA-Z0-9'()+,./:=?;!*#@$_%]*$/.test(value)) {
          this.scanner.reset(startIndex);
          throw this.error("Invalid character in public identifier");
        }
        return value;
      }
      /**
       * Consumes a reference if possible.
       *
       * This differs from `consumeContentReference()` in that a consumed reference
       * will be returned rather than added to the document.
       *
       * @returns
       *   Parsed reference value, or `false` if nothing was consumed (to
       *   distinguish from a reference that resolves to an empty string).
       *
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-Reference
       */
      consumeReference() {
        let { scanner } = this;
        if (!scanner.consumeString("&")) {
          return false;
        }
        let ref = scanner.consumeMatchFn(syntax.isReferenceChar);
        if (scanner.consume() !== ";") {
          throw this.error("Unterminated reference (a reference must end with `;`)");
        }
        let parsedValue;
        if (ref[0] === "#") {
          let codePoint = ref[1] === "x" ? parseInt(ref.slice(2), 16) : parseInt(ref.slice(1), 10);
          if (isNaN(codePoint) || !/^#(?:x[0-9A-Fa-f]+|[0-9]+)$/.test(ref)) {
            throw this.error("Invalid character reference");
          }
          if (!syntax.isXmlCodePoint(codePoint)) {
            throw this.error("Character reference resolves to an invalid character");
          }
          parsedValue = String.fromCodePoint(codePoint);
        } else {
          parsedValue = syntax.predefinedEntities[ref];
          if (parsedValue === void 0) {
            let { ignoreUndefinedEntities, resolveUndefinedEntity } = this.options;
            let wrappedRef = `&${ref};`;
            if (resolveUndefinedEntity) {
              let resolvedValue = resolveUndefinedEntity(wrappedRef);
              if (resolvedValue !== null && resolvedValue !== void 0) {
                let type = typeof resolvedValue;
                if (type !== "string") {
                  throw new TypeError(`\`resolveUndefinedEntity()\` must return a string, \`null\`, or \`undefined\`, but returned a value of type ${type}`);
                }
                return resolvedValue;
              }
            }
            if (ignoreUndefinedEntities) {
              return wrappedRef;
            }
            scanner.reset(-wrappedRef.length);
            throw this.error(`Named entity isn't defined: ${wrappedRef}`);
          }
        }
        return parsedValue;
      }
      /**
       * Consumes a `SystemLiteral` if possible.
       *
       * A `SystemLiteral` is similar to an attribute value, but allows the
       * characters `<` and `&` and doesn't replace references.
       *
       * @returns
       *   Value of the `SystemLiteral` minus quotes, or `false` if nothing was
       *   consumed. An empty string indicates that a `SystemLiteral` was consumed
       *   but was empty.
       *
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-SystemLiteral
       */
      consumeSystemLiteral() {
        let { scanner } = this;
        let quote = scanner.consumeString('"') || scanner.consumeString("'");
        if (!quote) {
          return false;
        }
        let value = scanner.consumeUntilString(quote);
        this.validateChars(value);
        if (!scanner.consumeString(quote)) {
          throw this.error("Missing end quote");
        }
        return value;
      }
      /**
       * Consumes one or more whitespace characters if possible.
       *
       * @returns Whether any whitespace characters were consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#white
       */
      consumeWhitespace() {
        return !!this.scanner.consumeMatchFn(syntax.isWhitespace);
      }
      /**
       * Consumes an XML declaration if possible.
       *
       * @returns Whether an XML declaration was consumed.
       * @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-XMLDecl
       */
      consumeXmlDeclaration() {
        let { scanner } = this;
        let startIndex = scanner.charIndex;
        if (!scanner.consumeString("<?xml")) {
          return false;
        }
        if (syntax.isNameChar(scanner.peek())) {
          scanner.reset(startIndex);
          return false;
        }
        if (!this.consumeWhitespace()) {
          throw this.error("Invalid XML declaration");
        }
        let version = !!scanner.consumeString("version") && this.consumeEqual() && this.consumeSystemLiteral();
        if (version === false) {
          throw this.error("XML version is missing or invalid");
        } else if (!/^1\.[0-9]+$/.test(version)) {
          throw this.error("Invalid character in version number");
        }
        let encoding;
        let standalone;
        if (this.consumeWhitespace()) {
          encoding = !!scanner.consumeString("encoding") && this.consumeEqual() && this.consumeSystemLiteral();
          if (encoding) {
            if (!/^[A-Za-z][\w.-]*$/.test(encoding)) {
              throw this.error("Invalid character in encoding name");
            }
            this.consumeWhitespace();
          }
          standalone = !!scanner.consumeString("standalone") && this.consumeEqual() && this.consumeSystemLiteral();
          if (standalone) {
            if (standalone !== "yes" && standalone !== "no") {
              throw this.error('Only "yes" and "no" are permitted as values of `standalone`');
            }
            this.consumeWhitespace();
          }
        }
        if (!scanner.consumeString("?>")) {
          throw this.error("Invalid or unclosed XML declaration");
        }
        return this.options.preserveXmlDeclaration ? this.addNode(new XmlDeclaration_js_1.XmlDeclaration(version, encoding || void 0, standalone || void 0), startIndex) : true;
      }
      /**
       * Returns an `XmlError` for the current scanner position.
       */
      error(message) {
        let { scanner } = this;
        return new XmlError_js_1.XmlError(message, scanner.charIndex, scanner.string);
      }
      /**
       * Parses the XML input.
       */
      parse() {
        this.scanner.consumeString("\uFEFF");
        this.consumeProlog();
        if (!this.consumeElement()) {
          throw this.error("Root element is missing or invalid");
        }
        while (this.consumeMisc()) {
        }
        if (!this.scanner.isEnd) {
          throw this.error("Extra content at the end of the document");
        }
      }
      /**
       * Throws an invalid character error if any character in the given _string_
       * isn't a valid XML character.
       */
      validateChars(string) {
        let { length } = string;
        for (let i = 0; i < length; ++i) {
          let cp = string.codePointAt(i);
          if (!syntax.isXmlCodePoint(cp)) {
            this.scanner.reset(-([...string].length - i));
            throw this.error("Invalid character");
          }
          if (cp > 65535) {
            i += 1;
          }
        }
      }
    };
    exports.Parser = Parser;
    function normalizeLineBreaks(text) {
      let i = 0;
      while ((i = text.indexOf("\r", i)) !== -1) {
        text = text[i + 1] === "\n" ? text.slice(0, i) + text.slice(i + 1) : text.slice(0, i) + "\n" + text.slice(i + 1);
      }
      return text;
    }
  }
});

// node_modules/@rgrove/parse-xml/dist/lib/types.js
var require_types = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/lib/types.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
  }
});

// node_modules/@rgrove/parse-xml/dist/index.js
var require_dist = __commonJS({
  "node_modules/@rgrove/parse-xml/dist/index.js"(exports) {
    "use strict";
    var __createBinding = exports && exports.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __exportStar = exports && exports.__exportStar || function(m, exports2) {
      for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports2, p)) __createBinding(exports2, m, p);
    };
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.XmlText = exports.XmlProcessingInstruction = exports.XmlNode = exports.XmlError = exports.XmlElement = exports.XmlDocumentType = exports.XmlDocument = exports.XmlDeclaration = exports.XmlComment = exports.XmlCdata = void 0;
    exports.parseXml = parseXml2;
    var Parser_js_1 = require_Parser();
    __exportStar(require_types(), exports);
    var XmlCdata_js_1 = require_XmlCdata();
    Object.defineProperty(exports, "XmlCdata", { enumerable: true, get: function() {
      return XmlCdata_js_1.XmlCdata;
    } });
    var XmlComment_js_1 = require_XmlComment();
    Object.defineProperty(exports, "XmlComment", { enumerable: true, get: function() {
      return XmlComment_js_1.XmlComment;
    } });
    var XmlDeclaration_js_1 = require_XmlDeclaration();
    Object.defineProperty(exports, "XmlDeclaration", { enumerable: true, get: function() {
      return XmlDeclaration_js_1.XmlDeclaration;
    } });
    var XmlDocument_js_1 = require_XmlDocument();
    Object.defineProperty(exports, "XmlDocument", { enumerable: true, get: function() {
      return XmlDocument_js_1.XmlDocument;
    } });
    var XmlDocumentType_js_1 = require_XmlDocumentType();
    Object.defineProperty(exports, "XmlDocumentType", { enumerable: true, get: function() {
      return XmlDocumentType_js_1.XmlDocumentType;
    } });
    var XmlElement_js_1 = require_XmlElement();
    Object.defineProperty(exports, "XmlElement", { enumerable: true, get: function() {
      return XmlElement_js_1.XmlElement;
    } });
    var XmlError_js_1 = require_XmlError();
    Object.defineProperty(exports, "XmlError", { enumerable: true, get: function() {
      return XmlError_js_1.XmlError;
    } });
    var XmlNode_js_1 = require_XmlNode();
    Object.defineProperty(exports, "XmlNode", { enumerable: true, get: function() {
      return XmlNode_js_1.XmlNode;
    } });
    var XmlProcessingInstruction_js_1 = require_XmlProcessingInstruction();
    Object.defineProperty(exports, "XmlProcessingInstruction", { enumerable: true, get: function() {
      return XmlProcessingInstruction_js_1.XmlProcessingInstruction;
    } });
    var XmlText_js_1 = require_XmlText();
    Object.defineProperty(exports, "XmlText", { enumerable: true, get: function() {
      return XmlText_js_1.XmlText;
    } });
    function parseXml2(xml, options) {
      return new Parser_js_1.Parser(xml, options).document;
    }
  }
});

// node_modules/aws4/lru.js
var require_lru = __commonJS({
  "node_modules/aws4/lru.js"(exports, module) {
    module.exports = function(size) {
      return new LruCache(size);
    };
    function LruCache(size) {
      this.capacity = size | 0;
      this.map = /* @__PURE__ */ Object.create(null);
      this.list = new DoublyLinkedList();
    }
    LruCache.prototype.get = function(key) {
      var node = this.map[key];
      if (node == null) return void 0;
      this.used(node);
      return node.val;
    };
    LruCache.prototype.set = function(key, val) {
      var node = this.map[key];
      if (node != null) {
        node.val = val;
      } else {
        if (!this.capacity) this.prune();
        if (!this.capacity) return false;
        node = new DoublyLinkedNode(key, val);
        this.map[key] = node;
        this.capacity--;
      }
      this.used(node);
      return true;
    };
    LruCache.prototype.used = function(node) {
      this.list.moveToFront(node);
    };
    LruCache.prototype.prune = function() {
      var node = this.list.pop();
      if (node != null) {
        delete this.map[node.key];
        this.capacity++;
      }
    };
    function DoublyLinkedList() {
      this.firstNode = null;
      this.lastNode = null;
    }
    DoublyLinkedList.prototype.moveToFront = function(node) {
      if (this.firstNode == node) return;
      this.remove(node);
      if (this.firstNode == null) {
        this.firstNode = node;
        this.lastNode = node;
        node.prev = null;
        node.next = null;
      } else {
        node.prev = null;
        node.next = this.firstNode;
        node.next.prev = node;
        this.firstNode = node;
      }
    };
    DoublyLinkedList.prototype.pop = function() {
      var lastNode = this.lastNode;
      if (lastNode != null) {
        this.remove(lastNode);
      }
      return lastNode;
    };
    DoublyLinkedList.prototype.remove = function(node) {
      if (this.firstNode == node) {
        this.firstNode = node.next;
      } else if (node.prev != null) {
        node.prev.next = node.next;
      }
      if (this.lastNode == node) {
        this.lastNode = node.prev;
      } else if (node.next != null) {
        node.next.prev = node.prev;
      }
    };
    function DoublyLinkedNode(key, val) {
      this.key = key;
      this.val = val;
      this.prev = null;
      this.next = null;
    }
  }
});

// node_modules/aws4/aws4.js
var require_aws4 = __commonJS({
  "node_modules/aws4/aws4.js"(exports) {
    var aws4 = exports;
    var url = __require("url");
    var querystring = __require("querystring");
    var crypto = __require("crypto");
    var lru = require_lru();
    var credentialsCache = lru(1e3);
    function hmac(key, string, encoding) {
      return crypto.createHmac("sha256", key).update(string, "utf8").digest(encoding);
    }
    function hash(string, encoding) {
      return crypto.createHash("sha256").update(string, "utf8").digest(encoding);
    }
    function encodeRfc3986(urlEncodedString) {
      return urlEncodedString.replace(/[!'()*]/g, function(c) {
        return "%" + c.charCodeAt(0).toString(16).toUpperCase();
      });
    }
    function encodeRfc3986Full(str) {
      return encodeRfc3986(encodeURIComponent(str));
    }
    var HEADERS_TO_IGNORE = {
      "authorization": true,
      "connection": true,
      "x-amzn-trace-id": true,
      "user-agent": true,
      "expect": true,
      "presigned-expires": true,
      "range": true
    };
    function RequestSigner(request, credentials) {
      if (typeof request === "string") request = url.parse(request);
      var headers = request.headers = Object.assign({}, request.headers || {}), hostParts = (!this.service || !this.region) && this.matchHost(request.hostname || request.host || headers.Host || headers.host);
      this.request = request;
      this.credentials = credentials || this.defaultCredentials();
      this.service = request.service || hostParts[0] || "";
      this.region = request.region || hostParts[1] || "us-east-1";
      if (this.service === "email") this.service = "ses";
      if (!request.method && request.body)
        request.method = "POST";
      if (!headers.Host && !headers.host) {
        headers.Host = request.hostname || request.host || this.createHost();
        if (request.port)
          headers.Host += ":" + request.port;
      }
      if (!request.hostname && !request.host)
        request.hostname = headers.Host || headers.host;
      this.isCodeCommitGit = this.service === "codecommit" && request.method === "GIT";
      this.extraHeadersToIgnore = request.extraHeadersToIgnore || /* @__PURE__ */ Object.create(null);
      this.extraHeadersToInclude = request.extraHeadersToInclude || /* @__PURE__ */ Object.create(null);
    }
    RequestSigner.prototype.matchHost = function(host) {
      var match = (host || "").match(/([^\.]{1,63})\.(?:([^\.]{0,63})\.)?amazonaws\.com(\.cn)?$/);
      var hostParts = (match || []).slice(1, 3);
      if (hostParts[1] === "es" || hostParts[1] === "aoss")
        hostParts = hostParts.reverse();
      if (hostParts[1] == "s3") {
        hostParts[0] = "s3";
        hostParts[1] = "us-east-1";
      } else {
        for (var i = 0; i < 2; i++) {
          if (/^s3-/.test(hostParts[i])) {
            hostParts[1] = hostParts[i].slice(3);
            hostParts[0] = "s3";
            break;
          }
        }
      }
      return hostParts;
    };
    RequestSigner.prototype.isSingleRegion = function() {
      if (["s3", "sdb"].indexOf(this.service) >= 0 && this.region === "us-east-1") return true;
      return ["cloudfront", "ls", "route53", "iam", "importexport", "sts"].indexOf(this.service) >= 0;
    };
    RequestSigner.prototype.createHost = function() {
      var region = this.isSingleRegion() ? "" : "." + this.region, subdomain = this.service === "ses" ? "email" : this.service;
      return subdomain + region + ".amazonaws.com";
    };
    RequestSigner.prototype.prepareRequest = function() {
      this.parsePath();
      var request = this.request, headers = request.headers, query;
      if (request.signQuery) {
        this.parsedPath.query = query = this.parsedPath.query || {};
        if (this.credentials.sessionToken)
          query["X-Amz-Security-Token"] = this.credentials.sessionToken;
        if (this.service === "s3" && !query["X-Amz-Expires"])
          query["X-Amz-Expires"] = 86400;
        if (query["X-Amz-Date"])
          this.datetime = query["X-Amz-Date"];
        else
          query["X-Amz-Date"] = this.getDateTime();
        query["X-Amz-Algorithm"] = "AWS4-HMAC-SHA256";
        query["X-Amz-Credential"] = this.credentials.accessKeyId + "/" + this.credentialString();
        query["X-Amz-SignedHeaders"] = this.signedHeaders();
      } else {
        if (!request.doNotModifyHeaders && !this.isCodeCommitGit) {
          if (request.body && !headers["Content-Type"] && !headers["content-type"])
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
          if (request.body && !headers["Content-Length"] && !headers["content-length"])
            headers["Content-Length"] = Buffer.byteLength(request.body);
          if (this.credentials.sessionToken && !headers["X-Amz-Security-Token"] && !headers["x-amz-security-token"])
            headers["X-Amz-Security-Token"] = this.credentials.sessionToken;
          if (this.service === "s3" && !headers["X-Amz-Content-Sha256"] && !headers["x-amz-content-sha256"])
            headers["X-Amz-Content-Sha256"] = hash(this.request.body || "", "hex");
          if (headers["X-Amz-Date"] || headers["x-amz-date"])
            this.datetime = headers["X-Amz-Date"] || headers["x-amz-date"];
          else
            headers["X-Amz-Date"] = this.getDateTime();
        }
        delete headers.Authorization;
        delete headers.authorization;
      }
    };
    RequestSigner.prototype.sign = function() {
      if (!this.parsedPath) this.prepareRequest();
      if (this.request.signQuery) {
        this.parsedPath.query["X-Amz-Signature"] = this.signature();
      } else {
        this.request.headers.Authorization = this.authHeader();
      }
      this.request.path = this.formatPath();
      return this.request;
    };
    RequestSigner.prototype.getDateTime = function() {
      if (!this.datetime) {
        var headers = this.request.headers, date = new Date(headers.Date || headers.date || /* @__PURE__ */ new Date());
        this.datetime = date.toISOString().replace(/[:\-]|\.\d{3}/g, "");
        if (this.isCodeCommitGit) this.datetime = this.datetime.slice(0, -1);
      }
      return this.datetime;
    };
    RequestSigner.prototype.getDate = function() {
      return this.getDateTime().substr(0, 8);
    };
    RequestSigner.prototype.authHeader = function() {
      return [
        "AWS4-HMAC-SHA256 Credential=" + this.credentials.accessKeyId + "/" + this.credentialString(),
        "SignedHeaders=" + this.signedHeaders(),
        "Signature=" + this.signature()
      ].join(", ");
    };
    RequestSigner.prototype.signature = function() {
      var date = this.getDate(), cacheKey = [this.credentials.secretAccessKey, date, this.region, this.service].join(), kDate, kRegion, kService, kCredentials = credentialsCache.get(cacheKey);
      if (!kCredentials) {
        kDate = hmac("AWS4" + this.credentials.secretAccessKey, date);
        kRegion = hmac(kDate, this.region);
        kService = hmac(kRegion, this.service);
        kCredentials = hmac(kService, "aws4_request");
        credentialsCache.set(cacheKey, kCredentials);
      }
      return hmac(kCredentials, this.stringToSign(), "hex");
    };
    RequestSigner.prototype.stringToSign = function() {
      return [
        "AWS4-HMAC-SHA256",
        this.getDateTime(),
        this.credentialString(),
        hash(this.canonicalString(), "hex")
      ].join("\n");
    };
    RequestSigner.prototype.canonicalString = function() {
      if (!this.parsedPath) this.prepareRequest();
      var pathStr = this.parsedPath.path, query = this.parsedPath.query, headers = this.request.headers, queryStr = "", normalizePath = this.service !== "s3", decodePath = this.service === "s3" || this.request.doNotEncodePath, decodeSlashesInPath = this.service === "s3", firstValOnly = this.service === "s3", bodyHash;
      if (this.service === "s3" && this.request.signQuery) {
        bodyHash = "UNSIGNED-PAYLOAD";
      } else if (this.isCodeCommitGit) {
        bodyHash = "";
      } else {
        bodyHash = headers["X-Amz-Content-Sha256"] || headers["x-amz-content-sha256"] || hash(this.request.body || "", "hex");
      }
      if (query) {
        var reducedQuery = Object.keys(query).reduce(function(obj, key) {
          if (!key) return obj;
          obj[encodeRfc3986Full(key)] = !Array.isArray(query[key]) ? query[key] : firstValOnly ? query[key][0] : query[key];
          return obj;
        }, {});
        var encodedQueryPieces = [];
        Object.keys(reducedQuery).sort().forEach(function(key) {
          if (!Array.isArray(reducedQuery[key])) {
            encodedQueryPieces.push(key + "=" + encodeRfc3986Full(reducedQuery[key]));
          } else {
            reducedQuery[key].map(encodeRfc3986Full).sort().forEach(function(val) {
              encodedQueryPieces.push(key + "=" + val);
            });
          }
        });
        queryStr = encodedQueryPieces.join("&");
      }
      if (pathStr !== "/") {
        if (normalizePath) pathStr = pathStr.replace(/\/{2,}/g, "/");
        pathStr = pathStr.split("/").reduce(function(path, piece) {
          if (normalizePath && piece === "..") {
            path.pop();
          } else if (!normalizePath || piece !== ".") {
            if (decodePath) piece = decodeURIComponent(piece.replace(/\+/g, " "));
            path.push(encodeRfc3986Full(piece));
          }
          return path;
        }, []).join("/");
        if (pathStr[0] !== "/") pathStr = "/" + pathStr;
        if (decodeSlashesInPath) pathStr = pathStr.replace(/%2F/g, "/");
      }
      return [
        this.request.method || "GET",
        pathStr,
        queryStr,
        this.canonicalHeaders() + "\n",
        this.signedHeaders(),
        bodyHash
      ].join("\n");
    };
    RequestSigner.prototype.filterHeaders = function() {
      var headers = this.request.headers, extraHeadersToInclude = this.extraHeadersToInclude, extraHeadersToIgnore = this.extraHeadersToIgnore;
      this.filteredHeaders = Object.keys(headers).map(function(key) {
        return [key.toLowerCase(), headers[key]];
      }).filter(function(entry) {
        return extraHeadersToInclude[entry[0]] || HEADERS_TO_IGNORE[entry[0]] == null && !extraHeadersToIgnore[entry[0]];
      }).sort(function(a, b) {
        return a[0] < b[0] ? -1 : 1;
      });
    };
    RequestSigner.prototype.canonicalHeaders = function() {
      if (!this.filteredHeaders) this.filterHeaders();
      return this.filteredHeaders.map(function(entry) {
        return entry[0] + ":" + entry[1].toString().trim().replace(/\s+/g, " ");
      }).join("\n");
    };
    RequestSigner.prototype.signedHeaders = function() {
      if (!this.filteredHeaders) this.filterHeaders();
      return this.filteredHeaders.map(function(entry) {
        return entry[0];
      }).join(";");
    };
    RequestSigner.prototype.credentialString = function() {
      return [
        this.getDate(),
        this.region,
        this.service,
        "aws4_request"
      ].join("/");
    };
    RequestSigner.prototype.defaultCredentials = function() {
      var env = process.env;
      return {
        accessKeyId: env.AWS_ACCESS_KEY_ID || env.AWS_ACCESS_KEY,
        secretAccessKey: env.AWS_SECRET_ACCESS_KEY || env.AWS_SECRET_KEY,
        sessionToken: env.AWS_SESSION_TOKEN
      };
    };
    RequestSigner.prototype.parsePath = function() {
      var path = this.request.path || "/";
      if (/[^0-9A-Za-z;,/?:@&=+$\-_.!~*'()#%]/.test(path)) {
        path = encodeURI(decodeURI(path));
      }
      var queryIx = path.indexOf("?"), query = null;
      if (queryIx >= 0) {
        query = querystring.parse(path.slice(queryIx + 1));
        path = path.slice(0, queryIx);
      }
      this.parsedPath = {
        path,
        query
      };
    };
    RequestSigner.prototype.formatPath = function() {
      var path = this.parsedPath.path, query = this.parsedPath.query;
      if (!query) return path;
      if (query[""] != null) delete query[""];
      return path + "?" + encodeRfc3986(querystring.stringify(query));
    };
    aws4.RequestSigner = RequestSigner;
    aws4.sign = function(request, credentials) {
      return new RequestSigner(request, credentials).sign();
    };
  }
});

// src/adapters/s3/issuer.ts
var CredentialsError = class extends Error {
  name = "CredentialsError";
};

// src/adapters/s3/read-text.ts
function readText(response, { bytesMax, stallTimeout, clock, signal: parent }) {
  return withWatchdog({ stallTimeout, clock, parent }, async ({ signal, progress }) => {
    const end = () => response.discard(signal.reason);
    signal.addEventListener("abort", end, { once: true });
    try {
      const { bytes, isWhole } = await readStart(response, bytesMax, progress);
      return isWhole ? bytes.toString() : void 0;
    } finally {
      signal.removeEventListener("abort", end);
    }
  });
}

// src/adapters/s3/xml.ts
var import_parse_xml = __toESM(require_dist(), 1);
function rootOf(text) {
  try {
    return (0, import_parse_xml.parseXml)(text).root ?? void 0;
  } catch (error) {
    if (error instanceof import_parse_xml.XmlError) return void 0;
    throw error;
  }
}
function childrenOf(element, name) {
  return element.children.filter(
    (child) => child instanceof import_parse_xml.XmlElement && child.name === name
  );
}
function textIn(element, name) {
  return childrenOf(element, name)[0]?.text;
}

// src/adapters/s3/ask-issuer.ts
var bodyMax = 65536;
var attempts = 3;
var pauseMs = 500;
async function askIssuer(request, signal) {
  const { clock, what: what3 } = request;
  const pauseAfter = (error) => error instanceof Passing ? pauseMs : void 0;
  try {
    return await retry({ attempts, pauseAfter, clock, signal }, () => askOnce(request, signal));
  } catch (error) {
    if (signal.aborted || error instanceof CredentialsError) throw error;
    throw new CredentialsError(`${what3} cannot be reached: ${messageOf(error)}`, { cause: error });
  }
}
var Passing = class extends CredentialsError {
};
async function askOnce(request, parent) {
  const { what: what3, client, clock, timeout: timeout3, ...sent } = request;
  return withDeadline({ ms: timeout3, clock, parent }, async (signal) => {
    const http = await client();
    const response = await http.send({ ...sent, redirects: "return", signal });
    const text = await readText(response, { bytesMax: bodyMax, stallTimeout: timeout3, clock, signal });
    if (text === void 0) throw new CredentialsError(`${what3} sent more than ${bodyMax} bytes`);
    const { status } = response;
    if (status === 200) return text;
    const Failed = status === 429 || status >= 500 ? Passing : CredentialsError;
    throw new Failed(`${what3} answered HTTP ${status}${errorCodeIn(text)}`);
  });
}
function errorCodeIn(text) {
  const root = rootOf(text);
  const error = root && (childrenOf(root, "Error")[0] ?? root);
  const code = error && textIn(error, "Code");
  return code !== void 0 && /^[A-Za-z]{1,64}$/.test(code) ? ` (${code})` : "";
}
function temporaryFrom(text, what3) {
  const parsed = parsedObject(text, what3);
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = parsed;
  const expires = typeof Expiration === "string" ? Date.parse(Expiration) : Number.NaN;
  if (typeof AccessKeyId !== "string" || typeof SecretAccessKey !== "string" || Number.isNaN(expires)) {
    throw new CredentialsError(`${what3} answered without credentials`);
  }
  const sessionToken = typeof Token === "string" ? { sessionToken: Token } : {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...sessionToken, expires };
}
function parsedObject(text, what3) {
  try {
    const parsed = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null) return { ...parsed };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CredentialsError(`${what3} did not answer with a JSON object`);
}

// src/adapters/s3/container-credentials.ts
var what = "the container's credential endpoint (AWS_CONTAINER_CREDENTIALS_FULL_URI or _RELATIVE_URI)";
var knownHosts = /* @__PURE__ */ new Set(["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]);
function containerCredentials({ env, clock, localHttp }) {
  return {
    identity: "the role of this container",
    async issue(signal) {
      const url = endpointIn(
        env["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"],
        env["AWS_CONTAINER_CREDENTIALS_FULL_URI"]
      );
      const token = await tokenIn(
        env["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"],
        env["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
      );
      const headers = token === void 0 ? {} : { authorization: token };
      const request = { what, url: url.href, headers, client: localHttp, clock, timeout: 5e3 };
      return temporaryFrom(await askIssuer(request, signal), what);
    }
  };
}
function endpointIn(relative, full) {
  const text = relative ? `http://169.254.170.2${relative.startsWith("/") ? "" : "/"}${relative}` : full ?? "";
  if (!URL.canParse(text)) throw new CredentialsError(`${what} is not a URL`);
  const url = new URL(text);
  const isLocal = knownHosts.has(url.hostname) || isLoopback(url.hostname);
  if (url.protocol === "https:" || url.protocol === "http:" && isLocal) return url;
  throw new CredentialsError(
    `${what} is ${url.host}: over http only the container's own addresses are asked`
  );
}
function isLoopback(host) {
  return host === "localhost" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
async function tokenIn(file, value) {
  if (!file) return value || void 0;
  try {
    const token = (await readGivenFile(file)).trim();
    if (!/[\r\n]/.test(token)) return token;
  } catch (error) {
    throw new CredentialsError(`cannot read AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: ${messageOf(error)}`);
  }
  throw new CredentialsError("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE holds more than one line");
}

// src/adapters/s3/instance-credentials.ts
var what2 = "the instance metadata service (IMDSv2)";
var timeout = 1e3;
function instanceCredentials({ env, clock, localHttp }) {
  const base = env["AWS_EC2_METADATA_SERVICE_ENDPOINT"] || "http://169.254.169.254";
  const ask = (method, path, headers, signal) => askIssuer(
    { what: what2, method, url: new URL(path, base).href, headers, client: localHttp, clock, timeout },
    signal
  );
  return {
    identity: "the instance profile",
    async issue(signal) {
      if (/^true$/i.test(env["AWS_EC2_METADATA_DISABLED"] ?? "")) throw new CredentialsError(noneFound);
      try {
        const session = { "x-aws-ec2-metadata-token-ttl-seconds": "21600" };
        const token = await ask("PUT", "/latest/api/token", session, signal);
        const headers = { "x-aws-ec2-metadata-token": token.trim() };
        const path = "/latest/meta-data/iam/security-credentials/";
        const role = (await ask("GET", path, headers, signal)).trim();
        return temporaryFrom(await ask("GET", path + encodeURIComponent(role), headers, signal), what2);
      } catch (error) {
        if (!(error instanceof CredentialsError)) throw error;
        throw new CredentialsError(`${noneFound}; ${error.message}`, { cause: error });
      }
    }
  };
}
var noneFound = "no credentials were found: set `s3-role`, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, for this step";

// src/adapters/s3/web-identity.ts
var sessionSeconds = 3600;
var timeout2 = 1e4;
function oidcRole(role, context) {
  const { env, clock, http, mask } = context;
  const what3 = "GitHub's OIDC service";
  return {
    identity: `the role ${role} by the OIDC token of this job`,
    async issue(signal) {
      const [url, secret] = [env["ACTIONS_ID_TOKEN_REQUEST_URL"], env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]];
      if (!url || !secret) {
        throw new CredentialsError(
          "`s3-role` needs `permissions: id-token: write` in the job: there is no OIDC token"
        );
      }
      const asked = new URL(url);
      asked.searchParams.set("audience", "sts.amazonaws.com");
      const headers = { authorization: `bearer ${secret}`, accept: "application/json" };
      const answer = await askIssuer(
        { what: what3, url: asked.href, headers, client: http, clock, timeout: timeout2 },
        signal
      );
      const { value } = parsedObject(answer, what3);
      if (typeof value !== "string") throw new CredentialsError(`${what3} answered without a token`);
      mask(value);
      return assumeRole(role, value, context, signal);
    }
  };
}
function webIdentityRole(role, tokenFile, context) {
  return {
    identity: `the role ${role} by AWS_WEB_IDENTITY_TOKEN_FILE`,
    async issue(signal) {
      if (role === "")
        throw new CredentialsError("AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not");
      const token = await readGivenFile(tokenFile).catch((error) => {
        throw new CredentialsError(`cannot read AWS_WEB_IDENTITY_TOKEN_FILE: ${messageOf(error)}`);
      });
      context.mask(token.trim());
      return assumeRole(role, token.trim(), context, signal);
    }
  };
}
async function assumeRole(role, token, { env, clock, http, region }, signal) {
  const what3 = `AWS STS, asked for the role ${role},`;
  const endpoint = env["AWS_ENDPOINT_URL_STS"] || env["AWS_ENDPOINT_URL"] || awsEndpoint(region === "auto" ? "us-east-1" : region, "sts").href;
  const form = new URLSearchParams({
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleArn: role,
    RoleSessionName: "go-mod-download",
    DurationSeconds: String(sessionSeconds),
    WebIdentityToken: token
  });
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/xml" };
  const body = Buffer.from(form.toString());
  const answer = await askIssuer(
    { what: what3, method: "POST", url: endpoint, headers, body, client: http, clock, timeout: timeout2 },
    signal
  );
  const result = resultIn(answer);
  if (result === void 0) throw new CredentialsError(`${what3} answered without credentials`);
  return result;
}
function resultIn(xml) {
  const root = rootOf(xml);
  const result = root && childrenOf(root, "AssumeRoleWithWebIdentityResult")[0];
  const found = result && childrenOf(result, "Credentials")[0];
  if (found === void 0) return void 0;
  const [accessKeyId, secretAccessKey, sessionToken] = ["AccessKeyId", "SecretAccessKey", "SessionToken"].map(
    (name) => textIn(found, name)
  );
  const expires = Date.parse(textIn(found, "Expiration") ?? "");
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expires)) return void 0;
  return { accessKeyId, secretAccessKey, sessionToken, expires };
}

// src/adapters/s3/credentials.ts
function credentialSource(inputs, context) {
  const { env } = context;
  if (inputs.accessKey !== void 0) return fixed(inputs.accessKey, "of the inputs", context);
  if (inputs.role !== void 0) return renewed(oidcRole(inputs.role, context), context);
  const ofEnvironment = accessKeyIn(env);
  if (ofEnvironment === "half") return renewed(halfAccessKey, context);
  if (ofEnvironment !== void 0) return fixed(ofEnvironment, "of the environment", context);
  const [role, tokenFile] = [env["AWS_ROLE_ARN"], env["AWS_WEB_IDENTITY_TOKEN_FILE"]];
  if (tokenFile) return renewed(webIdentityRole(role ?? "", tokenFile, context), context);
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: full, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative } = env;
  if (full || relative) return renewed(containerCredentials(context), context);
  return renewed(instanceCredentials(context), context);
}
function accessKeyIn(env) {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken
  } = env;
  if (!accessKeyId && !secretAccessKey) return void 0;
  if (!accessKeyId || !secretAccessKey) return "half";
  return { accessKeyId, secretAccessKey, ...sessionToken && { sessionToken } };
}
function fixed(credentials, origin, { mask }) {
  maskAll(credentials, mask);
  return {
    identity: `the access key …${credentials.accessKeyId.slice(-4)} ${origin}`,
    credentials: () => Promise.resolve(credentials),
    renew: () => false
  };
}
var halfAccessKey = {
  identity: "the access key of the environment",
  issue: async () => {
    throw new CredentialsError(
      "of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY only one is set; set both, or neither"
    );
  }
};
var earlyMs = 3e5;
function renewed(issuer, { clock, mask }) {
  let known;
  let pending;
  const issue = async (signal) => {
    try {
      const credentials = await issuer.issue(signal);
      maskAll(credentials, mask);
      const { expires } = credentials;
      known = { credentials, renewAt: expires - Math.min(earlyMs, (expires - clock.now()) / 2) };
      return credentials;
    } finally {
      pending = void 0;
    }
  };
  return {
    identity: issuer.identity,
    async credentials(signal) {
      if (known !== void 0 && clock.now() < known.renewAt) return known.credentials;
      pending ??= issue(signal);
      return pending;
    },
    renew(expired) {
      if (known?.credentials === expired) known = void 0;
      return true;
    }
  };
}
function maskAll({ secretAccessKey, sessionToken }, mask) {
  mask(secretAccessKey);
  if (sessionToken !== void 0) mask(sessionToken);
}

// src/adapters/s3/s3-cache.ts
import { stat } from "node:fs/promises";

// src/adapters/s3/client.ts
import { createHash } from "node:crypto";

// src/adapters/s3/failure.ts
var bodyMax2 = 16384;
async function readFailure(response, limits) {
  const { status, headers } = response;
  const {
    code = "",
    message = "",
    region
  } = errorIn(await readText(response, { ...limits, bytesMax: bodyMax2 }) ?? "");
  const said = [code, message].filter((part) => part !== "").join(": ");
  const date = Date.parse(headers["date"] ?? "");
  const bucketRegion = headers["x-amz-bucket-region"] ?? region;
  return {
    kind: kindOf(status, code, bucketRegion),
    status,
    text: said === "" ? `HTTP ${status}` : `HTTP ${status}, ${printable(said)}`,
    ...bucketRegion !== void 0 && /^[a-z0-9-]{1,64}$/.test(bucketRegion) && { region: bucketRegion },
    ...!Number.isNaN(date) && { serverTime: date }
  };
}
var kindsByCode = /* @__PURE__ */ new Map([
  ["NoSuchBucket", "no-bucket"],
  ["NoSuchKey", "no-object"],
  ["NoSuchUpload", "other"],
  ["PermanentRedirect", "wrong-region"],
  ["TemporaryRedirect", "wrong-region"],
  ["AuthorizationHeaderMalformed", "wrong-region"],
  ["IllegalLocationConstraintException", "wrong-region"],
  ["AccessDenied", "denied"],
  ["AllAccessDisabled", "denied"],
  ["AccountProblem", "denied"],
  ["InvalidAccessKeyId", "bad-credentials"],
  ["SignatureDoesNotMatch", "bad-credentials"],
  ["InvalidSecurity", "bad-credentials"],
  // versitygw.
  ["XAdminUserNotFound", "bad-credentials"],
  ["ExpiredToken", "expired-credentials"],
  ["TokenRefreshRequired", "expired-credentials"],
  ["InvalidToken", "expired-credentials"],
  ["RequestTimeTooSkewed", "clock-skew"],
  ["RequestExpired", "clock-skew"],
  ["PreconditionFailed", "exists"],
  ["ConditionalRequestConflict", "exists"],
  ["NotImplemented", "no-conditional-writes"],
  ["SlowDown", "throttled"],
  ["RequestTimeout", "server-error"],
  ["InternalError", "server-error"]
]);
var kindsByStatus = /* @__PURE__ */ new Map([
  [401, "denied"],
  [403, "denied"],
  [404, "no-object"],
  [409, "exists"],
  [412, "exists"],
  [429, "throttled"],
  [501, "no-conditional-writes"],
  [503, "throttled"]
]);
function kindOf(status, code, region) {
  const known = kindsByCode.get(code);
  if (known !== void 0) return known;
  if ([301, 307, 400].includes(status) && region !== void 0) return "wrong-region";
  return kindsByStatus.get(status) ?? (status >= 500 ? "server-error" : "other");
}
function errorIn(text) {
  const error = rootOf(text);
  if (error?.name !== "Error") return {};
  const [code, message, region] = ["Code", "Message", "Region"].map((name) => textIn(error, name));
  return {
    ...code !== void 0 && { code },
    ...message !== void 0 && { message },
    ...region !== void 0 && { region }
  };
}
function printable(text) {
  return text.replace(/[^\x20-\x7e]+/g, " ").slice(0, 300);
}

// src/adapters/s3/sign.ts
var import_aws4 = __toESM(require_aws4(), 1);
function signedHeaders(request, credentials) {
  const { method, url, headers, bodyHash, region, service, now } = request;
  const { "accept-encoding": encoding, ...covered } = headers;
  const signed = (0, import_aws4.sign)(
    {
      method,
      host: url.host,
      path: url.pathname + url.search,
      service,
      region,
      headers: {
        ...covered,
        host: url.host,
        "x-amz-content-sha256": bodyHash,
        "x-amz-date": amzDate(now),
        ...credentials.sessionToken !== void 0 && { "x-amz-security-token": credentials.sessionToken }
      }
    },
    { accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey }
  );
  const { host: _, ...sent } = Object.fromEntries(
    Object.entries(signed.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])
  );
  return { ...sent, ...encoding !== void 0 && { "accept-encoding": encoding } };
}
function amzDate(now) {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
}

// src/adapters/s3/client.ts
var S3Error = class extends Error {
  name = "S3Error";
  failure;
  verb;
  constructor(failure, verb) {
    super(failure.text);
    this.failure = failure;
    this.verb = verb;
  }
  /** Whether the same request can succeed a moment later. */
  get transient() {
    return this.failure.kind === "throttled" || this.failure.kind === "server-error";
  }
};
var answerMax = 8e6;
var backoff = { base: 200, cap: 5e3 };
var emptyHash = hashOf("");
function hashOf(body) {
  return createHash("sha256").update(body).digest("hex");
}
function bytesBody(text) {
  const bytes = Buffer.from(text);
  return { hash: hashOf(bytes), open: () => bytes };
}
var S3Client = class {
  #options;
  #bucket;
  /** How far the clock of the service is ahead of ours, in ms. */
  #clockOffset = 0;
  constructor(options) {
    this.#options = options;
    this.#bucket = options.bucket;
  }
  /** The region that requests are signed for; another one than was given where the service has said so. */
  get region() {
    return this.#bucket.region;
  }
  /**
   * Sends a request as often as it takes, and reads the whole answer.
   * Throws S3Error, TransportError, Stalled, CredentialsError or the signal's reason.
   */
  send(request, signal) {
    const { attempts: attempts3, clock, random, requestTimeout } = this.#options;
    const pauseAfter = (error, failures) => {
      const transient = (error instanceof S3Error || error instanceof TransportError) && error.transient;
      return transient ? fullJitter(failures, backoff, random) : void 0;
    };
    return retry({ attempts: attempts3, pauseAfter, clock, signal }, async () => {
      const response = await this.sendOnce(request, signal);
      const limits = { bytesMax: answerMax, stallTimeout: requestTimeout, clock, signal };
      return { headers: response.headers, text: await readText(response, limits) };
    });
  }
  /** Sends a request without retries for what is transient; of what the service corrects, each is corrected once. */
  async sendOnce(request, signal) {
    const { requestTimeout, clock, credentials } = this.#options;
    const corrected = /* @__PURE__ */ new Set();
    for (; ; ) {
      const signedWith = { bucket: this.#bucket, credentials: await credentials.credentials(signal) };
      const response = await this.#exchange(request, signedWith, signal);
      if (response.status >= 200 && response.status < 300) return response;
      const failure = await readFailure(response, { stallTimeout: requestTimeout, clock, signal });
      if (corrected.has(failure.kind) || !this.#correct(failure, signedWith)) {
        throw new S3Error(failure, request.verb);
      }
      corrected.add(failure.kind);
    }
  }
  async #exchange({ method, key, query, headers = {}, body }, { bucket, credentials }, signal) {
    const { http, clock, requestTimeout } = this.#options;
    const client = await http();
    const url = objectUrl(bucket, key === "" ? "" : bucket.prefix + key);
    url.search = queryOf(query);
    const unsigned = { method, url, headers, bodyHash: body?.hash ?? emptyHash };
    const now = clock.now() + this.#clockOffset;
    const signed = signedHeaders({ ...unsigned, region: bucket.region, service: "s3", now }, credentials);
    return withWatchdog(
      { stallTimeout: requestTimeout, clock, parent: signal },
      (watched) => client.send({
        method,
        url: url.href,
        headers: signed,
        ...body !== void 0 && { body: body.open(watched.progress) },
        redirects: "return",
        signal: watched.signal
      })
    );
  }
  /** Whether the next attempt can be better for what the service said, or for what it said to another request meanwhile. */
  #correct(failure, { bucket, credentials }) {
    if (failure.kind === "wrong-region" && failure.region !== void 0) {
      return this.#moveTo(failure.region, bucket);
    }
    if (failure.kind === "expired-credentials") return this.#options.credentials.renew(credentials);
    if (failure.kind !== "clock-skew" || failure.serverTime === void 0) return false;
    this.#clockOffset = failure.serverTime - this.#options.clock.now();
    return true;
  }
  /** The service of another company may use the same codes: only AWS has an endpoint for each region. */
  #moveTo(region, from) {
    if (region === from.region) return false;
    const isAws = from.endpoint.href === awsEndpoint(from.region).href;
    this.#bucket = { ...from, region, ...isAws && { endpoint: awsEndpoint(region) } };
    return true;
  }
};
function queryOf(query = {}) {
  return Object.entries(query).map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&");
}

// src/adapters/s3/list.ts
var pagesMax = 1e3;
var BadListing = class extends Error {
  name = "BadListing";
};
async function findEntry({ client, prefix, isEntry }, key, signal) {
  let newest;
  let token;
  for (let page = 0; page < pagesMax; page++) {
    const listing = await listPage(client, prefix + key, token, signal);
    for (const entry of listing.entries.flatMap((object) => entryIn(object, prefix, isEntry))) {
      if (entry.key === key) return entry;
      if (newest === void 0 || entry.stored > newest.stored) newest = entry;
    }
    token = listing.next;
    if (token === void 0) break;
  }
  return newest;
}
async function listPage(client, prefix, token, signal) {
  const query = {
    ...token !== void 0 && { "continuation-token": token },
    // Other objects there may have names that XML cannot express.
    "encoding-type": "url",
    "list-type": "2",
    prefix
  };
  const request = { verb: "list", method: "GET", key: "", query };
  const { text } = await client.send(request, signal);
  const root = text === void 0 ? void 0 : rootOf(text);
  if (root?.name !== "ListBucketResult") throw new BadListing("the answer to a listing is not a listing");
  const nameOf = textIn(root, "EncodingType") === "url" ? decoded : (name) => name;
  const entries = childrenOf(root, "Contents").map(
    (object) => ({
      name: nameOf(textIn(object, "Key") ?? ""),
      bytes: Number(textIn(object, "Size")),
      stored: Date.parse(textIn(object, "LastModified") ?? "")
    })
  );
  const next = textIn(root, "IsTruncated") === "true" ? textIn(root, "NextContinuationToken") : void 0;
  return { entries, next };
}
function decoded(name) {
  try {
    return decodeURIComponent(name.replaceAll("+", " "));
  } catch (error) {
    if (error instanceof URIError) return "";
    throw error;
  }
}
function entryIn({ name, bytes, stored }, prefix, isEntry) {
  const key = name.slice(prefix.length);
  const isNamed = name.startsWith(prefix) && isEntry(key);
  return isNamed && Number.isSafeInteger(bytes) && !Number.isNaN(stored) ? [{ key, bytes, stored }] : [];
}

// src/adapters/s3/upload.ts
import { createHash as createHash2 } from "node:crypto";
import { createReadStream } from "node:fs";
var defaultSizes = { singleMax: 64 * 2 ** 20, part: 32 * 2 ** 20 };
var partsAtOnce = 4;
async function upload(client, key, file, signal, sizes = defaultSizes) {
  try {
    if (file.bytes <= sizes.singleMax) await putWhole(client, key, file, signal);
    else await putInParts(client, key, file, sizes.part, signal);
    return true;
  } catch (error) {
    if (error instanceof S3Error && error.failure.kind === "exists") return false;
    throw error;
  }
}
var ifAbsent = { "if-none-match": "*" };
async function putWhole(client, key, file, signal) {
  const body = await fileBody(file.path, 0, file.bytes);
  await client.send({ verb: "write", method: "PUT", key, headers: ifAbsent, body }, signal);
}
async function putInParts(client, key, file, partBytes, signal) {
  const begun = await answerOf(
    client,
    { verb: "write", method: "POST", key, query: { uploads: "" } },
    signal
  );
  const uploadId = begun && textIn(begun, "UploadId");
  if (uploadId === void 0) throw new BadUpload("the service began an upload without an UploadId");
  try {
    const parts = await putParts({ client, key, uploadId, partBytes }, file, signal);
    const body = bytesBody(completionOf(parts));
    const request = {
      verb: "write",
      method: "POST",
      key,
      query: { uploadId },
      headers: ifAbsent,
      body
    };
    const root = await answerOf(client, request, signal);
    if (root?.name !== "CompleteMultipartUploadResult") {
      throw new BadUpload(
        `the service did not complete the upload: ${(root && textIn(root, "Code")) ?? "no answer"}`
      );
    }
  } catch (error) {
    throw await abandon(client, key, uploadId, error);
  }
}
var BadUpload = class extends Error {
  name = "BadUpload";
};
async function putParts({ client, key, uploadId, partBytes }, { path, bytes }, parent) {
  const count = Math.ceil(bytes / partBytes);
  const etags = Array.from({ length: count }, () => "");
  const failed = new AbortController();
  const signal = AbortSignal.any([parent, failed.signal]);
  const numbers = etags.keys();
  const sendParts = async () => {
    for (const index of numbers) {
      const from = index * partBytes;
      const body = await fileBody(path, from, Math.min(partBytes, bytes - from));
      const query = { partNumber: String(index + 1), uploadId };
      const { headers } = await client.send({ verb: "write", method: "PUT", key, query, body }, signal);
      etags[index] = headers["etag"] ?? "";
    }
  };
  const stopAll = (error) => failed.abort(error);
  await Promise.all(Array.from({ length: partsAtOnce }, () => sendParts().catch(stopAll)));
  signal.throwIfAborted();
  return etags;
}
function completionOf(etags) {
  const parts = etags.map(
    (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escaped(etag)}</ETag></Part>`
  );
  return `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts.join("")}</CompleteMultipartUpload>`;
}
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
var abandonTimeout = 1e4;
async function abandon(client, key, uploadId, cause) {
  const signal = AbortSignal.timeout(abandonTimeout);
  try {
    const response = await client.sendOnce(
      { verb: "write", method: "DELETE", key, query: { uploadId } },
      signal
    );
    response.discard();
    return cause;
  } catch (error) {
    return new BadUpload(`the parts already sent could not be removed (${messageOf(error)}) after`, {
      cause
    });
  }
}
async function answerOf(client, request, signal) {
  const { text = "" } = await client.send(request, signal);
  return rootOf(text);
}
async function fileBody(path, from, bytes) {
  const hash = createHash2("sha256");
  for await (const chunk of piecesOf(path, from, bytes)) hash.update(chunk);
  return {
    hash: hash.digest("hex"),
    open: (progress) => ({ bytes, chunks: reporting(piecesOf(path, from, bytes), progress) })
  };
}
function piecesOf(path, from, bytes) {
  return createReadStream(path, { start: from, end: from + bytes - 1, highWaterMark: 2 ** 18 });
}
async function* reporting(chunks, progress) {
  for await (const chunk of chunks) {
    progress();
    yield chunk;
  }
}

// src/adapters/s3/explain.ts
function explain(error, bucket, identity) {
  if (error instanceof CredentialsError) return { kind: "unavailable", reason: `S3: ${error.message}` };
  if (error instanceof S3Error) return explainFailure(error, bucket, identity);
  const at = `S3 at ${bucket.endpoint.host}`;
  if (error instanceof TransportError) return { kind: "unavailable", reason: `${at}: ${inWords(error)}` };
  const isExpected = error instanceof FetchFailure || error instanceof Stalled || error instanceof BadListing || error instanceof BadUpload || error instanceof ActionError || errnoOf(error) !== void 0;
  if (!isExpected) return void 0;
  return { kind: "unavailable", reason: `${at}: ${messageOf(error)}` };
}
function inWords({ fault, message }) {
  return fault === "tls" ? `${message}; trust its certificate with \`ca-file\`, or check \`s3-endpoint\`` : message;
}
function explainFailure({ failure, verb }, bucket, identity) {
  const { kind, text } = failure;
  const at = `S3 bucket ${bucket.name} at ${bucket.endpoint.host}`;
  const meant = kind === "no-object" && verb !== "read" ? "no-bucket" : kind;
  const why = reasons[meant]?.(failure.region) ?? "the request failed";
  if (kind === "denied") {
    const { action, resource } = permissions[verb];
    const needed = `allow ${action} on ${resource(bucket)}, or set \`cache-mode: read\` if it should not`;
    const hint = verb === "write" ? needed : `allow ${action} on ${resource(bucket)}`;
    return { kind, reason: `${at}: ${identity} may not ${verb} there; ${hint} (${text})` };
  }
  return { kind: "unavailable", reason: `${at}: ${why} (${text})` };
}
var reasons = {
  "no-bucket": () => "there is no such bucket; check `s3-bucket`, `s3-region` and `s3-endpoint`",
  "wrong-region": (region) => `the bucket is in another region; set \`s3-region\`${region === void 0 ? "" : ` to ${region}`}`,
  "bad-credentials": () => "the service does not accept the access key; check the key and its secret",
  "expired-credentials": () => "the credentials have expired; get new ones right before this step",
  "clock-skew": () => "this machine's clock is wrong; synchronize it",
  "no-object": () => "the object is gone",
  "no-conditional-writes": () => "the service does not support conditional writes (If-None-Match), so nothing is saved",
  throttled: () => "the service is throttling requests",
  "server-error": () => "the service failed"
};
var permissions = {
  list: { action: "s3:ListBucket", resource: ({ name }) => `arn:aws:s3:::${name}` },
  read: { action: "s3:GetObject", resource: ({ name, prefix }) => `arn:aws:s3:::${name}/${prefix}*` },
  write: { action: "s3:PutObject", resource: ({ name, prefix }) => `arn:aws:s3:::${name}/${prefix}*` }
};

// src/adapters/s3/s3-cache.ts
var attempts2 = 4;
function s3Cache(options) {
  const { stallTimeout, requestTimeout = Math.min(1e4, stallTimeout) } = options;
  const client = new S3Client({ ...options, requestTimeout, attempts: attempts2 });
  const closed = new AbortController();
  const answering = async (signal, body) => {
    const either = AbortSignal.any([signal, closed.signal]);
    try {
      either.throwIfAborted();
      return await body(either);
    } catch (error) {
      return reasonOf(error, either, options);
    }
  };
  return {
    lookup: (keys, signal) => answering(signal, (ending) => lookUp(client, options, keys, ending)).then(asUnavailable),
    fetch: (keys, signal, onMatched) => answering(signal, async (ending) => {
      const entry = await firstOf(client, options, keys, ending);
      if (entry === void 0) return { kind: "none" };
      onMatched?.(entry.key);
      return read(client, entry, { ...options, requestTimeout }, ending);
    }).then(asUnavailable),
    store: (key, file, signal) => answering(signal, (ending) => store(client, key, file, ending)),
    async close() {
      closed.abort(new Error("the cache is no longer needed"));
    }
  };
}
async function lookUp(client, options, keys, signal) {
  const entry = await firstOf(client, options, keys, signal);
  return entry === void 0 ? { kind: "none" } : { kind: "found", key: entry.key };
}
async function firstOf(client, { bucket: { prefix }, isEntry = () => true }, keys, signal) {
  for (const key of keys) {
    const entry = await findEntry({ client, prefix, isEntry }, key, signal);
    if (entry !== void 0) return entry;
  }
  return void 0;
}
async function store(client, key, file, signal) {
  const { size: bytes } = await stat(file);
  const isStored = await upload(client, key, { path: file, bytes }, signal);
  return isStored ? { kind: "stored", bytes } : { kind: "exists" };
}
async function read(client, { key, bytes }, options, signal) {
  const { sizeLimit = 1e10, speedFloor = 1e6 } = options;
  const send = async (headers, ending) => {
    try {
      return await client.sendOnce({ verb: "read", method: "GET", key, headers }, ending);
    } catch (error) {
      throw asFetchFailure(error);
    }
  };
  const body = await readRanges({ ...options, send, sizeLimit, speedFloor, signal });
  if (body.bytes !== void 0 && body.bytes !== bytes) {
    await body.close();
    return { kind: "unavailable", reason: `S3: the object ${key} is not of the size that the listing says` };
  }
  return {
    kind: "found",
    key,
    bytes,
    source: { kind: "stream", pieces: interruptible(body.pieces, signal, options) },
    dispose: () => body.close()
  };
}
async function* interruptible(pieces, signal, options) {
  try {
    yield* pieces;
    return void 0;
  } catch (error) {
    throw new EntryInterrupted(reasonOf(error, signal, options).reason, { isDamaged: false, cause: error });
  }
}
function asFetchFailure(error) {
  if (!(error instanceof S3Error)) return error;
  const { text: body, status } = error.failure;
  if (status === 412) return new FetchFailure({ kind: "changed" });
  return error.transient ? new FetchFailure({ kind: "status", status, body }) : error;
}
function reasonOf(error, signal, { bucket, credentials }) {
  if (signal.aborted) return { kind: "unavailable", reason: messageOf(signal.reason) };
  const explained = explain(error, bucket, credentials.identity);
  if (explained === void 0) throw error;
  return explained;
}
function asUnavailable(outcome) {
  return isDenied(outcome) ? { kind: "unavailable", reason: outcome.reason } : outcome;
}
function isDenied(outcome) {
  return typeof outcome === "object" && outcome !== null && "kind" in outcome && outcome.kind === "denied";
}

// src/adapters/s3/open.ts
function openS3Cache(options) {
  const { inputs, bucket, openHttp, openLocalHttp } = options;
  const [http, localHttp] = [openOnce(openHttp), openOnce(openLocalHttp)];
  const credentials = credentialSource(inputs, {
    ...options,
    http: http.get,
    localHttp: localHttp.get,
    region: bucket.region
  });
  const cache = s3Cache({ ...options, credentials, http: http.get });
  const note = `bucket ${bucket.name} at ${bucket.endpoint.host}, prefix ${bucket.prefix || "(none)"}, as ${credentials.identity}`;
  const close = async () => {
    await cache.close();
    await Promise.all([http.close(), localHttp.close()]);
  };
  return { backend: { ...cache, close }, note };
}
export {
  openS3Cache
};
