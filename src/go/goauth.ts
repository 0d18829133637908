/**
 * hasGoauthCommand tells whether a GOAUTH value names a command of the user's. The go command itself knows
 * `off`, `netrc` and `git DIR` (cmd/go/internal/auth, runGoAuth).
 */
export function hasGoauthCommand(goauth: string): boolean {
  return goauth.split(';').some((method) => !/^(?:off|netrc|git(?:\s.*)?)?$/s.test(method.trim()));
}
