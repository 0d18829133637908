import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  maxHeaderSize
} from "./adapters.network.max-header-size.mjs";
import {
  TransportError
} from "./ports.transport-error.mjs";
import {
  __name
} from "./runtime.mjs";

// src/adapters/network/lenient-socket.ts
import { Duplex, pipeline, Transform } from "node:stream";

// src/http/response-head.ts
var ofConnection = /* @__PURE__ */ new Set(["connection", "keep-alive", "proxy-connection", "upgrade"]);
function readHead(text) {
  const [first = "", ...lines] = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const { minor, code, reason = "" } = statusLine.exec(first)?.groups ?? {};
  if (code === void 0) throw malformed("status line");
  const headers = unfold(lines).flatMap(headerOf);
  const framing = framingOf(headers, minor !== "0");
  const others = headers.filter(({ name }) => !ofConnection.has(name) && !ofFraming.has(name));
  const fields = [...others, ...framing, { name: "connection", value: "close" }];
  return {
    status: Number(code),
    text: [
      `HTTP/1.1 ${code} ${reason.replace(invalidInValue, " ")}`,
      ...fields.map(({ name, value }) => `${name}: ${value}`),
      "\r\n"
    ].join("\r\n")
  };
}
__name(readHead, "readHead");
var statusLine = /^HTTP\/\d\.(?<minor>\d) +(?<code>\d{3})(?: (?<reason>.*))?$/;
var invalidInValue = /[^\t\x20-\x7e\x80-\xff]/g;
function unfold(lines) {
  const unfolded = [];
  for (const line of lines) {
    if (!/^[ \t]/.test(line)) unfolded.push([line]);
    else if (unfolded.length === 0) throw malformed("header");
    else unfolded.at(-1)?.push(line);
  }
  return unfolded.map((parts) => parts.map(trimmed).join(" "));
}
__name(unfold, "unfold");
function trimmed(text) {
  return text.replace(/^[ \t]+/, "").replace(/[ \t]+$/, "");
}
__name(trimmed, "trimmed");
function headerOf(line) {
  const colon = line.indexOf(":");
  const name = line.slice(0, colon);
  const value = trimmed(line.slice(colon + 1));
  if (colon <= 0 || /[^\w!#$%&'*+.^`|~ -]/.test(name) || value.search(invalidInValue) >= 0)
    throw malformed("header");
  return name.includes(" ") ? [] : [{ name: name.toLowerCase(), value }];
}
__name(headerOf, "headerOf");
var ofFraming = /* @__PURE__ */ new Set(["content-length", "transfer-encoding"]);
function framingOf(headers, knowsChunks) {
  const valuesOf = /* @__PURE__ */ __name((of) => headers.filter(({ name }) => name === of).map(({ value }) => value), "valuesOf");
  const encodings = knowsChunks ? valuesOf("transfer-encoding") : [];
  const [encoding] = encodings;
  if (encodings.length > 1 || encoding !== void 0 && encoding.toLowerCase() !== "chunked")
    throw malformed("Transfer-Encoding");
  const [length, ...more] = new Set(valuesOf("content-length"));
  if (more.length > 0 || length !== void 0 && !/^\d{1,15}$/.test(length))
    throw malformed("Content-Length");
  if (encoding !== void 0) return [{ name: "transfer-encoding", value: "chunked" }];
  return length === void 0 ? [] : [{ name: "content-length", value: length }];
}
__name(framingOf, "framingOf");
function malformed(what) {
  return new TransportError("broken", `the answer is not HTTP (malformed ${what})`);
}
__name(malformed, "malformed");

// src/adapters/network/lenient-socket.ts
function lenientSocket(socket) {
  const rewriter = new HeadRewriter();
  pipeline(socket, rewriter, () => void 0);
  const stream = Duplex.from({ readable: rewriter, writable: socket });
  return Object.assign(stream, { ref: /* @__PURE__ */ __name(() => socket.ref(), "ref"), unref: /* @__PURE__ */ __name(() => socket.unref(), "unref") });
}
__name(lenientSocket, "lenientSocket");
var lf = 10;
var cr = 13;
var HeadRewriter = class extends Transform {
  static {
    __name(this, "HeadRewriter");
  }
  #isBody = false;
  #parts = [];
  #size = 0;
  /** How many bytes the current line has, without a CR. */
  #line = 0;
  _transform(chunk, _, done) {
    try {
      this.#take(chunk);
      done();
    } catch (error) {
      done(Error.isError(error) ? error : new Error(String(error)));
    }
  }
  #take(chunk) {
    let rest = chunk;
    while (!this.#isBody && rest.length > 0) {
      const end = this.#endOfHead(rest);
      this.#parts.push(rest.subarray(0, end));
      this.#size += this.#parts.at(-1)?.length ?? 0;
      if (this.#size > maxHeaderSize)
        throw new TransportError("broken", `the headers exceed ${maxHeaderSize} bytes`);
      if (end === void 0) return;
      this.#finishHead();
      rest = rest.subarray(end);
    }
    if (rest.length > 0) this.push(rest);
  }
  /** Where the head ends in a chunk: behind the first empty line. */
  #endOfHead(chunk) {
    for (const [index, byte] of chunk.entries()) {
      if (byte === lf && this.#line === 0) return index + 1;
      if (byte === lf) this.#line = 0;
      else if (byte !== cr) this.#line++;
    }
    return void 0;
  }
  #finishHead() {
    const { status, text } = readHead(
      Buffer.concat(this.#parts).toString("latin1").replace(/\r?\n\r?\n$/, "")
    );
    this.#parts = [];
    if (status >= 200 || status === 101) {
      this.#isBody = true;
      this.push(Buffer.from(text, "latin1"));
    }
  }
};
export {
  lenientSocket
};
