// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.InstantSource;
import org.cordon.cli.ExitCode;
import org.cordon.computation.Computations;
import org.cordon.config.NodeFiles;
import org.cordon.coordinator.member.HistoryDesk;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.server.Admittance;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.coordinator.server.Patience;
import org.cordon.disk.StoreFailure;
import org.cordon.log.LogStorageFailure;
import org.cordon.member.Consortium;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.KeyUnavailable;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.CharterRejected;

/** The tasks of a founded consortium and the port of its members; there is none before the founding. */
final class MembersPort implements AutoCloseable {
    private final Federation federation;
    private final FederationServer server;
    private final CoordinatorStore store;
    private final Courses courses;

    private MembersPort(Federation federation, FederationServer server, CoordinatorStore store, Courses courses) {
        this.federation = federation;
        this.server = server;
        this.store = store;
        this.courses = courses;
    }

    /** What it stands on. */
    record Grounds(CoordinatorFiles files, Stores stores, Courses courses, CoordinatorLog log, InstantSource clock) {}

    /** Goes on with open tasks, then lets members in. */
    static MembersPort open(Consortium consortium, HistoryDesk issuer, Grounds grounds, CoordinatorConfig.Listen listen)
            throws CharterRejected {
        Federation federation = new Federation(
                consortium,
                grounds.files().keys().identity(),
                grounds.stores().rounds(),
                grounds.clock(),
                Computations.installed(),
                grounds.stores().log());
        try {
            grounds.stores().sayRestored(federation.log());
            grounds.log().resumed(federation.resume(grounds.courses()::of).size());
            FederationServer server = serve(federation, new RenewingDesk(federation.desk(), issuer), grounds, listen);
            grounds.log().listening(server.address(), consortium.current().manifest());
            return new MembersPort(federation, server, grounds.stores().rounds(), grounds.courses());
        } catch (RuntimeException | CharterRejected failed) {
            federation.close();
            throw failed;
        }
    }

    private static FederationServer serve(
            Federation federation, RenewingDesk desk, Grounds grounds, CoordinatorConfig.Listen listen) {
        try {
            return FederationServer.start(
                    new InetSocketAddress(listen.host(), listen.port()),
                    grounds.files().identity(),
                    Admittance.following(
                            grounds.files().identity().trustAnchor(), federation::manifestsInUse, grounds.clock()),
                    desk,
                    Limits.defaults(),
                    Patience.defaults());
        } catch (IOException | UnresolvedAddressException failed) {
            throw listen.refused(listen.port(), failed);
        }
    }

    /** A key or a disk that is out of reach ends the process with its sentence; tasks go on at the next start. */
    void requireReach() {
        try {
            federation.requireReach();
        } catch (KeyUnavailable | StoreFailure | LogStorageFailure gone) {
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, gone);
        }
    }

    /** How many members attend now. */
    int attending() {
        return federation.attending();
    }

    void amended(Consortium next) {
        federation.amended(next);
    }

    /** Starts a task, unless it was started before. */
    void start(ApprovedCharter charter, Bytes initialState) {
        boolean open = store.openTasks().stream()
                .anyMatch(task -> task.charter().session().equals(charter.session()));
        if (open) {
            return;
        }
        try {
            var unused = federation.submit(charter.offered(), initialState, courses.of(charter));
        } catch (CharterRejected rejected) {
            throw new IllegalArgumentException(rejected.getMessage(), rejected);
        }
    }

    void stop(Digest session) {
        boolean unused = federation.stop(session, "it was withdrawn");
        courses.withdrawn(session);
    }

    @Override
    public void close() {
        server.close();
        federation.close();
    }
}
