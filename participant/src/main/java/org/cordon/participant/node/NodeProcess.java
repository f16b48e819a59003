// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.StopSignal;
import org.cordon.computation.Computations;
import org.cordon.config.NodeFiles;
import org.cordon.disk.StoreFailure;
import org.cordon.feature.FeatureSet;
import org.cordon.log.LogRefused;
import org.cordon.log.LogStorageFailure;
import org.cordon.member.Consortium;
import org.cordon.member.Member;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.TableSource;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.participant.policy.ExchangePolicy;
import org.cordon.participant.policy.PolicyFile;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.CoordinatorLink.LinkRefused;
import org.cordon.participant.round.MemberStore;
import org.cordon.participant.round.OpenEpochs;
import org.cordon.participant.round.ParticipantNode;
import org.cordon.participant.store.SqliteMemberStore;
import org.cordon.participant.witness.LogDisowned;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.suite.KeyUnavailable;
import org.cordon.suite.Randomness;
import org.cordon.task.ParticipantPolicy;
import org.cordon.telemetry.Readiness;
import org.cordon.telemetry.RoundTraces;
import org.cordon.telemetry.Telemetry;
import org.cordon.telemetry.TelemetryConfig;

/**
 * Opens what a participant needs, runs it until a stop is asked for, and closes all of it.
 *
 * <p><b>Guarantees.</b> What keeps it from starting, and a coordinator that will never accept it, is a {@link
 * CommandFailure} with the cause and the mend.
 */
final class NodeProcess {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final ParticipantConfig config;
    private final InstantSource clock;
    private final Randomness randomness;
    private final ProcessLog log;
    private Optional<EventRows> eventRows = Optional.empty();

    NodeProcess(ParticipantConfig config, InstantSource clock, Randomness randomness, ProcessLog log) {
        this.config = config;
        this.clock = clock;
        this.randomness = randomness;
        this.log = log;
    }

    /** Runs until {@code stop}. */
    void run(StopSignal stop) throws InterruptedException {
        boolean again = true;
        while (again && !stop.isAsked()) {
            again = !runOnce(stop);
        }
    }

    /** Whether it is over; else its keys are others now. */
    private boolean runOnce(StopSignal stop) throws InterruptedException {
        try (NodeFiles files = config.open(clock);
                SqliteMemberStore store = SqliteMemberStore.open(
                        config.state(), files.keys().localSecret(), randomness, config.incarnation(randomness));
                MirrorStore mirror = MirrorStore.open(config.mirror());
                OwnTrainer trainer = OwnTrainer.of(config, log::trainerSaid)) {
            Member self = self(files);
            Optional<FeatureSet> features = rows(store);
            ParticipantPolicy rules = policy(config);
            try (ExchangePolicy policy = ExchangePolicy.open(
                            rules,
                            config.decisions(),
                            clock.instant(),
                            store.ledger().gap());
                    NodeKeyring keyring = new NodeKeyring(config, files, self.index(), clock);
                    CoordinatorLink link =
                            GrpcCoordinatorLink.open(config.link(), keyring, files.consortium(), randomness)) {
                log.started(
                        self.name(),
                        files.consortium().current().manifest().consortium(),
                        config.coordinator(),
                        config.policy(),
                        rules.acceptCountsWithoutDp());
                config.trainer().ifPresent(log::trainedBy);
                try (Telemetry telemetry = report(self, files, link)) {
                    follow(
                            node(
                                    new Opened(files, keyring, link, store, mirror, trainer.trainer(), features),
                                    self,
                                    policy,
                                    telemetry),
                            new Upkeep(keyring, link, store, clock, randomness, log),
                            stop);
                }
            }
            return true;
        } catch (StoreFailure | LogStorageFailure | KeyUnavailable failed) {
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, failed);
        } catch (LogRefused damaged) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    String.valueOf(damaged.getMessage()),
                    "If another process has it, stop that one; if it is damaged, put " + config.mirror()
                            + " away: the coordinator gives it anew, and the node takes part again from the next epoch",
                    damaged);
        } catch (LogDisowned disowned) {
            throw NodeFiles.failure(ExitCode.PEER_REFUSED, disowned);
        } catch (LinkRefused refused) {
            if (NodeKeyring.adopt(config, clock)) {
                log.rotated();
                return false;
            }
            throw NodeFiles.failure(ExitCode.PEER_REFUSED, refused);
        }
    }

    private record Opened(
            NodeFiles files,
            NodeKeyring keyring,
            CoordinatorLink link,
            MemberStore store,
            MirrorStore mirror,
            LocalTrainer trainer,
            Optional<FeatureSet> features) {}

    /** Makes the rows if they are made of events; their features are those of the first start, as the rows are. */
    private Optional<FeatureSet> rows(MemberStore store) {
        if (eventRows.isEmpty() && config.data().events().isPresent()) {
            eventRows = EventRows.of(config.data());
            eventRows
                    .flatMap(rows -> rows.ensure(
                            clock.instant(), !OpenEpochs.manifests(store).isEmpty()))
                    .ifPresent(log::rowsMade);
        }
        return eventRows.map(EventRows::features);
    }

    private ParticipantNode node(Opened opened, Member self, ExchangePolicy policy, Telemetry telemetry) {
        NodeFiles files = opened.files();
        ParticipantNode.Identity identity = new ParticipantNode.Identity(
                files.consortium(), self.index(), opened.keyring(), files.keys().localSecret(), randomness);
        ExchangeRows rows = new ExchangeRows(
                config.data(),
                opened.features(),
                files.keys().localSecret(),
                Contributors.installed(),
                opened.trainer());
        return new ParticipantNode(
                identity,
                new ParticipantNode.Ports(
                        opened.link(),
                        opened.store(),
                        opened.mirror(),
                        newest -> {
                            keep(files, newest);
                            opened.keyring().saved(newest);
                        },
                        new NodeMetrics(telemetry)),
                policy,
                clock,
                charter -> policy.limited(rows.of(charter)),
                Computations.installed());
    }

    private Telemetry report(Member self, NodeFiles files, CoordinatorLink link) {
        Readiness reachable = new Readiness(
                "coordinator",
                () -> link.isUp()
                        ? Readiness.State.ready("attending at " + config.coordinator())
                        : Readiness.State.notReady("no connection to " + config.coordinator()));
        TelemetryConfig reports = config.telemetry().orElseGet(TelemetryConfig::off);
        try {
            Telemetry telemetry = Telemetry.start(
                    reports,
                    new Telemetry.Node("cordon-participant", self.name(), RoundTraces.Role.BRANCH),
                    List.of(reachable));
            telemetry
                    .meters()
                    .gauge(
                            "cordon.certificate.expiry.seconds",
                            files.identity().chain().get(0),
                            own -> (double) Duration.between(
                                            clock.instant(), own.getNotAfter().toInstant())
                                    .toSeconds());
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

    private static void keep(NodeFiles files, Consortium newest) {
        try {
            files.history().save(newest);
        } catch (IOException failed) {
            throw StoreFailure.of("save the history", files.history().path(), failed);
        }
    }

    /** The node's threads end before link and store are closed below them. */
    private void follow(ParticipantNode node, Upkeep upkeep, StopSignal stop) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread stopper = beside("stop", () -> {
            while (!over.get() && !stop.await(BETWEEN_LOOKS)) {
                // waits on
            }
            node.close();
        });
        Thread keeper = beside("upkeep", () -> {
            do {
                upkeep.look();
            } while (!stop.await(BETWEEN_LOOKS));
        });
        try {
            node.run();
            log.stopping();
        } finally {
            over.set(true);
            keeper.interrupt();
            keeper.join();
            stopper.join();
        }
    }

    /** What runs until it is interrupted. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private static Thread beside(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Member self(NodeFiles files) {
        return files.consortium()
                .current()
                .manifest()
                .find(files.keys().identity().verifyKey())
                .filter(member -> !member.isCoordinator())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        "the keys in the node directory must be a member's in the manifest, but are not",
                        "Start with the directory that was made for this exchange, and the current manifest"));
    }

    /** The policy of the file over the columns that the data offer. */
    static ParticipantPolicy policy(ParticipantConfig config) {
        try {
            Set<String> offered =
                    config.data().offered(TableSource.columns(config.data().file()));
            if (offered.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        config.data().file() + " must have a column that is not dropped, but has none",
                        "Give it a header, or correct data.drop in the configuration");
            }
            return PolicyFile.read(config.policy()).over(offered);
        } catch (UnreadableTable unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    String.valueOf(unreadable.getMessage()),
                    "Correct data.file in the configuration, or the file",
                    unreadable);
        }
    }
}
