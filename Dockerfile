# The server in an image: the binary, the certificate authorities, and nothing that builds.
#
#   docker build -t sanad .
#
# Other images than these do as well, from a registry of your own for instance, as long as glibc is not newer in the one that
# builds than in the one that runs. A tag leads to another image tomorrow: `make pin-images` writes the digests of today's
# behind them, as name:tag@digest.
ARG NODE_IMAGE=node:22-bookworm-slim
ARG RUST_IMAGE=rust:1.95-bookworm
ARG RUNTIME_IMAGE=debian:bookworm-slim

# GraphiQL, which the binary embeds.
FROM ${NODE_IMAGE} AS web
WORKDIR /sanad/web
COPY web/package.json web/package-lock.json ./
RUN npm ci
COPY src/server/examples /sanad/src/server/examples
COPY web ./
RUN npm run build

# The manifests, and stubs of what they name: the dependencies are built anew only when these change.
FROM ${RUST_IMAGE} AS manifests
WORKDIR /sanad
COPY . .
RUN find . -type f ! -name Cargo.toml ! -name Cargo.lock ! -path './.cargo/*' ! -path './benches/*' \
        ! -name build.rs ! -name lib.rs ! -name main.rs -delete \
 && find . -name '*.rs' -exec sh -c 'echo "fn main() {}" > "$0"' {} ';' \
 && find . -type d -empty -delete

FROM ${RUST_IMAGE} AS build
WORKDIR /sanad
COPY --from=manifests /sanad ./
RUN cargo build --release --locked -p sanad
COPY . .
COPY --from=web /sanad/web/dist web/dist
# What was copied may be older than what was built, and Cargo goes by that.
RUN find build.rs src crates -name build.rs -o -name lib.rs -o -name main.rs | xargs touch \
 && cargo build --release --locked -p sanad \
 && install -D --strip target/release/sanad /image/usr/local/bin/sanad \
 && install -D --mode=644 /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ca-certificates.crt \
 && install -d /data

FROM ${RUNTIME_IMAGE}
COPY --from=build /image /
# Without a DATABASE_URL, SQLite's file is here: mount a volume.
COPY --from=build --chown=10001:10001 /data /data
WORKDIR /data
USER 10001:10001
# OpenSSL, which is a part of the binary, looks for the authorities elsewhere. `sslrootcert=system` asks for them.
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    SANAD_LISTEN=0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SANAD_LISTEN##*:} && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
ENTRYPOINT ["sanad"]
CMD ["serve"]
