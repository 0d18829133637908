/** maxHeaderSize bounds the head of an answer, in bytes (net/http, maxHeaderResponseSize). Node's default is 16 KiB. */
export const maxHeaderSize = 10 << 20;
