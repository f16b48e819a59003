// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Experiments that come with Cordon; resources beside this class. */
final class Shipped {
    static final List<String> NAMES = List.of(
            "quick",
            "demo-threats",
            "fedprox-synthetic",
            "scaffold-quadratics",
            "ditto-points",
            "fedavg-mnist-2nn",
            "byzantine-mnist",
            "fed-heart");

    private Shipped() {}

    /** The file of one of them. */
    static Optional<String> text(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        try (InputStream in = Shipped.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("experiment " + name + " must be in the distribution, but is not");
            }
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalStateException("experiment " + name + " must be readable, but is not", unreadable);
        }
    }
}
