/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  // act runs workflows on the host on Linux only; elsewhere the workflows themselves are run.
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.platform === 'linux' ? [] : ['/e2e/act\\.test\\.ts$']),
    // Need Wine: npm run test:windows.
    '/__tests__/windows/',
  ],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  setupFilesAfterEnv: ['<rootDir>/__tests__/support/retry-once.mjs'],
  maxWorkers: 2,
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/__tests__/support/last-line-reporter.mjs'],
};
