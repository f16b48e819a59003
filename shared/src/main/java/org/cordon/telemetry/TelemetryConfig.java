// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.telemetry;

import java.net.URI;
import java.util.Optional;
import org.cordon.config.Default;
import org.cordon.config.Meaning;

/**
 * The part {@code telemetry} of a node's configuration; what is left out is off.
 *
 * @param http where metrics and health are served
 * @param traces OTLP over HTTP: where spans are sent, for example {@code http://localhost:4318/v1/traces}
 */
public record TelemetryConfig(
        @Meaning("Where metrics and health are served, without TLS and login; off without it.")
        Optional<Http> http,

        @Meaning(
                value = "Where spans are sent, as OTLP over HTTP; off without it.",
                example = "http://localhost:4318/v1/traces")
        Optional<URI> traces) {
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
     * @param host address to bind; others than 127.0.0.1 let everybody who reaches the port read it
     * @param port 0 takes a free one, which the log names
     */
    public record Http(
            @Meaning("Address to bind; others than this machine's own let everybody who reaches the port read it.")
            @Default("127.0.0.1")
            String host,

            @Meaning(value = "Port to bind; 0 takes a free one, which the log names.", example = "9464")
            int port) {
        public Http {
            if (host.isBlank()) {
                throw new IllegalArgumentException("host must be a name or an address, but was blank");
            }
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be in [0, 65535], but was " + port);
            }
        }

        String address() {
            return host;
        }
    }
}
