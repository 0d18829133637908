/**
 * HttpBody is what a request sends: bytes, or a stream whose length in bytes is known and that can be read
 * once.
 */
export type HttpBody = Uint8Array | { readonly bytes: number; readonly chunks: AsyncIterable<Uint8Array> };

/** HttpRequest is what a server is asked. */
export interface HttpRequest {
  /** GET by default. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute, http or https, without credentials. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sets `content-length`. */
  readonly body?: HttpBody;
  /** `return`: a redirect is the answer, whatever the method. */
  readonly redirects?: 'follow' | 'return';
  /** Ends the exchange at any time, also while the body is being read. */
  readonly signal: AbortSignal;
}

/** HttpResponse is an answer whose headers have arrived. Its body has to be read to the end or discarded. */
export interface HttpResponse {
  readonly status: number;
  /** The reason phrase, as the server sent it. */
  readonly statusText?: string;
  /**
   * Names in lower case; of a header that was sent several times, the values joined by `, `, of `location`
   * the first. One character for each byte.
   */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * The bytes as they come; rejects as `send` does when the exchange breaks, or with the reason it was ended
   * for.
   */
  readonly body: AsyncIterable<Uint8Array>;
  /**
   * Whether the body came compressed and has been decoded: its length is not known, and no part of it can be
   * asked for.
   */
  readonly uncompressed?: boolean;
  /**
   * Whether the login was lost in a redirect to another port or a subdomain, where the go command would keep it
   * (net/http, shouldCopyHeaderOnRedirect).
   */
  readonly lostLogin?: boolean;
  /** Ends the exchange; a reader of the body then gets `reason`. */
  discard(reason?: unknown): void;
}

/** HttpSettings define how a run connects to the network. */
export interface HttpSettings {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
  /** Whether HTTP_PROXY is not to be used, because this is a CGI program; false by default. */
  readonly isCgi?: boolean;
  /** Files of certificates in PEM form to trust besides the system's; empty names count for nothing. */
  readonly caFiles: readonly string[];
  /**
   * Such files and folders of them, as the environment names them; what is not there, or not a certificate,
   * counts for nothing.
   */
  readonly caPaths: readonly string[];
  /** Connections at once to one server. */
  readonly connections: number;
  /** The value of GOAUTH, which says whether a netrc file is used. */
  readonly goauth: string;
  /** Text of a netrc file whose entries come before those of the machine's own. */
  readonly netrc?: string;
}

/**
 * Network is the way out to other machines. The first two verbs reject with ActionError `ca-file-unusable`.
 */
export interface Network {
  /** Makes the client of a run, with redirects and credentials, to be closed by the caller. */
  open(settings: HttpSettings): Promise<HttpClient>;
  /** Everything that is trusted, in PEM: the system's certificates, and those in these files and paths. */
  certificates(files: readonly string[], paths: readonly string[]): Promise<readonly string[]>;
  /** The text of the netrc file that the go command would read; empty without one. */
  netrc(): Promise<string>;
}

/**
 * HttpClient sends a request once: no retries, and no timeouts except for connecting. `send` rejects with a
 * TransportError (src/ports/transport-error.ts) when there is no answer, or with the signal's reason.
 * Redirects are followed for GET and HEAD; any other request gets the redirect as its answer.
 */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Ends every exchange; no socket is left. */
  close(): Promise<void>;
}
