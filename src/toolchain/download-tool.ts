import { createHash } from 'node:crypto';

/** goDownloadSite is where Go's own releases are (https://go.dev/dl/). */
export const goDownloadSite = 'https://go.dev/dl';

/**
 * downloadTool is the name under which the tool cache keeps a Go: one from a mirror is kept apart, for it need not be Go's own
 * build. These are the names of actions/setup-go.
 */
export function downloadTool(baseUrl: string | undefined): string {
  const base = baseUrl?.replace(/\/+$/, '');
  if (base === undefined || base === goDownloadSite) return 'go';
  return `go-${createHash('sha256').update(base).digest('hex').slice(0, 8)}`;
}
