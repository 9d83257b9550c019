# The emulator on an empty image: a static program, the demo seed, a folder for the state, and the licences.
#
#     docker build -t understudy --build-arg COMMIT="$(git rev-parse --short HEAD)" .
#     docker run --rm -p 127.0.0.1:4100:4100 understudy

ARG SWIFT_IMAGE=swift:6.3.1-bookworm
FROM ${SWIFT_IMAGE} AS build
WORKDIR /source
COPY Package.swift ./
COPY Plugins Plugins
COPY Sources Sources
COPY Tests Tests
COPY seed seed
ARG COMMIT=""
RUN sed -i "s/static let commit = \"\"/static let commit = \"${COMMIT}\"/" Sources/UnderstudyCLI/Version.swift \
    && swift build -c release --product understudy \
        --static-swift-stdlib -Xswiftc -static-executable -Xlinker -s

# What a static program carries within it keeps its licences: NOTICE says which is for what.
COPY LICENSE NOTICE /image/licenses/
COPY seed /image/seed
RUN install -m 0755 .build/release/understudy /image/understudy \
    && install -m 0644 /usr/share/swift/LICENSE.txt /image/licenses/swift.txt \
    && install -m 0644 /usr/share/doc/libc6/copyright /image/licenses/glibc.txt \
    && install -m 0644 /usr/share/doc/libstdc++6/copyright /image/licenses/gcc.txt \
    && install -m 0644 /usr/share/common-licenses/LGPL-2.1 /usr/share/common-licenses/GPL-3 /image/licenses/ \
    && chmod -R u=rwX,go=rX /image \
    && install -d -m 1777 /volume/data

FROM scratch
COPY --from=build /image/ /
# A new volume takes over owner and mode: open to any --user, as /tmp is.
COPY --from=build --chown=65532:65532 /volume/ /

ARG COMMIT=""
LABEL org.opencontainers.image.title="Understudy" \
      org.opencontainers.image.description="Stands in for the Cavos, Capgo and CapyDB APIs on your own machine" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.revision="${COMMIT}" \
      org.opencontainers.image.licenses="Apache-2.0"

ENV UNDERSTUDY_HOST=0.0.0.0,:: \
    UNDERSTUDY_SEED=/seed/demo.json \
    UNDERSTUDY_DATA_DIR=/data
USER 65532:65532
VOLUME /data
EXPOSE 4100
HEALTHCHECK --interval=1s --timeout=2s --retries=5 CMD ["/understudy", "healthcheck"]
ENTRYPOINT ["/understudy"]
