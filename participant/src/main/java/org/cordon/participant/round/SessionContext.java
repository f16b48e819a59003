// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.Query;
import org.cordon.computation.StagedComputation;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.ring.RingVector;
import org.cordon.task.Charter;
import org.cordon.task.TaskState;

/** Everything a follower works with: who it is, its ports, and the public states it holds. Safe for concurrent use. */
final class SessionContext {
    private static final int STATE_BYTES = 256 << 20;
    private static final int STATES_IN_MEMORY = 3;

    private final Node node;
    private final Roll roll;
    private final Charter charter;
    private final FederatedComputation computation;
    private final Contribution contribution;
    private final Map<Digest, TaskState> states = new LinkedHashMap<>();

    /**
     * What all tasks of a participant share.
     *
     * @param self manifest index
     * @param local the machine's own secret
     * @param training runs contributions, one at a time for a task
     * @param checks runs checks of sums
     */
    record Node(
            int self,
            Speaker speaker,
            Randomness randomness,
            Secret local,
            CoordinatorLink link,
            MemberStore store,
            Executor training,
            Executor checks,
            NodeLog log,
            InstantSource clock) {}

    SessionContext(Node node, Roll roll, Charter charter, FederatedComputation computation, Contribution contribution) {
        this.node = node;
        this.roll = roll;
        this.charter = charter;
        this.computation = computation;
        this.contribution = contribution;
    }

    Digest session() {
        return roll.session();
    }

    Roll roll() {
        return roll;
    }

    Charter charter() {
        return charter;
    }

    int self() {
        return node.self();
    }

    Speaker speaker() {
        return node.speaker();
    }

    Randomness randomness() {
        return node.randomness();
    }

    Secret local() {
        return node.local();
    }

    CoordinatorLink link() {
        return node.link();
    }

    MemberStore store() {
        return node.store();
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
        TaskState next =
                new TaskState(computation, state, roll.manifest().members().size(), charter.minSurvivors());
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
        TaskState first = fetchState(charter.initialState());
        StagedComputation.requireStages(
                first.state(),
                charter.stages().stream().map(stage -> stage.computation()).toList());
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
