# The command with what it needs, for CI systems that run jobs in containers.
FROM golang:1.27-bookworm AS go

FROM node:24-bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git openssh-client \
  && rm -rf /var/lib/apt/lists/*
COPY --from=go /usr/local/go /usr/local/go
COPY LICENSE /opt/go-mod-download/
COPY dist /opt/go-mod-download/dist
# As in the golang image, so that other images find the modules where they look for them.
ENV GOPATH=/go \
  GOTOOLCHAIN=local \
  PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN mkdir -p /go/bin /go/pkg/mod \
  && chmod -R 1777 /go \
  && printf '#!/bin/sh\nexec node /opt/go-mod-download/dist/cli.mjs "$@"\n' >/usr/local/bin/go-mod-download \
  && chmod 755 /usr/local/bin/go-mod-download
WORKDIR /src
# No entry point: CI systems start a shell of their own.
CMD ["go-mod-download", "--help"]
