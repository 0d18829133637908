import type { InputDefinition } from './definition.ts';

/** networkInputs say how the network is used. */
export const networkInputs = [
  {
    name: 'attempts',
    kind: 'value',
    default: '6',
    hint: 'N',
    description:
      'How often, in all, each file is asked of each server when that fails for a reason that can pass, from 1 to 20; the go command itself is run at most three times.',
  },
  {
    name: 'timeout',
    kind: 'value',
    default: '30m',
    hint: 'DURATION',
    description: 'How long the whole step may take, such as `90s` or `1h30m`.',
  },
  {
    name: 'stall-timeout',
    kind: 'value',
    default: '30s',
    hint: 'DURATION',
    description: 'How long a download may make no progress before it is ended and tried again.',
  },
  {
    name: 'concurrency',
    kind: 'value',
    default: '32',
    hint: 'N',
    description: 'How many requests there may be at once to one server, from 1 to 256.',
  },
  {
    name: 'fallback-goproxy',
    kind: 'value',
    default: '',
    hint: 'LIST',
    description:
      'Mirrors, as a list of URLs like GOPROXY, that are asked when those of GOPROXY fail for reasons that can pass; never for modules that GOPRIVATE, GONOPROXY or GONOSUMDB match.',
  },
  {
    name: 'http-proxy',
    kind: 'value',
    default: '',
    hint: 'URL',
    description: 'The forward proxy for http URLs. When empty: HTTP_PROXY of the environment.',
  },
  {
    name: 'https-proxy',
    kind: 'value',
    default: '',
    hint: 'URL',
    description: 'The forward proxy for https URLs. When empty: HTTPS_PROXY of the environment.',
  },
  {
    name: 'no-proxy',
    kind: 'value',
    default: '',
    hint: 'LIST',
    description: 'Hosts that no forward proxy is used for. When empty: NO_PROXY of the environment.',
  },
  {
    name: 'ca-file',
    kind: 'value',
    default: '',
    hint: 'FILE',
    description:
      "Certificates in PEM form to trust besides the system's, for example those of a proxy that opens TLS connections.",
  },
] as const satisfies readonly InputDefinition[];
