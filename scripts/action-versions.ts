/**
 * The actions that our workflows and the recipes of the documents use, and the commit of each version. Workflows name
 * the commit, recipes the major version. A test compares both with this list.
 */
export const actionVersions = {
  'actions/attest': { version: 'v4.2.2', commit: '1e69f48acb82d1966a394da916b4c1698aa569d6' },
  'actions/cache': { version: 'v6.1.0', commit: '55cc8345863c7cc4c66a329aec7e433d2d1c52a9' },
  'actions/checkout': { version: 'v7.0.1', commit: '3d3c42e5aac5ba805825da76410c181273ba90b1' },
  'actions/dependency-review-action': {
    version: 'v5.0.0',
    commit: 'a1d282b36b6f3519aa1f3fc636f609c47dddb294',
  },
  'actions/download-artifact': { version: 'v8.0.1', commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c' },
  'actions/setup-go': { version: 'v7.0.0', commit: 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e' },
  'actions/setup-node': { version: 'v7.0.0', commit: '820762786026740c76f36085b0efc47a31fe5020' },
  'actions/upload-artifact': { version: 'v7.0.1', commit: '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a' },
  'docker/build-push-action': { version: 'v7.3.0', commit: '53b7df96c91f9c12dcc8a07bcb9ccacbed38856a' },
  'docker/login-action': { version: 'v4.1.0', commit: '4907a6ddec9925e35a0a9e82d7399ccc52663121' },
  'docker/setup-buildx-action': { version: 'v4.3.0', commit: '37fe631027851001ddb9b187196cc803df7f5f0e' },
  'github/codeql-action': { version: 'v4.36.2', commit: '8aad20d150bbac5944a9f9d289da16a4b0d87c1e' },
  'ossf/scorecard-action': { version: 'v2.4.4', commit: '2d1146689b8cda280b9bc96326124645441f03bc' },
  'zizmorcore/zizmor-action': { version: 'v0.6.3', commit: '70fb788f84895a7701f5643d103d587e460b5c99' },
} as const satisfies Record<string, { readonly version: string; readonly commit: string }>;
