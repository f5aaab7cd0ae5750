# One image for both programs: `docker run IMAGE sidecar …`, `docker run IMAGE control-plane …`.
#
# Debian's slim rather than Alpine: the runtime of larger models (@huggingface/transformers) comes for glibc only.
ARG NODE=node:26-slim

# Not `npm ci`, which refuses a lock file that leaves out another platform's binaries.
FROM ${NODE} AS packages
WORKDIR /aios
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --omit=dev --ignore-scripts

FROM ${NODE} AS build
WORKDIR /aios
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --ignore-scripts
COPY . .
RUN node .ci/build/main.ts

FROM ${NODE} AS warm
WORKDIR /aios
COPY package.json LICENSE ./
COPY config/examples config/examples
COPY --from=packages /aios/node_modules node_modules
COPY --from=build /aios/dist dist
RUN rm dist/*.map && mkdir -m 777 compiled
# Node keeps what one user has compiled for that user alone.
USER 65532:65532
ENV NODE_COMPILE_CACHE=/aios/compiled
# Each program is run once, so that it starts from compiled code, also on a file system that cannot be written to. On a
# processor with other features than this machine's, Node compiles anew: that costs time, and nothing else.
RUN timeout 3 node dist/aios.js control-plane --config config/examples/production.yaml --grpc 127.0.0.1:0 --http 127.0.0.1:0 --status 127.0.0.1:0 || test $? -eq 124
RUN timeout 3 node dist/aios.js sidecar --config config/examples/production.yaml --http 127.0.0.1:0 --grpc 127.0.0.1:0 --admin 127.0.0.1:0 --status 127.0.0.1:0 || test $? -eq 124

FROM ${NODE}
LABEL org.opencontainers.image.title="aios" \
      org.opencontainers.image.description="AI sidecar and control plane" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /aios
COPY --from=warm /aios ./
# Two arenas of glibc in place of eight a processor: 2 MiB less when idle, up to a tenth less under load.
ENV NODE_ENV=production NODE_COMPILE_CACHE=/aios/compiled MALLOC_ARENA_MAX=2
USER 65532:65532
STOPSIGNAL SIGTERM
# /livez and /readyz are for the kubelet's probes; a HEALTHCHECK would start another Node every time.
ENTRYPOINT ["node", "/aios/dist/aios.js"]
CMD ["--help"]
