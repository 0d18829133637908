import type { GoEnv } from '../../src/go/goenv.ts';

/** goEnv is what `go env` says on a Linux machine with nothing set, with `changes` on top. */
export function goEnv(changes: Partial<GoEnv> = {}): GoEnv {
  return {
    GOMODCACHE: '/home/user/go/pkg/mod',
    GOPROXY: 'https://proxy.example.com,direct',
    GOPRIVATE: '',
    GONOPROXY: '',
    GONOSUMDB: '',
    GOSUMDB: 'sum.example.com',
    GOINSECURE: '',
    GOAUTH: 'netrc',
    GOTOOLCHAIN: 'auto',
    GOFLAGS: '',
    GOVERSION: 'go1.26.8',
    GOOS: 'linux',
    GOARCH: 'amd64',
    CGO_ENABLED: '1',
    GOEXPERIMENT: '',
    GO111MODULE: '',
    GOPATH: '/home/user/go',
    GOROOT: '/usr/local/go',
    goWork: undefined,
    variables: {},
    ...changes,
  };
}
