/** userAgent is how Go's client names itself (net/http, defaultUserAgent): some firewalls refuse requests without a name. */
export const userAgent = 'Go-http-client/1.1';
