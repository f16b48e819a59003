// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.StopSignal;
import org.cordon.config.NodeFiles;
import org.cordon.coordinator.member.CertificateIssuer;
import org.cordon.coordinator.member.ConsortiumListener;
import org.cordon.coordinator.member.HistoryDesk;
import org.cordon.coordinator.server.ConsortiumServer;
import org.cordon.coordinator.server.Patience;
import org.cordon.coordinator.server.PortLimits;
import org.cordon.coordinator.task.TaskResults;
import org.cordon.disk.StoreFailure;
import org.cordon.enrol.FoundingPlan;
import org.cordon.log.LogStorageFailure;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.Member;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.CharterRejected;
import org.cordon.telemetry.RoundTraces;
import org.cordon.telemetry.Telemetry;
import org.cordon.telemetry.TelemetryConfig;

/**
 * The coordinator as a process: store, what the members decided, tasks and the two ports, opened in this order and closed
 * in the reverse. Before the founding there is the consortium port only; the members' port opens with it.
 *
 * <p><b>Guarantees.</b> Tasks that were open when it last ended, however it ended, go on before anybody can dial in; what
 * was decided and not yet acted on is acted on. What keeps it from starting is a {@link CommandFailure} with the cause and
 * the mend, and nothing stays open.
 */
final class CoordinatorNode implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration CERTIFICATES = Duration.ofDays(365);

    private final CoordinatorConfig config;
    private final CoordinatorFiles files;
    private final Stores store;
    private final MembersPort.Grounds grounds;
    private final HistoryDesk desk;
    private final Health health;
    private final Telemetry telemetry;
    private volatile Optional<MembersPort> members = Optional.empty();
    private final ConsortiumServer people;

    /** What it stands on. */
    private record Opening(CoordinatorFiles files, Stores store, InstantSource clock, CoordinatorLog log) {}

    private CoordinatorNode(CoordinatorConfig config, Opening opening, Health health, Telemetry telemetry)
            throws AmendmentRejected, CharterRejected {
        this.config = config;
        this.files = opening.files();
        this.store = opening.store();
        this.health = health;
        this.telemetry = telemetry;
        InstantSource clock = opening.clock();
        CoordinatorLog log = opening.log();
        Courses courses = new Courses(new TaskResults(config.results()), log, telemetry);
        this.grounds = new MembersPort.Grounds(files, store, courses, log, clock);
        this.desk = HistoryDesk.open(
                new HistoryDesk.Grounds(
                        files.plan(),
                        files.known(),
                        files.known()
                                .map(consortium ->
                                        consortium.current().manifest().coordinator())
                                .or(() -> files.plan().map(FoundingPlan::coordinator))
                                .map(Member::approver)
                                .orElseThrow(),
                        new CertificateIssuer(files.authority(), CERTIFICATES, clock),
                        clock,
                        new Decided()),
                store.decisions());
        if (desk.consortium().isPresent()) {
            keep(desk.consortium().get());
            open(desk.consortium().get());
        } else {
            log.notFounded(files.plan().map(FoundingPlan::exchanges).orElseThrow());
        }
        try {
            desk.deliver();
            this.people = servePeople(config.listen());
        } catch (RuntimeException failed) {
            members.ifPresent(MembersPort::close);
            throw failed;
        }
        log.listeningForPeople(people.address());
    }

    /** Opens everything and serves. */
    static CoordinatorNode start(CoordinatorConfig config, InstantSource clock, CoordinatorLog log) {
        CoordinatorFiles files = CoordinatorFiles.open(config.node(), config.keys(), config.unlock(), clock);
        try {
            Stores store = Stores.open(config, config.incarnation(Randomness.secure()));
            try {
                return start(config, new Opening(files, store, clock, log));
            } catch (AmendmentRejected | CharterRejected | RuntimeException failed) {
                store.close();
                throw failed;
            }
        } catch (StoreFailure | LogStorageFailure failed) {
            files.close();
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, failed);
        } catch (IllegalArgumentException | MalformedBody | CharterRejected | AmendmentRejected unfit) {
            files.close();
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, unfit);
        } catch (RuntimeException failed) {
            files.close();
            throw failed;
        }
    }

    private static CoordinatorNode start(CoordinatorConfig config, Opening opening)
            throws AmendmentRejected, CharterRejected {
        Health health = new Health(opening.store());
        Telemetry telemetry = report(config.telemetry().orElseGet(TelemetryConfig::off), health, opening.log());
        try {
            health.register(
                    telemetry.meters(), opening.files().identity().chain().get(0), opening.clock());
            return new CoordinatorNode(config, opening, health, telemetry);
        } catch (AmendmentRejected | CharterRejected | RuntimeException failed) {
            telemetry.close();
            throw failed;
        }
    }

    private static Telemetry report(TelemetryConfig config, Health health, CoordinatorLog log) {
        Telemetry.Node self =
                new Telemetry.Node("cordon-coordinator", ConsortiumPlan.COORDINATOR, RoundTraces.Role.ROOT);
        try {
            Telemetry telemetry = Telemetry.start(config, self, health.conditions());
            telemetry.address().ifPresent(log::reporting);
            return telemetry;
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot serve metrics and health: " + failed.getMessage(),
                    "Correct host and port under telemetry.http, or stop what listens there",
                    failed);
        }
    }

    private void open(Consortium consortium) throws CharterRejected {
        MembersPort port = MembersPort.open(consortium, desk, grounds, config.listen());
        members = Optional.of(port);
        health.serving(port, consortium.current().manifest().threshold());
    }

    /** Serves until it is told to stop; everything happens on the threads of the ports and tasks. */
    void runUntil(StopSignal stop) throws InterruptedException {
        while (!stop.await(BETWEEN_LOOKS)) {
            members.ifPresent(MembersPort::requireReach);
        }
    }

    private ConsortiumServer servePeople(CoordinatorConfig.Listen listen) {
        try {
            return ConsortiumServer.start(
                    new InetSocketAddress(listen.host(), listen.consortiumPort()),
                    files.identity(),
                    desk,
                    PortLimits.defaults(),
                    Patience.defaults());
        } catch (IOException | UnresolvedAddressException failed) {
            throw listen.refused(listen.consortiumPort(), failed);
        }
    }

    private void keep(Consortium consortium) {
        try {
            files.history().save(consortium);
        } catch (IOException failed) {
            throw StoreFailure.of("save the history", files.history().path(), failed);
        }
    }

    /** Acts on what the members decide. */
    private final class Decided implements ConsortiumListener {
        @Override
        public void amended(Consortium consortium) {
            if (members.isPresent()) {
                members.get()
                        .amended(consortium); // first: who was revoked must not stay because a file cannot be written
                health.serving(members.get(), consortium.current().manifest().threshold());
                keep(consortium);
                return;
            }
            keep(consortium);
            try {
                open(consortium);
            } catch (CharterRejected impossible) {
                throw new IllegalStateException("a new consortium must have no task, but has", impossible);
            }
        }

        @Override
        public void approved(ApprovedCharter charter, Bytes initialState) {
            members.orElseThrow().start(charter, initialState);
        }

        @Override
        public void withdrawn(Digest session) {
            members.ifPresent(port -> port.stop(session));
        }

        @Override
        public Course course(Digest session) {
            return grounds.courses().course(session);
        }
    }

    @Override
    public void close() {
        people.close();
        members.ifPresent(MembersPort::close);
        telemetry.close();
        store.close();
        files.close();
    }
}
