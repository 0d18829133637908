/** What README.zh-CN.md says of each input, by its name; `npm run reference` fails for an input without an entry. */
export const chineseInputs: Readonly<Record<string, string>> = {
  'working-directory': '模块或工作区所在的目录。',
  'go-mod-files':
    '用于一个仓库含多个模块的情况：go.mod 和 go.work 文件的匹配模式，相对于工作目录，每行一个；以 `!` 开头表示排除。`all` 表示所有模块。默认：go 命令在该目录下会使用的 go.work 或 go.mod；如果没有，则为各级子目录中的所有 go.mod。',
  packages:
    '包的匹配模式，例如 `./cmd/...`，用空格或换行分隔。设置后，只下载并缓存这些包及其测试所需的模块（针对当前的 GOOS、GOARCH 和构建标签）。',
  'extra-modules':
    '额外要下载的模块，写作 `path@version`，用空格或换行分隔；版本也可以是标签、分支或提交。只有列在仓库的某个 go.sum 中的才会被缓存。',
  'mirror-directory':
    '同时把模块（每个都经过 go.sum 校验）写入该目录，作为离线镜像。不能访问互联网的机器用 `GOPROXY=file:///DIR,off` 即可使用。多个项目和任务可以共用一个目录。',
  'go-version':
    "本步骤及后续步骤使用的 Go 版本，例如 `1.26.8`、`1.26`（其最新补丁版本）、`^1.25`、`'>=1.24 <1.26'`、`stable` 或 `oldstable`。PATH 或工具缓存中的 Go 如果符合就直接使用，否则安装。请给值加引号：YAML 会把 1.20 读成 1.2。默认（`go-version-file` 也为空时）：PATH 中的 Go；如果没有，则为 go.work 或 go.mod 要求的版本。",
  'go-version-file':
    '从哪个文件读取 Go 版本：go.mod 或 go.work（先看 `toolchain` 行，再看 `go` 行）、.go-version 或 .tool-versions。',
  'go-download-base-url':
    'Go 下载站的镜像。设置后只从这里安装 Go。默认：环境变量 GO_DOWNLOAD_BASE_URL；如果没有，则为官方下载站，并以模块代理作为后备；如果设置了 GOPROXY，则优先使用模块代理。',
  goproxy:
    'GOPROXY：要使用的模块代理，对本步骤生效；去掉 URL 中的凭据后，对后续步骤也生效。与 Go 的所有设置一样，默认值取自环境变量，其次是 `go env`。',
  goprivate: 'GOPRIVATE：私有模块路径的匹配模式，绝不会向代理或校验和数据库请求这些模块；对后续步骤也生效。',
  gonoproxy: 'GONOPROXY：绝不会向代理请求的模块路径的匹配模式；对后续步骤也生效。',
  gonosumdb: 'GONOSUMDB：绝不会在校验和数据库中查询的模块路径的匹配模式；对后续步骤也生效。',
  gosumdb: 'GOSUMDB：校验和数据库，用来校验 go.sum 中没有的模块；对后续步骤也生效。',
  goinsecure: 'GOINSECURE：允许不经 TLS 直接获取的模块路径的匹配模式；对后续步骤也生效。',
  goauth: 'GOAUTH：go 命令从哪里获取凭据；只对本步骤生效，不会传给后续步骤。',
  gotoolchain: 'GOTOOLCHAIN：使用哪个 Go 工具链；对后续步骤也生效。',
  gomodcache:
    'GOMODCACHE：模块缓存的目录，不存在时会创建；对后续步骤也生效。在有 D: 盘的 Windows runner 上，放在 D: 盘通常比默认的 C: 盘快。',
  cache:
    '在多次运行之间把模块保存在哪里：`github`（GitHub 的缓存服务）、`s3`（存储桶，见 `s3-bucket`）、`directory`（目录）、`off` 或 `auto`。`auto` 的含义：如果指定了存储桶，则为 `s3`；否则在工作流中，缓存服务可用时为 `github`，不可用时为 `off`；在命令行中为 `directory`。`true` 等同于 `auto`，`false` 等同于 `off`。',
  'cache-mode':
    '如何使用缓存：`write`（恢复并保存）、`read`（只恢复）、`write-only`（只保存）或 `none`。默认为 `write`，但在标签和合并队列上为 `read`。如果设置了 ACTIONS_CACHE_MODE，则不会超出它的限制。',
  'lookup-only':
    '用于为矩阵填充缓存的任务：如果已有这个键的缓存条目，就此结束，不传输任何内容；否则下载并保存。',
  'cache-service-hosts':
    '用于自带缓存服务的自托管运行器：CUSTOM_ACTIONS_RESULTS_URL 可以指向的主机，用空格、逗号或换行分隔，例如 `cache.internal:3000`。这样的服务代替 GitHub 的缓存服务，并会收到本任务用于缓存的令牌。为空时：该变量不起作用。',
  'cache-directory': '目录缓存的位置：本地磁盘、网络共享或卷。默认：用户缓存目录下的一个子目录。',
  'cache-max-size':
    '目录缓存的最大体积，例如 `500MB` 或 `10GiB`。每次保存之后，会删除最久未使用的条目，直到不超过该值。',
  'cache-key-prefix': '每个缓存键的第一部分；修改它会使所有条目失效。',
  'cache-encryption-key':
    '加密缓存条目（AES-256-GCM），用于他人也能读取的存储桶或目录中的私有模块：至少 16 个字符的随机文本，例如 `openssl rand -base64 32` 的输出。共享条目的所有任务需要同一个密钥。为空时：条目不加密。',
  'fail-on-cache-miss': '没有匹配的缓存条目时失败。缓存服务不可用不算未命中。',
  clean: '先清空模块缓存（`go clean -modcache`），忽略已保存的缓存条目，全部重新下载。',
  layout:
    '恢复时向模块缓存写入什么：`full`（zip 和解压后的目录，与 `go mod download` 的结果相同）、`tree`（只有目录：最快，足够 build、test 和 vet 使用；但之后再执行 `go mod download` 会重新下载 zip）或 `zip`（只有 zip，由 go 命令在需要时解压；模块缓存必须可写）。',
  's3-bucket':
    '`cache: s3` 使用的存储桶，可以是 AWS 或任何兼容 S3 的服务。为空时：RUNS_ON_S3_BUCKET_CACHE。两者中任意一个指定了存储桶时，`cache: auto` 就会使用它。',
  's3-endpoint':
    '兼容 S3 的服务的 URL。为空时：依次为 RUNS_ON_S3_BUCKET_ENDPOINT、AWS_ENDPOINT_URL_S3、AWS_ENDPOINT_URL，最后是 AWS。',
  's3-region':
    '存储桶所在的区域。为空时：依次为 RUNS_ON_AWS_REGION、AWS_REGION、AWS_DEFAULT_REGION，最后是 `us-east-1`；如果指定了自己的 endpoint，则最后是 `auto`。',
  's3-prefix':
    '所有对象名的前缀。前缀相同的仓库共用条目，例如派生仓库和上游仓库。为空时：`go-mod-download/OWNER/REPOSITORY`。',
  's3-path-style':
    '存储桶名写在 URL 的路径中（`true`）还是主机名中（`false`）。为空时：AWS_S3_FORCE_PATH_STYLE；如果没有设置，而又指定了自己的 endpoint，则为 `true`。',
  's3-role':
    '用本任务的 OIDC 令牌（`permissions: id-token: write`）来扮演的 IAM 角色；不需要保存任何长期密钥。',
  's3-access-key-id':
    '存储桶的访问密钥，与 `s3-secret-access-key` 一起使用。既没有它也没有 `s3-role` 时：使用 AWS SDK 的常规来源（环境变量、Web 身份、容器、实例配置）。',
  's3-secret-access-key': '`s3-access-key-id` 对应的密钥。',
  's3-session-token': '临时凭据的会话令牌。',
  attempts: '对每个文件和每个服务器，遇到暂时性故障时最多尝试的次数（1-20）。go 命令本身最多执行三次。',
  timeout: '整个步骤的最长时间，例如 `90s` 或 `1h30m`。',
  'stall-timeout': '下载在这段时间内没有任何进展，就中止并重试。',
  concurrency: '对每个服务器的最大并发请求数（1-256）。',
  'fallback-goproxy':
    '后备镜像，写法与 GOPROXY 的 URL 列表相同；GOPROXY 中的服务器出现暂时性故障时使用。绝不会用于 GOPRIVATE、GONOPROXY 或 GONOSUMDB 匹配的模块。',
  'http-proxy': 'http URL 使用的正向代理：HTTP 或 SOCKS5 代理。默认：环境变量 HTTP_PROXY。',
  'https-proxy': 'https URL 使用的正向代理：HTTP 或 SOCKS5 代理。默认：环境变量 HTTPS_PROXY。',
  'no-proxy': '不经正向代理、直接连接的主机。默认：环境变量 NO_PROXY。',
  'ca-file': 'PEM 格式的证书文件，在系统信任的证书之外额外信任，例如会解密 TLS 流量的代理的证书。',
  netrc:
    '各主机的登录信息，netrc 格式（`machine HOST login USER password PASSWORD`），或 netrc 文件的路径；用于模块代理、`go-import` 查询和 git，只经 https 发送。与所有凭据一样，只在本步骤中使用：不写入 git 配置，不传给后续步骤，在日志中被遮盖。',
  token:
    '可以读取私有仓库的令牌。它作为密码经 https 发送给 `token-hosts` 中的主机，不会发送给其他主机。也可以写多个令牌，每行一个，并写明各自的用途：`github.com/acme=TOKEN`；多行都匹配一个 URL 时，用最长的那一行。',
  'token-hosts':
    '单个 `token` 适用的主机，用空格、逗号或换行分隔。默认：本仓库所在的服务器（GITHUB_SERVER_URL），没有时为 github.com。',
  'ssh-key':
    '没有口令的私钥，可以是文本，也可以是文件路径。设置后，git 通过 ssh 获取私有模块（GOPRIVATE 或 GONOPROXY 匹配的模块），主机为 `ssh-known-hosts` 中的主机；没有设置时为本仓库所在的服务器。',
  'ssh-known-hosts':
    '主机公钥，可以是 known_hosts 文件中的行，也可以是该文件的路径。GitHub 的公钥已内置；其他主机的公钥必须在这里给出。',
  summary: '是否写任务摘要：`true`、`false`，或 `on-failure`（只在失败时写）。',
};

/** What README.zh-CN.md says of each output, by its name. */
export const chineseOutputs: Readonly<Record<string, string>> = {
  'cache-hit': '是否有与这个键完全一致的缓存条目：`true` 或 `false`。',
  'cache-key': '这组模块的缓存键。',
  'cache-matched-key': '找到的缓存条目的键，可能是较旧的条目；没有找到时为空。',
  'cache-saved': '本次运行是否保存了缓存条目：`true` 或 `false`。',
  'go-version': '使用的 Go 版本，例如 `1.26.8`。',
  gomodcache: '模块缓存的路径。',
  modules: '模块总数。',
  'modules-on-disk': '模块缓存中原本就有的模块数。',
  'modules-restored': '从缓存恢复的模块数。',
  'modules-downloaded': '下载的模块数。',
  'modules-rejected': '缓存中未通过 go.sum 校验、因此没有使用的模块数。',
  'bytes-restored': '从缓存传输的字节数。',
  'bytes-downloaded': '所下载模块的字节数。',
  'bytes-saved': '传输到缓存的字节数。',
  retries: '重试次数。',
  'duration-ms': '本步骤用时，以毫秒计。',
  report: 'JSON 报告的路径，包含以上全部内容，以及每个阶段的用时、每个模块的来源、每个错误的类别和处理建议。',
};
