import config from './jest.config.mjs';

/** The tests of `npm run test:s3`: with real S3 servers, which take minutes to build. */
export default { ...config, testMatch: ['<rootDir>/__tests__/s3/**/*.s3.ts'], testTimeout: 600_000 };
