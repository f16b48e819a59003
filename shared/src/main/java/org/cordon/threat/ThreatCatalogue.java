// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.threat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The threats that Cordon comes with, in the order in which they are told of. */
public final class ThreatCatalogue {
    /** Their ids. */
    public static final List<String> IDS = List.of(
            "hot-wallet-outflow", "account-takeover", "insider", "market-abuse", "laundering", "illicit-account");

    private ThreatCatalogue() {}

    /** The file of one of {@link #IDS}; empty for another. */
    public static Optional<ThreatReading> find(String id) {
        if (!IDS.contains(id)) {
            return Optional.empty();
        }
        String name = id + ".yaml";
        try (InputStream stream = ThreatCatalogue.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " must come with this program, but does not");
            }
            return Optional.of(ThreatReading.of(name, stream.readAllBytes()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** All of them. */
    public static List<ThreatModel> all() {
        return IDS.stream().map(id -> find(id).orElseThrow().orFail()).toList();
    }
}
