/** goSettingNames are the settings of the go command that are also inputs, in Go's spelling. */
export const goSettingNames = [
  'GOPROXY',
  'GOPRIVATE',
  'GONOPROXY',
  'GONOSUMDB',
  'GOSUMDB',
  'GOINSECURE',
  'GOAUTH',
  'GOTOOLCHAIN',
  'GOMODCACHE',
] as const;

/** GoSettingName is one of them. */
export type GoSettingName = (typeof goSettingNames)[number];

/** GoSettings are the values of some of them, as a user wrote them. */
export type GoSettings = Readonly<Partial<Record<GoSettingName, string>>>;
