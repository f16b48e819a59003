// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cordon.computation.Computations;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.StagedComputation;
import org.cordon.coordinator.log.LogPlace;
import org.cordon.coordinator.log.ProtocolLog;
import org.cordon.coordinator.log.TaskRecords;
import org.cordon.disk.StoreFailure;
import org.cordon.log.LogStorageFailure;
import org.cordon.log.SignedCheckpoint;
import org.cordon.member.Consortium;
import org.cordon.member.VerifiedManifest;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.KeyUnavailable;
import org.cordon.suite.Signer;
import org.cordon.sum.epoch.Keyring;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.Charter;
import org.cordon.task.CharterRejected;
import org.cordon.task.EpochTerms;
import org.cordon.task.OfferedCharter;
import org.cordon.task.TaskState;

/**
 * The coordinator's side of a federation, for a Java program that runs it itself: give it a consortium, its keys and a store,
 * submit charters, and put its {@link #desk()} behind a gRPC server (or in-process links).
 *
 * <p><b>Guarantees.</b> Tasks that were open when the store was last closed, or the process killed, go on where they were.
 * The program never holds a contribution of a single member, masked vectors apart.
 *
 * <p><b>Does not check</b> who calls the desk: the server in front of it authenticates members.
 */
public final class Federation implements AutoCloseable {
    private final Assembly assembly;
    private final CoordinatorStore store;
    private final InstantSource clock;
    private final Computations computations;
    private final CharterLedger ledger;
    private final ProtocolLog log;
    private final FederationDesk desk;
    private final List<Thread> threads = new ArrayList<>();
    private volatile Optional<RuntimeException> lost = Optional.empty();
    private final List<TaskDesk> tasks = new CopyOnWriteArrayList<>();

    /**
     * @param consortium the newest that this node has on disk
     * @param keys the coordinator's Ed25519 keys: that of its entry in every manifest under which an epoch may still be open
     * @param computations the public halves that charters may name
     * @param place where the protocol log is kept; closed by the caller, after this
     */
    public Federation(
            Consortium consortium,
            Keyring keys,
            CoordinatorStore store,
            InstantSource clock,
            Computations computations,
            LogPlace place) {
        if (keys.find(consortium.current().manifest().coordinator().identity()).isEmpty()) {
            throw new IllegalArgumentException(
                    "keys must hold the coordinator's key in the newest manifest; start with the"
                            + " directory that was made for it");
        }
        this.assembly = new Assembly(consortium, keys);
        this.store = store;
        this.clock = clock;
        this.computations = computations;
        this.ledger = new CharterLedger(store);
        this.log = ProtocolLog.open(place, consortium, assembly.signer().orElseThrow(), clock);
        this.desk = new FederationDesk(store, assembly, log, clock);
    }

    /** The same with one key, that of the newest manifest. */
    public Federation(
            Consortium consortium,
            Signer identity,
            CoordinatorStore store,
            InstantSource clock,
            Computations computations,
            LogPlace place) {
        this(consortium, Keyring.of(identity), store, clock, computations, place);
    }

    /** The same for tests and simulations, with a log that lasts as long as this object. */
    public Federation(
            Consortium consortium,
            Signer identity,
            CoordinatorStore store,
            InstantSource clock,
            Computations computations) {
        this(consortium, identity, store, clock, computations, LogPlace.inMemory());
    }

    /** What a server calls for its members. */
    public Desk desk() {
        return desk;
    }

    /** How many members attend now. */
    public int attending() {
        return desk.attending();
    }

    /** The consortium as it stands now. */
    public Consortium consortium() {
        return assembly.newest();
    }

    /**
     * The consortium has changed: who is no member any more is cut off at once, and every task begins a new epoch under the
     * newest manifest before its next round. The caller has made the history durable.
     *
     * @throws IllegalArgumentException if {@code next} does not continue the consortium known so far
     */
    public void amended(Consortium next) {
        assembly.amended(next);
        desk.amended();
        assembly.signer().ifPresent(signer -> log.amended(next, signer));
    }

    /** The protocol log. */
    public ProtocolLog log() {
        return log;
    }

    /** Closes the log for good: nothing follows, so no task may be open. */
    public void seal() {
        SignedCheckpoint unused = log.append(List.of(new LogRecord.LogSealed(LogRecord.LogSealed.Cause.CLOSED)));
        desk.tellLog();
    }

    /** The newest manifest, then earlier ones under which an epoch of some task still stands. */
    public List<VerifiedManifest> manifestsInUse() {
        return Stream.concat(
                        Stream.of(assembly.current()),
                        tasks.stream().map(TaskDesk::manifest).flatMap(Optional::stream))
                .distinct()
                .toList();
    }

    /**
     * Ends a task for good, between two rounds; durable when this returns, and its members are told when it has ended.
     *
     * @return false if no such task is running
     */
    public boolean stop(Digest session, String reason) {
        Optional<TaskDesk> running = running(session);
        running.ifPresent(task -> task.end(new Ending(LogRecord.TaskWithdrawn.Reason.WITHDRAWN, reason)));
        return running.isPresent();
    }

    private Optional<TaskDesk> running(Digest session) {
        return tasks.stream().filter(task -> task.session().equals(session)).findFirst();
    }

    private TaskRecords records(ApprovedCharter charter) {
        return new TaskRecords(
                log, charter.session(), charter.charter().privacy().isEmpty());
    }

    /** Goes on with every task that the store holds as open; each completes as {@link #submit} says. */
    public List<CompletableFuture<Bytes>> resume(TaskListener listener) throws CharterRejected {
        return resume(charter -> listener);
    }

    /** The same with a listener for each task. */
    public List<CompletableFuture<Bytes>> resume(Function<ApprovedCharter, TaskListener> listeners)
            throws CharterRejected {
        List<CompletableFuture<Bytes>> running = new ArrayList<>();
        for (CoordinatorStore.StoredTask stored : store.openTasks()) {
            ApprovedCharter charter = ApprovedCharter.verify(stored.charter(), assembly.newest());
            if (ledger.isSuperseded(charter.charter().name(), charter.session())) {
                records(charter).withdrawn(LogRecord.TaskWithdrawn.Reason.SUPERSEDED);
                store.endTask(charter.session());
            } else {
                running.add(start(charter, listeners.apply(charter)));
            }
        }
        return running;
    }

    /**
     * Starts a task. A later version of a task that runs ends the earlier one between two rounds.
     *
     * @param initialState the state whose digest the charter names
     * @return completes with the last state, or with the failure that stopped the task; a task that was ended early fails with
     *     {@link TaskEndedEarly}
     * @throws CharterRejected also for a version that is not above one taken before
     */
    public CompletableFuture<Bytes> submit(OfferedCharter offered, Bytes initialState, TaskListener listener)
            throws CharterRejected {
        ApprovedCharter charter =
                ApprovedCharter.verify(offered, assembly.newest()).requirePrivacy();
        if (!Hashes.blob(initialState).equals(charter.charter().initialState())) {
            throw new IllegalArgumentException("initial state must be the one the charter names, "
                    + charter.charter().initialState() + ", but was " + Hashes.blob(initialState));
        }
        charter.charter().requireFirst(new StagedComputation(computations), initialState);
        Optional<Digest> earlier = ledger.take(charter);
        store.saveState(charter.session(), charter.charter().initialState(), initialState);
        store.saveTask(charter.session(), offered);
        earlier.flatMap(this::running)
                .ifPresent(task -> task.end(new Ending(
                        LogRecord.TaskWithdrawn.Reason.SUPERSEDED,
                        "version " + charter.charter().version() + " of its charter takes its place")));
        return start(charter, listener);
    }

    /** The task ended before its computation did; the message says why. */
    public static final class TaskEndedEarly extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TaskEndedEarly(String why) {
            super(why);
        }
    }

    private CompletableFuture<Bytes> start(ApprovedCharter approved, TaskListener listener) {
        Charter charter = approved.charter();
        Digest session = approved.session();
        OperatorLog operator = new OperatorLog(charter.name());
        FederatedComputation computation = new StagedComputation(computations);
        Bytes initial = store.loadState(session, charter.initialState())
                .orElseThrow(() -> new IllegalStateException("the initial state " + charter.initialState()
                        + " is missing in the store; submit the task again"));
        TaskState first = new TaskState(computation, initial);
        TaskRecords records = records(approved);
        records.approved(approved.offered(), initial);
        TaskDesk task = new TaskDesk(session, store, clock, operator, listener, records);
        task.post(
                Board.Slot.OFFER,
                Board.Notice.all(new CoordinatorMessage.Offer(
                        session, approved.offered().exact(), approved.offered().approvals())));
        CompletableFuture<Bytes> done = new CompletableFuture<>();
        TaskDriver driver = new TaskDriver(
                task,
                first,
                new TaskDriver.Setting(
                        new EpochTerms.Task(session, charter),
                        assembly,
                        store,
                        clock,
                        operator,
                        completing(listener, done)));
        Thread thread = new Thread(() -> drive(task, driver, operator, done), "task-driver-" + charter.name());
        synchronized (this) {
            tasks.add(task);
            threads.add(thread);
        }
        operator.taskStarted(session, first.summary());
        thread.start();
        return done;
    }

    /** Members come in once the journal has been replayed: what they send must not mix with what they have sent. */
    private void drive(TaskDesk task, TaskDriver driver, OperatorLog operator, CompletableFuture<Bytes> done) {
        try {
            driver.resume();
            desk.add(task);
            driver.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KeyUnavailable | StoreFailure | LogStorageFailure gone) {
            lost = Optional.of(gone);
            done.completeExceptionally(gone);
        } catch (RuntimeException | Error e) {
            if (!Thread.currentThread().isInterrupted()) {
                operator.failed(e);
            }
            done.completeExceptionally(e);
        } finally {
            tasks.remove(task);
            done.cancel(false);
        }
    }

    /**
     * Throws if a task stopped because a key or a disk is out of reach; it goes on at the next start.
     *
     * @throws KeyUnavailable the coordinator's key
     * @throws StoreFailure what members sent, or a state, cannot be kept
     * @throws LogStorageFailure the protocol log cannot be kept
     */
    public void requireReach() {
        lost.ifPresent(gone -> {
            throw gone;
        });
    }

    private static TaskListener completing(TaskListener listener, CompletableFuture<Bytes> done) {
        return TaskListener.both(listener, new TaskListener() {
            @Override
            public void ended(Bytes state) {
                done.complete(state);
            }

            @Override
            public void stopped(String why) {
                done.completeExceptionally(new TaskEndedEarly(why));
            }
        });
    }

    /** Stops every task where it is and waits for its thread; what was acknowledged is in the store. */
    @Override
    public synchronized void close() {
        tasks.forEach(TaskDesk::stop);
        for (Thread thread : threads) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        log.close();
    }
}
