# Two images from one build: 'parley' is the server with its web client; 'proxy' is Caddy with the same client's files.
#
#   docker build -t parley .
#   docker build -t parley-proxy --target proxy .

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY api/package.json api/
COPY shared/package.json shared/
COPY web/package.json web/

# No package's own script runs: what is needed of them ships built for this platform.
FROM packages AS built
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY shared/src shared/src
COPY web web
RUN node --input-type=module --eval "import { build } from './web/build.ts'; await build()"
COPY api api
RUN node --input-type=module --eval "import { buildServer } from './api/build.ts'; await buildServer()"

# Without what only editors and debuggers read. Node does not run TypeScript of packages.
FROM packages AS production
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
 && find node_modules -type f ! -iname '*licen[cs]e*' ! -iname 'notice*' '(' -name '*.ts' -o -name '*.[cm]ts' -o -name '*.map' -o -name '*.md' ')' -delete

# Node, the libraries that it and libvips are linked to, its user, and a folder of that user: no shell, no package manager.
FROM node:24-bookworm-slim AS system
WORKDIR /system
RUN mkdir etc /data \
 && cp --parents --dereference /usr/local/bin/node $(ldd /usr/local/bin/node | grep -o '/[^ ]*') . \
 && cp --parents --dereference "$(ldconfig -p | grep -o '/[^ ]*/libresolv\.so\.2$' | head -n 1)" . \
 && grep '^node:' /etc/passwd >etc/passwd \
 && grep '^node:' /etc/group >etc/group \
 && echo 'hosts: files dns' >etc/nsswitch.conf

FROM caddy:2 AS proxy
COPY deploy/compose/Caddyfile /etc/caddy/Caddyfile
COPY --from=built /app/web/dist /srv

FROM scratch AS parley
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Parley" \
      org.opencontainers.image.description="Self-hosted real-time chat" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
ENV PATH=/usr/local/bin NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
COPY --from=system /system /
COPY --from=system --chown=node:node /data /data
WORKDIR /app
COPY LICENSE package.json ./
COPY --from=production /app/node_modules node_modules
COPY shared shared
COPY api/package.json api/
COPY api/src api/src
COPY docs/protocol.md docs/
COPY scripts/backup.ts scripts/restore.ts scripts/move.ts scripts/verify.ts scripts/
COPY scripts/backup scripts/backup
COPY scripts/move scripts/move
COPY scripts/delivery scripts/delivery
COPY scripts/verify scripts/verify
COPY --from=built /app/web/dist web/dist
COPY --from=built /app/api/dist api/dist
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process, so that signals reach it.
CMD ["node", "--max-semi-space-size=2", "api/dist/main.js"]
