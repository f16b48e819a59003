// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

/**
 * A host (DNS name or IP literal) and a TCP port, written {@code host:port} or {@code [ipv6]:port}.
 *
 * @param host without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    private static final int MAX_PORT = 65535;

    public HostPort {
        if (host.isBlank() || host.length() > 253 || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '@')) {
            throw new IllegalArgumentException("host must be a DNS name or an IP address, but was \"" + host + "\"");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be in [1, 65535], but was " + port);
        }
    }

    /** Reads {@code host:port}. */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            if (colon > 0) {
                String host = text.substring(0, colon);
                boolean bracketed = host.startsWith("[") && host.endsWith("]");
                if (bracketed || host.indexOf(':') < 0) {
                    return new HostPort(
                            bracketed ? host.substring(1, host.length() - 1) : host,
                            Integer.parseInt(text.substring(colon + 1)));
                }
            }
        } catch (NumberFormatException noPort) {
            throw new IllegalArgumentException("address must be host:port, but was \"" + text + "\"", noPort);
        }
        throw new IllegalArgumentException("address must be host:port, but was \"" + text + "\"");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
