import type { ActionErrorDetails } from '../errors.ts';
import type { GoSetting } from '../plan/go-settings.ts';
import type { Stage } from '../ports/prober.ts';

/** Facts is what was found; `diagnose` says what it means. */
export interface Facts {
  /** In ms since the epoch; the validity of certificates depends on it. */
  readonly now: number;
  readonly goVersion: string | undefined;
  readonly settings: readonly GoSetting[];
  /** What could not be read: no go command, an invalid GOPROXY, an invalid go.mod. */
  readonly mistakes: readonly Mistake[];
  readonly endpoints: readonly Endpoint[];
  /** What the module proxies know about modules of go.mod, one per owner. */
  readonly modules: readonly ModuleFact[];
}

/** Mistake is what the user has to correct before servers can be checked. */
export type Mistake = Pick<ActionErrorDetails, 'code' | 'hint'> & { readonly message: string };

/** Role is what the go command uses a server for. */
export type Role =
  | {
      readonly kind: 'module-proxy';
      /** The separator after it in GOPROXY, and the next entry, without credentials. */
      readonly separator: ',' | '|' | '';
      readonly next: string | undefined;
      readonly hasCredentials: boolean;
    }
  | {
      readonly kind: 'checksum-database';
      readonly name: string;
      readonly through: 'itself' | 'a module proxy';
    }
  /** For modules that GONOPROXY matches, or that are not fetched from a module proxy. */
  | { readonly kind: 'repository'; readonly modules: readonly string[] };

/** Endpoint is a server that the go command depends on. */
export interface Endpoint {
  readonly role: Role;
  /** Without credentials. */
  readonly url: string;
  /** The forward proxy in between, without credentials. */
  readonly forwardProxy: string | undefined;
  readonly stages: readonly Stage[];
  /** Undefined if the server was not reached. */
  readonly reply: Reply | undefined;
}

/** Reply is how a request ended. Times in ms. */
export type Reply =
  | {
      readonly kind: 'answered';
      /** What was requested: `example.com/alpha@v1.0.0`. */
      readonly asked: string;
      readonly status: number;
      readonly firstByte: number;
      /** Measured on a larger file; undefined if there was none. */
      readonly speed: { readonly bytes: number; readonly ms: number } | undefined;
    }
  | { readonly kind: 'timeout'; readonly asked: string; readonly ms: number }
  | {
      readonly kind: 'broken';
      readonly asked: string;
      readonly detail: string;
      /** The status, if the forward proxy and not the server ended it. */
      readonly fromForwardProxy?: number;
    };

/** ModuleFact is what the module proxies, asked in order as by the go command, know about a module. */
export interface ModuleFact {
  readonly path: string;
  readonly version: string;
  readonly answer:
    | 'known'
    /** No proxy has any version of it. */
    | 'unknown'
    /** No proxy has this version, but there are others. */
    | 'version-unknown'
    | { readonly refusedBy: string; readonly status: number };
}
