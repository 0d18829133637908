import { createHash } from 'node:crypto';

/** goDownloadSite is the site of Go's own releases (https://go.dev/dl/). */
export const goDownloadSite = 'https://go.dev/dl';

/**
 * downloadTool is the name under which the tool cache keeps a Go. One from a mirror has another name, because
 * it need not be Go's own build. The names are those of actions/setup-go.
 */
export function downloadTool(baseUrl: string | undefined): string {
  const base = baseUrl?.replace(/(?<!\/)\/+$/, '');
  if (base === undefined || base === goDownloadSite) return 'go';
  return `go-${createHash('sha256').update(base).digest('hex').slice(0, 8)}`;
}
