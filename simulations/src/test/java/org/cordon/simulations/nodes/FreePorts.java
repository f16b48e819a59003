// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports on loopback that nobody listens on. */
final class FreePorts {
    private static final int TRIES = 50;

    private FreePorts() {}

    /** A port whose successor is free, too. */
    static int two() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    ServerSocket second =
                            new ServerSocket(first.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
                return second.getLocalPort() - 1;
            } catch (IOException | IllegalArgumentException taken) {
                // another pair
            }
        }
        throw new IOException("two neighbouring ports must be free, but none were in " + TRIES + " tries");
    }
}
