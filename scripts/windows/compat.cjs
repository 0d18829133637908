// What Node 22 under Wine lacks of what Node 24 on Windows has: Error.isError, DisposableStack, keep-alive settings of sockets,
// and a version of Windows that it agrees to run on. The last two also hold for processes with an environment of their own.
const childProcess = require('node:child_process');
const net = require('node:net');

Error.isError ??= (value) =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
globalThis.DisposableStack ??= class {
  #deferred = [];
  defer(action) {
    this.#deferred.push(action);
  }
  [Symbol.dispose]() {
    for (const action of this.#deferred.splice(0).reverse()) action();
  }
};
const { connect } = net;
net.connect = function (options, ...rest) {
  const given = options && typeof options === 'object' ? { ...options, keepAlive: false } : options;
  return connect.call(this, given, ...rest);
};
net.createConnection = net.connect;
net.Socket.prototype.setKeepAlive = function () {
  return this;
};

const { NODE_OPTIONS, NODE_SKIP_PLATFORM_CHECK } = process.env;
const { spawn } = childProcess.ChildProcess.prototype;
childProcess.ChildProcess.prototype.spawn = function (options) {
  const given = [`NODE_OPTIONS=${NODE_OPTIONS}`, `NODE_SKIP_PLATFORM_CHECK=${NODE_SKIP_PLATFORM_CHECK}`];
  const envPairs = [...(options.envPairs ?? []), ...given];
  return spawn.call(this, { ...options, envPairs });
};
require('node:module').syncBuiltinESMExports();
