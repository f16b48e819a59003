// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.cordon.computation.Query;
import org.cordon.computation.StagedComputation;
import org.cordon.member.VerifiedManifest;
import org.cordon.participant.witness.LogMirror;
import org.cordon.privacy.Release;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;
import org.cordon.sum.epoch.Keyring;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.ring.RingVector;
import org.cordon.task.Charter;
import org.cordon.task.EpochTerms;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.TaskState;
import org.cordon.wire.ProtoCodec;

/** Everything a follower works with: who it is, its ports, and the public states it holds. Safe for concurrent use. */
final class SessionContext {
    private static final int STATE_BYTES = 256 << 20;
    private static final int STATES_IN_MEMORY = 3;

    private final Node node;
    private final EpochTerms.Task task;
    private final Admission admission;
    private final StagedComputation computation;
    private final Contribution contribution;
    private final Optional<PrivacyLedger> privacy;
    private final Map<Digest, TaskState> states = new LinkedHashMap<>();
    private final Map<Digest, EpochTerms> terms = new ConcurrentHashMap<>();

    /**
     * What all tasks of a participant share.
     *
     * @param self index, for life
     * @param keys the identity keys, of which the manifest of an epoch names one
     * @param mirror the protocol log, as far as this member was shown it
     * @param training runs contributions, one at a time for a task
     * @param checks runs checks of sums
     */
    record Node(
            int self,
            Keyring keys,
            Seeds seeds,
            KnownConsortium consortium,
            CoordinatorLink link,
            MemberStore store,
            LogMirror mirror,
            Executor training,
            Executor checks,
            NodeLog log,
            InstantSource clock) {}

    /**
     * Where secrets come from.
     *
     * @param local the machine's own secret
     */
    record Seeds(Randomness randomness, Secret local) {}

    SessionContext(
            Node node,
            EpochTerms.Task task,
            Admission admission,
            StagedComputation computation,
            Contribution contribution) {
        this.node = node;
        this.task = task;
        this.admission = admission;
        this.computation = computation;
        this.contribution = contribution;
        this.privacy = PrivacyPlan.of(task.charter())
                .map(plan ->
                        new PrivacyLedger(task.session(), plan, node.store().ledger()));
    }

    Digest session() {
        return task.session();
    }

    Charter charter() {
        return task.charter();
    }

    /** What the task has cost this exchange's units; empty if it promises no differential privacy. */
    Optional<PrivacyLedger> privacy() {
        return privacy;
    }

    /** Why a round of the task would cost more than was granted, if it would. */
    Optional<Admission.Declined> overspent(Scope where, Optional<Release> release) {
        return privacy.flatMap(ledger -> ledger.refusal(where, release, admission.epsilonOfAllTasksMicro()));
    }

    /** What this exchange itself says to an epoch or a round. */
    Admission admission() {
        return admission;
    }

    /** The key of this member's cosignatures. */
    VerifyKey witnessKey() {
        try (SigningKey key =
                SigningKey.witness(local(), consortium().current().manifest().id())) {
            return key.verifyKey();
        }
    }

    KnownConsortium consortium() {
        return node.consortium();
    }

    /** What an epoch runs under; empty if this member is not in the manifest, or holds no key to its entry. */
    Optional<EpochTerms> terms(VerifiedManifest manifest) {
        Optional<EpochTerms> known = Optional.ofNullable(terms.get(manifest.digest()));
        Optional<EpochTerms> found =
                known.or(() -> EpochTerms.of(task, manifest, node.self(), node.keys(), new ProtoCodec()));
        found.ifPresent(t -> terms.put(manifest.digest(), t));
        return found;
    }

    /** Whose signatures count in this session under a manifest. */
    Roll roll(VerifiedManifest manifest) {
        return new Roll(session(), manifest.manifest(), manifest.digest());
    }

    /** What the epoch of a record runs under. */
    EpochTerms terms(SessionRecord record) {
        return consortium()
                .newest()
                .at(record.epoch().manifest())
                .flatMap(this::terms)
                .orElseThrow(() -> new IllegalStateException("manifest "
                        + record.epoch().manifest().shortHex()
                        + " of the open epoch is not in the history, or this node lacks its key of then; put back history.bin"
                        + " and keys of the node directory, or wait for the next epoch"));
    }

    int self() {
        return node.self();
    }

    Randomness randomness() {
        return node.seeds().randomness();
    }

    Secret local() {
        return node.seeds().local();
    }

    CoordinatorLink link() {
        return node.link();
    }

    MemberStore store() {
        return node.store();
    }

    LogMirror mirror() {
        return node.mirror();
    }

    Executor training() {
        return node.training();
    }

    Executor checks() {
        return node.checks();
    }

    NodeLog log() {
        return node.log();
    }

    InstantSource clock() {
        return node.clock();
    }

    long[] contribute(Query query, Digest state) {
        return contribution.contribute(query, state(state).state());
    }

    /** Whether the state is in memory or in the store. */
    synchronized boolean holds(Digest digest) {
        return states.containsKey(digest)
                || store().loadState(session(), digest).isPresent();
    }

    /** A state this member holds. */
    synchronized TaskState state(Digest digest) {
        TaskState known = states.get(digest);
        if (known != null) {
            return known;
        }
        Bytes stored = store().loadState(session(), digest)
                .orElseThrow(() -> new IllegalStateException("state " + digest + " is missing in the store"));
        return remember(stored);
    }

    private TaskState remember(Bytes state) {
        TaskState next = new TaskState(computation, state);
        states.put(next.digest(), next);
        Optional<Digest> oldest = states.keySet().stream().findFirst();
        if (states.size() > STATES_IN_MEMORY) {
            oldest.ifPresent(states::remove);
        }
        return next;
    }

    /** The state after a sum, stored. */
    synchronized TaskState advance(TaskState before, RingVector sum) {
        Bytes next = before.advance(sum).state();
        store().saveState(session(), Hashes.blob(next), next);
        return remember(next);
    }

    /** Takes the task's first state; an {@link IllegalArgumentException} if it is not what the charter describes. */
    TaskState fetchInitialState() throws InterruptedException {
        TaskState first = fetchState(charter().initialState());
        charter().requireFirst(computation, first.state());
        return first;
    }

    /** Takes a public state from the coordinator: its digest must be the one asked for. */
    TaskState fetchState(Digest digest) throws InterruptedException {
        if (holds(digest)) {
            return state(digest);
        }
        Bytes fetched = link().fetchState(session(), digest, STATE_BYTES, Duration.ofMinutes(2));
        if (!Hashes.blob(fetched).equals(digest)) {
            throw new CoordinatorLink.LinkUnavailable(
                    "the coordinator served another state than " + digest, new IllegalStateException());
        }
        return keep(digest, fetched);
    }

    private synchronized TaskState keep(Digest digest, Bytes state) {
        store().saveState(session(), digest, state);
        return remember(state);
    }
}
