// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.cordon.computation.Computations;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.StagedComputation;
import org.cordon.member.Consortium;
import org.cordon.member.VerifiedManifest;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signer;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.Charter;
import org.cordon.task.CharterRejected;
import org.cordon.task.OfferedCharter;
import org.cordon.task.TaskState;
import org.cordon.wire.ProtoCodec;

/**
 * The coordinator's side of a federation, for a Java program that runs it itself: give it a consortium, a key and a store,
 * submit charters, and put its {@link #desk()} behind a gRPC server (or in-process links).
 *
 * <p><b>Guarantees.</b> Tasks that were open when the store was last closed, or the process killed, go on where they were.
 * The program never holds a contribution of a single member, masked vectors apart.
 *
 * <p><b>Does not check</b> who calls the desk: the server in front of it authenticates members.
 */
public final class Federation implements AutoCloseable {
    private final Consortium consortium;
    private final VerifiedManifest manifest;
    private final Speaker speaker;
    private final CoordinatorStore store;
    private final InstantSource clock;
    private final Computations computations;
    private final FederationDesk desk;
    private final List<Thread> threads = new ArrayList<>();
    private final List<TaskDesk> tasks = new ArrayList<>();

    /**
     * @param consortium whose approvals make a charter
     * @param identity the coordinator's Ed25519 key, as in the manifest
     * @param computations the public halves that charters may name
     */
    public Federation(
            Consortium consortium,
            Signer identity,
            CoordinatorStore store,
            InstantSource clock,
            Computations computations) {
        if (!consortium.current().manifest().coordinator().identity().equals(identity.verifyKey())) {
            throw new IllegalArgumentException(
                    "identity must be the coordinator's key in the manifest; start with the directory that was made for it");
        }
        this.consortium = consortium;
        this.manifest = consortium.current();
        this.speaker = new Speaker(identity, new ProtoCodec());
        this.store = store;
        this.clock = clock;
        this.computations = computations;
        this.desk = new FederationDesk(store);
    }

    /** What a server calls for its members. */
    public Desk desk() {
        return desk;
    }

    /** How many members attend now. */
    public int attending() {
        return desk.attending();
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
            ApprovedCharter charter = ApprovedCharter.verify(stored.charter(), consortium);
            running.add(start(charter, listeners.apply(charter)));
        }
        return running;
    }

    /**
     * Starts a task.
     *
     * @param initialState the state whose digest the charter names
     * @return completes with the last state, or with the failure that stopped the task
     */
    public CompletableFuture<Bytes> submit(OfferedCharter offered, Bytes initialState, TaskListener listener)
            throws CharterRejected {
        ApprovedCharter charter = ApprovedCharter.verify(offered, consortium);
        if (!Hashes.blob(initialState).equals(charter.charter().initialState())) {
            throw new IllegalArgumentException("initial state must be the one the charter names, "
                    + charter.charter().initialState() + ", but was " + Hashes.blob(initialState));
        }
        store.saveState(charter.session(), charter.charter().initialState(), initialState);
        store.saveTask(charter.session(), offered);
        return start(charter, listener);
    }

    private CompletableFuture<Bytes> start(ApprovedCharter approved, TaskListener listener) {
        Charter charter = approved.charter();
        Digest session = approved.session();
        OperatorLog log = new OperatorLog(charter.name());
        FederatedComputation computation = new StagedComputation(computations);
        Bytes initial = store.loadState(session, charter.initialState())
                .orElseThrow(() -> new IllegalStateException("the initial state " + charter.initialState()
                        + " is missing in the store; submit the task again"));
        TaskState first = new TaskState(
                computation, initial, manifest.manifest().members().size(), charter.minSurvivors());
        TaskDesk task = new TaskDesk(session, store, clock, log);
        task.post(
                Board.Slot.OFFER,
                Board.Notice.all(new CoordinatorMessage.Offer(
                        session, approved.offered().exact(), approved.offered().approvals())));
        CompletableFuture<Bytes> done = new CompletableFuture<>();
        RoundDriver driver = new RoundDriver(
                task,
                store,
                first,
                new RoundDriver.Setting(
                        new Roll(session, manifest.manifest(), manifest.digest()),
                        speaker,
                        charter.timing(),
                        clock,
                        log,
                        completing(listener, done)));
        Thread thread = new Thread(() -> drive(task, driver, log, done), "round-driver-" + charter.name());
        synchronized (this) {
            tasks.add(task);
            threads.add(thread);
        }
        log.taskStarted(session, first.summary());
        thread.start();
        return done;
    }

    /** Members come in once the journal has been replayed: what they send must not mix with what they have sent. */
    private void drive(TaskDesk task, RoundDriver driver, OperatorLog log, CompletableFuture<Bytes> done) {
        try {
            driver.resume();
            desk.add(task);
            driver.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            if (!Thread.currentThread().isInterrupted()) {
                log.failed(e);
            }
            done.completeExceptionally(e);
        } finally {
            done.cancel(false);
        }
    }

    private static TaskListener completing(TaskListener listener, CompletableFuture<Bytes> done) {
        return new TaskListener() {
            @Override
            public void summed(Scope where, int cohort, int survivors, Bytes state) {
                listener.summed(where, cohort, survivors, state);
            }

            @Override
            public void aborted(Scope where, String why) {
                listener.aborted(where, why);
            }

            @Override
            public void ended(Bytes state) {
                listener.ended(state);
                done.complete(state);
            }
        };
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
    }
}
