// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.server.Admittance;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.coordinator.server.Patience;

/** The federation and the port that its members dial; there once the consortium is founded. */
record MemberSide(Federation federation, FederationServer server) implements AutoCloseable {
    /** Serves members of a federation whose open tasks go on already. */
    static MemberSide serve(
            Federation federation, RenewingDesk desk, CoordinatorConfig.Listen listen, CoordinatorNode.Opening opening) {
        InetSocketAddress bind = new InetSocketAddress(listen.host(), listen.port());
        try {
            FederationServer server = FederationServer.start(
                    bind,
                    opening.files().identity(),
                    Admittance.following(
                            opening.files().identity().trustAnchor(), federation::manifestsInUse, opening.clock()),
                    desk,
                    Limits.defaults(),
                    Patience.defaults());
            return new MemberSide(federation, server);
        } catch (IOException | UnresolvedAddressException failed) {
            throw notBound(listen.host(), listen.port(), failed);
        }
    }

    static CommandFailure notBound(String host, int port, Exception failed) {
        return new CommandFailure(
                ExitCode.SYSTEM_REFUSED,
                "cannot listen on " + host + ":" + port + ": " + reason(failed),
                "Stop what listens there ('ss -ltnp' shows it), or correct host and ports under listen",
                failed);
    }

    private static String reason(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return failed instanceof UnresolvedAddressException
                ? "the host is not known"
                : String.valueOf(failed.getMessage());
    }

    @Override
    public void close() {
        server.close();
        federation.close();
    }
}
