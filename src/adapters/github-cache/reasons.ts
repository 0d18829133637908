/** What the service says of itself has no bound. */
const longestReason = 300;

/** statusReason says what an answer with an error status means; `text` is its body. */
export function statusReason(status: number, text = ''): string {
  const denied = /cache read denied: ?([^"\\\r\n]*)/.exec(text)?.[1];
  if (denied !== undefined) return `the cache service denies reading: ${denied}`;
  const says = `the cache service answered ${status}`;
  if (status === 401) return `${says}: it does not accept the job's token`;
  if (status === 403) return `${says}: the job's token does not permit it`;
  if (status === 429) return `${says}: too many requests`;
  if (status >= 300 && status < 400)
    return `${says}: it sends the request elsewhere, which it is not allowed to`;
  return status >= 500 ? `${says}: an error on its side` : says;
}

/** withoutSecrets takes from a text of the service what must not be shown: URL queries, tokens, `secrets`, control characters. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);
  return known
    .replaceAll(/(https?:\/\/[^\s?"']{0,2000})\?[^\s"']*/g, '$1?***')
    .replaceAll(/(sig=|Bearer |token )[^\s&"']+/gi, '$1***')
    .replaceAll(/\beyJ[\w.-]+/g, '***')
    .replaceAll(/%0[AD]|[^\x20-\x7e]/gi, ' ')
    .slice(0, longestReason);
}
