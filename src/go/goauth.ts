/**
 * hasGoauthCommand tells whether a GOAUTH value contains a command of the user. The go command itself handles
 * `off`, `netrc` and `git DIR` (cmd/go/internal/auth, runGoAuth).
 */
export function hasGoauthCommand(goauth: string): boolean {
  return goauth.split(';').some((method) => !/^(?:off|netrc|git(?:\s.*)?)?$/s.test(method.trim()));
}
