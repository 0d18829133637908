import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  headMax
} from "./adapters.network.head-max.mjs";
import {
  TransportError
} from "./run.mjs";
import "./adapters.process-tree.mjs";

// src/adapters/network/lenient-socket.ts
import { Duplex, pipeline, Transform } from "node:stream";

// src/http/response-head.ts
var connectionHeaders = /* @__PURE__ */ new Set(["connection", "keep-alive", "proxy-connection", "upgrade"]);
function readHead(text) {
  const [first = "", ...lines] = text.split("\n").map((line) => line.endsWith("\r") ? line.slice(0, -1) : line);
  const { minor, code, reason = "" } = statusLine.exec(first)?.groups ?? {};
  if (code === void 0) throw malformed("status line");
  const headers = unfold(lines.filter((line) => line !== "")).flatMap(parseHeader);
  const framing = framingOf(headers, minor !== "0");
  const others = headers.filter(({ name }) => !connectionHeaders.has(name) && !framingHeaders.has(name));
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
function trimmed(text) {
  const isSpace = (at) => text[at] === " " || text[at] === "	";
  let [start, end] = [0, text.length];
  while (start < end && isSpace(start)) start++;
  while (start < end && isSpace(end - 1)) end--;
  return text.slice(start, end);
}
function parseHeader(line) {
  const colon = line.indexOf(":");
  const name = line.slice(0, colon);
  const value = trimmed(line.slice(colon + 1));
  if (colon <= 0 || /[^\w!#$%&'*+.^`|~ -]/.test(name) || value.search(invalidInValue) >= 0)
    throw malformed("header");
  return name.includes(" ") ? [] : [{ name: name.toLowerCase(), value }];
}
var framingHeaders = /* @__PURE__ */ new Set(["content-length", "transfer-encoding"]);
function framingOf(headers, knowsChunks) {
  const valuesOf = (of) => headers.filter(({ name }) => name === of).map(({ value }) => value);
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
function malformed(what) {
  return new TransportError("broken", `the response is not HTTP (malformed ${what})`);
}

// src/adapters/network/lenient-socket.ts
function lenientSocket(socket) {
  const rewriter = new HeadRewriter();
  pipeline(socket, rewriter, () => void 0);
  const stream = Duplex.from({ readable: rewriter, writable: socket });
  return Object.assign(stream, { ref: () => socket.ref(), unref: () => socket.unref() });
}
var lf = 10;
var cr = 13;
var HeadRewriter = class extends Transform {
  #isBody = false;
  #parts = [];
  #bytes = 0;
  #lines = 0;
  /** Whether the current line has anything but a CR so far. */
  #hasText = false;
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
      const part = rest.subarray(0, end);
      this.#parts.push(part);
      this.#bytes += part.length;
      if (this.#bytes > headMax.bytes || this.#lines > headMax.lines)
        throw new TransportError(
          "broken",
          `the headers exceed ${headMax.bytes >> 20} MB or ${headMax.lines} lines`
        );
      if (end === void 0) return;
      this.#finishHead();
      rest = rest.subarray(end);
    }
    if (rest.length > 0) this.push(rest);
  }
  /** The offset after the first empty line. */
  #endOfHead(chunk) {
    let start = 0;
    for (let end = chunk.indexOf(lf); end >= 0; end = chunk.indexOf(lf, start)) {
      const isEmpty = !this.#hasText && isBlank(chunk, start, end);
      this.#hasText = false;
      this.#lines++;
      start = end + 1;
      if (isEmpty) return start;
    }
    if (!isBlank(chunk, start, chunk.length)) this.#hasText = true;
    return void 0;
  }
  #finishHead() {
    const { status, text } = readHead(Buffer.concat(this.#parts).toString("latin1"));
    this.#parts = [];
    if (status >= 200 || status === 101) {
      this.#isBody = true;
      this.push(Buffer.from(text, "latin1"));
    }
  }
};
function isBlank(chunk, start, end) {
  return end === start || end === start + 1 && chunk[start] === cr;
}
export {
  lenientSocket
};
