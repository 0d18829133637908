import type { ActionErrorDetails } from '../errors.ts';
import type { GoSetting } from '../plan/go-settings.ts';
import type { Stage } from '../ports/prober.ts';

/** Facts is what was seen; what it means is for diagnose to say. */
export interface Facts {
  /** In ms: certificates are judged by it. */
  readonly now: number;
  readonly goVersion: string | undefined;
  readonly settings: readonly GoSetting[];
  /** What could not even be read: no go command, a GOPROXY that is none, a broken go.mod. */
  readonly mistakes: readonly Mistake[];
  readonly endpoints: readonly Endpoint[];
  /** What the module proxies said of single modules of go.mod, one for each owner. */
  readonly modules: readonly ModuleFact[];
}

/** Mistake is what a user has to mend before anything can be asked. */
export type Mistake = Pick<ActionErrorDetails, 'code' | 'hint'> & { readonly message: string };

/** Role is what the go command asks a server for. */
export type Role =
  | {
      readonly kind: 'module-proxy';
      /** What stands behind it in GOPROXY, and the entry after that, without credentials. */
      readonly separator: ',' | '|' | '';
      readonly next: string | undefined;
      readonly hasCredentials: boolean;
    }
  | {
      readonly kind: 'checksum-database';
      readonly name: string;
      readonly through: 'itself' | 'a module proxy';
    }
  /** Asked for modules that GONOPROXY matches, or that no module proxy is asked for. */
  | { readonly kind: 'repository'; readonly modules: readonly string[] };

/** Endpoint is a server that the go command depends on. */
export interface Endpoint {
  readonly role: Role;
  /** Without credentials. */
  readonly url: string;
  /** The forward proxy on the way, without credentials. */
  readonly forwardProxy: string | undefined;
  readonly stages: readonly Stage[];
  /** Undefined when no stage led there. */
  readonly reply: Reply | undefined;
}

/** Reply is how a request ended. Times in ms. */
export type Reply =
  | {
      readonly kind: 'answered';
      /** What was asked for: `example.com/alpha@v1.0.0.info`. */
      readonly asked: string;
      readonly status: number;
      readonly firstByte: number;
      /** Of a larger file that was read for a while; undefined when there was none to read. */
      readonly speed: { readonly bytes: number; readonly ms: number } | undefined;
    }
  | { readonly kind: 'timeout'; readonly asked: string; readonly ms: number }
  | {
      readonly kind: 'broken';
      readonly asked: string;
      readonly detail: string;
      /** The status by which the forward proxy, not the server, ended it. */
      readonly fromForwardProxy?: number;
    };

/** ModuleFact is what the module proxies, asked in turn as the go command does it, know of a module. */
export interface ModuleFact {
  readonly path: string;
  readonly version: string;
  readonly answer:
    | 'known'
    /** Not found at any of them, nor any other version of it. */
    | 'unknown'
    /** Not found, but there are other versions. */
    | 'version-unknown'
    | { readonly refusedBy: string; readonly status: number };
}
