// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.enrol;

import java.util.regex.Pattern;
import org.cordon.suite.Digest;

/**
 * Which consortium, and where its coordinator takes requests.
 *
 * @param consortium name of the consortium, under the rule of member names
 * @param id digest of the founding statement, {@link Digest#ZERO} before there is one
 * @param host DNS name or IP address of the consortium port
 * @param port 1 to 65535
 * @param authority SHA-256 of the authority's SubjectPublicKeyInfo, which certificates on that port are checked against
 */
public record Venue(String consortium, Digest id, String host, int port, Digest authority) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:-]{1,253}");

    public Venue {
        requireName("consortium", consortium);
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "host must be a DNS name or an IP address, but was of " + host.length() + " characters");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be in [1, 65535], but was " + port);
        }
    }

    /** Whether the consortium has its founding statement. */
    public boolean isFounded() {
        return !id.equals(Digest.ZERO);
    }

    static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(what + " must be 1 to 40 of a-z, 0-9 and inner hyphens, but was \""
                    + name.substring(0, Math.min(60, name.length())).replaceAll("[^\\x20-\\x7e]", "?") + '"');
        }
    }
}
