# The server in an image: the binary and the certificate authorities, without build tools.
#
#   docker build -t sanad .
#
# Other images do as well, such as those of your own registry, if the glibc of RUST_IMAGE is not newer than that of
# RUNTIME_IMAGE. A tag may point to another image tomorrow: `make pin-images` appends today's digests, as name:tag@digest.
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

# The manifests, and stubs of the sources that they name: dependencies are only rebuilt when these change.
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
# Cargo compares times, and the copied sources may be older than what was built from the stubs.
RUN find build.rs src crates -name build.rs -o -name lib.rs -o -name main.rs | xargs touch \
 && cargo build --release --locked -p sanad \
 && install -D --strip target/release/sanad /image/usr/local/bin/sanad \
 && install -D --mode=644 /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ca-certificates.crt \
 && install -d /data

FROM ${RUNTIME_IMAGE}
COPY --from=build /image /
# Without DATABASE_URL, the SQLite file is here: mount a volume.
COPY --from=build --chown=10001:10001 /data /data
WORKDIR /data
USER 10001:10001
# For `sslrootcert=system`: the OpenSSL in the binary looks for the authorities elsewhere.
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    SANAD_LISTEN=0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SANAD_LISTEN##*:} && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
ENTRYPOINT ["sanad"]
CMD ["serve"]
