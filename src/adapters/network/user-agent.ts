/**
 * userAgent is the name of Go's client (net/http, defaultUserAgent); some firewalls refuse requests without a
 * name.
 */
export const userAgent = 'Go-http-client/1.1';
