// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.telemetry;

import java.net.URI;
import java.util.Optional;

/**
 * The part {@code telemetry} of a node's configuration; what is left out is off.
 *
 * @param http where metrics and health are served
 * @param traces OTLP over HTTP: where spans are sent, for example {@code http://localhost:4318/v1/traces}
 */
public record TelemetryConfig(Optional<Http> http, Optional<URI> traces) {
    public TelemetryConfig {
        traces.ifPresent(TelemetryConfig::requireHttp);
    }

    /** Nothing is served or sent. */
    public static TelemetryConfig off() {
        return new TelemetryConfig(Optional.empty(), Optional.empty());
    }

    private static void requireHttp(URI endpoint) {
        String scheme = String.valueOf(endpoint.getScheme());
        if (!(scheme.equals("http") || scheme.equals("https")) || endpoint.getHost() == null) {
            throw new IllegalArgumentException("traces must be an http or https URL, but was " + endpoint);
        }
    }

    /**
     * Where {@code /metrics}, {@code /health/live} and {@code /health/ready} are served, without TLS.
     *
     * @param host address to bind, 127.0.0.1 where it is left out; others let everybody who reaches the port read it
     * @param port 0 takes a free one, which the log names
     */
    public record Http(Optional<String> host, int port) {
        public Http {
            if (host.filter(String::isBlank).isPresent()) {
                throw new IllegalArgumentException("host must be a name or an address, but was blank");
            }
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be in [0, 65535], but was " + port);
            }
        }

        String address() {
            return host.orElse("127.0.0.1");
        }
    }
}
