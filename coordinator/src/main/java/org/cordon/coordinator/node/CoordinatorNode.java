// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.InstantSource;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.StopSignal;
import org.cordon.computation.Computations;
import org.cordon.config.NodeFiles;
import org.cordon.coordinator.member.CertificateIssuer;
import org.cordon.coordinator.member.HistoryDesk;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.server.ConsortiumServer;
import org.cordon.coordinator.server.Patience;
import org.cordon.coordinator.server.PortLimits;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.coordinator.task.TaskResults;
import org.cordon.disk.StoreFailure;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Consortium;
import org.cordon.task.CharterRejected;

/**
 * The coordinator as a process: store, tasks, member port and consortium port, opened in this order and closed in the
 * reverse. Before the founding there is the consortium port only; the member port opens with the founding.
 *
 * <p><b>Guarantees.</b> Tasks that were open when it last ended, however it ended, go on before anybody can dial in. What
 * keeps it from starting is a {@link CommandFailure} with the cause and the mend, and nothing stays open.
 */
final class CoordinatorNode implements AutoCloseable {
    private static final Duration CERTIFICATE_VALIDITY = Duration.ofDays(365);

    private final Opening opening;
    private final CoordinatorConfig.Listen listen;
    private final Conduct conduct;
    private final HistoryDesk desk;
    private final ConsortiumServer server;

    /** What is open before anything runs. */
    record Opening(InstantSource clock, CoordinatorLog log, CoordinatorFiles files, SqliteCoordinatorStore store) {}

    private CoordinatorNode(CoordinatorConfig config, Opening opening) throws AmendmentRejected {
        this.opening = opening;
        this.listen = config.listen();
        this.conduct = new Conduct(opening, new TaskResults(config.results()), this::openMemberSide);
        try {
            this.desk = HistoryDesk.open(grounds(), opening.store().consortium());
            desk.consortium().ifPresent(conduct::amended);
            desk.deliver();
            this.server = serve();
        } catch (AmendmentRejected | RuntimeException failed) {
            conduct.close();
            throw failed;
        }
        opening.log().consortiumPort(server.address(), desk.consortium().isPresent());
    }

    /** Opens everything and serves. */
    static CoordinatorNode start(CoordinatorConfig config, InstantSource clock, CoordinatorLog log) {
        CoordinatorFiles files = CoordinatorFiles.open(config.node(), config.unlock(), clock);
        try {
            SqliteCoordinatorStore store = SqliteCoordinatorStore.open(config.data());
            try {
                return new CoordinatorNode(config, new Opening(clock, log, files, store));
            } catch (AmendmentRejected | RuntimeException failed) {
                store.close();
                throw failed;
            }
        } catch (StoreFailure failed) {
            files.close();
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, failed);
        } catch (IllegalArgumentException | AmendmentRejected unfit) {
            files.close();
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, unfit);
        } catch (RuntimeException failed) {
            files.close();
            throw failed;
        }
    }

    /** Serves until it is told to stop. */
    void runUntil(StopSignal stop) throws InterruptedException {
        stop.await();
    }

    private HistoryDesk.Grounds grounds() {
        return new HistoryDesk.Grounds(
                opening.files().plan(),
                opening.files().known(),
                opening.files().operator(),
                new CertificateIssuer(opening.files().authority(), CERTIFICATE_VALIDITY, opening.clock()),
                opening.clock(),
                conduct);
    }

    private MemberSide openMemberSide(Consortium consortium, Conduct tasks) {
        Federation federation = new Federation(
                consortium,
                opening.files().keys().identity(),
                opening.store(),
                opening.clock(),
                Computations.installed());
        try {
            opening.log().resumed(federation.resume(tasks::course).size());
            return MemberSide.serve(federation, new RenewingDesk(federation.desk(), desk), listen, opening);
        } catch (CharterRejected rejected) {
            federation.close();
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, rejected);
        } catch (RuntimeException failed) {
            federation.close();
            throw failed;
        }
    }

    private ConsortiumServer serve() {
        InetSocketAddress bind = new InetSocketAddress(listen.host(), listen.consortiumPort());
        try {
            return ConsortiumServer.start(
                    bind, opening.files().identity(), desk, PortLimits.defaults(), Patience.defaults());
        } catch (IOException | UnresolvedAddressException failed) {
            throw MemberSide.notBound(listen.host(), listen.consortiumPort(), failed);
        }
    }

    @Override
    public void close() {
        server.close();
        conduct.close();
        opening.store().close();
        opening.files().close();
    }
}
