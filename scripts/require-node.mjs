const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `This needs Node 24 or newer, and runs on ${process.version}.\n` +
      'On Linux and Windows "npm ci" brings one along: run the script through npm. On macOS install Node 24.\n',
  );
  process.exit(2);
}
