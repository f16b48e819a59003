// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A DNS name or IP literal of a certificate's subject alternative names (RFC 5280 section 4.2.1.6); names are compared as
 * lower case and whole, without wildcards, and never looked up.
 */
record HostName(String text, boolean isAddress) {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;
    private static final int LONGEST = 253;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_]([a-z0-9_-]{0,62}))*\\.?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\\]?");

    static HostName of(String host) {
        if (IPV4.matcher(host).matches() || IPV6.matcher(host).matches()) {
            return new HostName(canonicalAddress(host), true);
        }
        String lower = host.toLowerCase(Locale.ROOT);
        if (host.length() > LONGEST || !NAME.matcher(lower).matches()) {
            throw new IllegalArgumentException("host must be a DNS name or an IP address, but was " + Quoted.of(host));
        }
        return new HostName(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower, false);
    }

    /** The names that {@code certificate} is for; entries of other kinds are left out. */
    static List<HostName> of(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .flatMap(entry -> entry(entry).stream())
                    .toList();
        } catch (CertificateParsingException | IllegalArgumentException malformed) {
            return List.of();
        }
    }

    private static Optional<HostName> entry(List<?> entry) {
        boolean isHost = entry.get(0).equals(DNS) || entry.get(0).equals(ADDRESS);
        return isHost ? Optional.of(of(String.valueOf(entry.get(1)))) : Optional.empty();
    }

    private static String canonicalAddress(String literal) {
        try {
            return InetAddress.getByName(literal).getHostAddress();
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException(
                    "host must be a DNS name or an IP address, but was " + Quoted.of(literal));
        }
    }
}
