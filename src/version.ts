declare global {
  var GO_MOD_DOWNLOAD_VERSION: string | undefined;
}

/** version is that of the bundle, put in when it is built. */
export const version: string = globalThis.GO_MOD_DOWNLOAD_VERSION ?? 'development';
