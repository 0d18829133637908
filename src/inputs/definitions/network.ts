import type { InputDefinition } from './definition.ts';

/** networkInputs define how the network is used. */
export const networkInputs = [
  {
    name: 'attempts',
    kind: 'value',
    default: '6',
    isInteger: true,
    hint: 'N',
    description:
      'Maximum attempts per file and server for transient failures (1-20). The go command itself is run at most three times.',
  },
  {
    name: 'timeout',
    kind: 'value',
    default: '30m',
    hint: 'DURATION',
    description: 'Maximum time for the whole step, such as `90s` or `1h30m`.',
  },
  {
    name: 'stall-timeout',
    kind: 'value',
    default: '30s',
    hint: 'DURATION',
    description: 'Abort and retry a download that makes no progress for this long.',
  },
  {
    name: 'concurrency',
    kind: 'value',
    default: '32',
    isInteger: true,
    hint: 'N',
    description: 'Maximum concurrent requests per server (1-256).',
  },
  {
    name: 'fallback-goproxy',
    kind: 'value',
    default: '',
    hint: 'LIST',
    description:
      'Mirrors, as a list of URLs like GOPROXY, that are used when the GOPROXY servers fail transiently; never for modules matched by GOPRIVATE, GONOPROXY or GONOSUMDB.',
  },
  {
    name: 'http-proxy',
    kind: 'value',
    default: '',
    hint: 'URL',
    description:
      'The forward proxy for http URLs: an HTTP or SOCKS5 proxy. Default: HTTP_PROXY from the environment.',
  },
  {
    name: 'https-proxy',
    kind: 'value',
    default: '',
    hint: 'URL',
    description:
      'The forward proxy for https URLs: an HTTP or SOCKS5 proxy. Default: HTTPS_PROXY from the environment.',
  },
  {
    name: 'no-proxy',
    kind: 'value',
    default: '',
    hint: 'LIST',
    description:
      'Hosts to connect to directly, without a forward proxy. Default: NO_PROXY from the environment.',
  },
  {
    name: 'ca-file',
    kind: 'value',
    default: '',
    hint: 'FILE',
    description:
      "A file of certificates in PEM form to trust in addition to the system's, for example those of a TLS-inspecting proxy.",
  },
] as const satisfies readonly InputDefinition[];
