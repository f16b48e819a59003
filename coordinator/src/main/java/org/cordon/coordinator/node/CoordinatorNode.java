// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.InstantSource;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.computation.Computations;
import org.cordon.config.NodeFiles;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.coordinator.server.Patience;
import org.cordon.coordinator.task.TaskDirectory;
import org.cordon.coordinator.task.TaskInbox;
import org.cordon.coordinator.task.TaskResults;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signed;
import org.cordon.task.Charter;
import org.cordon.task.CharterRejected;
import org.cordon.task.SignedCharter;

/**
 * The coordinator as a process: store, tasks and server, opened in this order and closed in the reverse.
 *
 * <p><b>Guarantees.</b> Tasks that were open when it last ended, however it ended, go on before anybody can dial in.
 * What
 * keeps it from starting is a {@link CommandFailure} with the cause and the mend, and nothing stays open.
 */
final class CoordinatorNode implements AutoCloseable {
    private final InstantSource clock;
    private final CoordinatorLog log;
    private final NodeFiles files;
    private final TaskInbox inbox;
    private final TaskResults results;
    private final CoordinatorStore store;
    private final Federation federation;
    private final FederationServer server;

    private CoordinatorNode(CoordinatorConfig config, Opening opening) throws IOException, CharterRejected {
        this.clock = opening.clock();
        this.log = opening.log();
        this.files = opening.files();
        this.store = opening.store();
        this.inbox = TaskInbox.open(config.tasks());
        this.results = new TaskResults(config.results());
        this.federation = new Federation(
                files.manifest(), files.operator(), files.keys().identity(), store, clock, Computations.installed());
        try {
            log.resumed(federation.resume(this::course).size());
            this.server = serve(config.listen());
        } catch (RuntimeException | CharterRejected failed) {
            federation.close();
            throw failed;
        }
        log.listening(server.address(), files.manifest().manifest());
    }

    private record Opening(InstantSource clock, CoordinatorLog log, NodeFiles files, CoordinatorStore store) {}

    /** Opens everything and serves. */
    static CoordinatorNode start(CoordinatorConfig config, InstantSource clock, CoordinatorLog log) {
        NodeFiles files = NodeFiles.open(config.node(), config.unlock(), clock);
        try {
            CoordinatorStore store = config.openStore(Randomness.secure());
            try {
                return new CoordinatorNode(config, new Opening(clock, log, files, store));
            } catch (IOException | CharterRejected | RuntimeException failed) {
                store.close();
                throw failed;
            }
        } catch (StoreFailure failed) {
            files.close();
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, failed);
        } catch (IllegalArgumentException | CharterRejected unfit) {
            files.close();
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, unfit);
        } catch (IOException failed) {
            files.close();
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot open the directory " + config.tasks() + ": " + failed.getMessage(),
                    "Make it writable for this user, or name another as tasks",
                    failed);
        } catch (RuntimeException failed) {
            files.close();
            throw failed;
        }
    }

    private FederationServer serve(CoordinatorConfig.Listen listen) {
        InetSocketAddress bind = new InetSocketAddress(listen.host(), listen.port());
        try {
            return FederationServer.start(
                    bind,
                    files.identity(),
                    files.verifier(),
                    federation.desk(),
                    Limits.defaults(),
                    Patience.defaults());
        } catch (IOException | UnresolvedAddressException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot listen on " + listen.host() + ":" + listen.port() + ": " + reason(failed),
                    "Stop what listens there ('ss -ltnp' shows it), or correct host and port under listen",
                    failed);
        }
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

    /** Starts the tasks that wait in the inbox. */
    void lookForTasks() {
        try {
            for (TaskDirectory task : inbox.waiting()) {
                look(task);
            }
        } catch (IOException unreadable) {
            log.inboxUnreadable(unreadable);
        }
    }

    private void look(TaskDirectory task) throws IOException {
        try {
            Signed<Charter> signed = task.charter();
            Charter charter = signed.body();
            Digest session = Hashes.blob(signed.exact());
            if (inbox.wasTaken(session) || isOpen(session)) {
                log.knownAlready(charter.name(), session);
            } else {
                start(signed, task.state());
                log.taken(charter.name(), session);
            }
            inbox.taken(task, session);
        } catch (CharterRejected | IllegalArgumentException | MalformedBody | IOException unfit) {
            inbox.refused(task);
            log.refused(task.path(), String.valueOf(unfit.getMessage()));
        }
    }

    private boolean isOpen(Digest session) {
        return store.openTasks().stream().anyMatch(open -> open.session().equals(session));
    }

    private void start(Signed<Charter> signed, Bytes state) throws CharterRejected {
        if (!clock.instant().isBefore(signed.body().expiry())) {
            throw new IllegalArgumentException(
                    "the task ended at " + signed.body().expiry() + "; draft a new one");
        }
        SignedCharter charter = SignedCharter.verify(signed, files.operator(), files.manifest());
        var unused = federation.submit(signed, state, course(charter));
    }

    private TaskCourse course(SignedCharter charter) {
        return new TaskCourse(charter.charter().name(), charter.session(), results, log);
    }

    @Override
    public void close() {
        server.close();
        federation.close();
        store.close();
        files.close();
    }
}
