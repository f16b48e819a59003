// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.RevealPhase;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundCoordinator;

/** One round between state machines: open, ready, cohort, upload, survivors, reveal, result. */
final class ProtocolRound {
    /** Beside vector and blocks at 100 members (docs/performance.md); it grows with the number of members. */
    private static final long UP_PER_MEMBER = 260;

    private static final long DOWN_PER_MEMBER = 640;

    private static final Digest MODEL = ProtocolFederation.text("model");

    private final ProtocolFederation federation;
    private final int round;
    private final SortedMap<Integer, RingVector> vectors;
    private final Secret local = Secret.random(Randomness.secure());

    ProtocolRound(ProtocolFederation federation, int round, SortedMap<Integer, RingVector> vectors) {
        this.federation = federation;
        this.round = round;
        this.vectors = vectors;
    }

    /** Estimated from what was measured. */
    static Summing.Traffic traffic(RoundConfiguration configuration, int members) {
        return new Summing.Traffic(
                configuration.vectorBytes() + UP_PER_MEMBER * members,
                configuration.vectorBytes() + DOWN_PER_MEMBER * members);
    }

    /** The sum over those whose vector is there; empty if they are fewer than t. */
    Optional<long[]> run() {
        if (vectors.size() < federation.roll().threshold().threshold()) {
            return Optional.empty();
        }
        Signed<RoundBody.Open> open = open();
        SortedMap<Integer, MemberState> states = new TreeMap<>();
        RoundCoordinator.UploadPhase uploads = ready(open, states);
        RingVector masked = RingVector.zeros(
                federation.configuration().ring(), federation.configuration().words());
        RoundCoordinator.SurvivorsPhase survivors = upload(uploads, states, masked);
        RevealPhase reveal = endorse(survivors, states);
        states.forEach((i, state) -> ProtocolFederation.demand(reveal.accept(
                i,
                federation
                        .party(i)
                        .reveal((MemberState.Endorsed) state, reveal.message())
                        .message())));
        RevealPhase.Opening.Opened opened = (RevealPhase.Opening.Opened) reveal.open();
        reveal.unmask(masked, opened);
        Signed<RoundBody.Result> result = reveal.result(masked.hash(), opened, Bytes.EMPTY);
        if (!result.body().sum().equals(masked.hash())) {
            throw new IllegalStateException("the result must name the sum, but does not");
        }
        long[] words = masked.toSigned();
        if (words[words.length - 1] != vectors.size()) {
            throw new IllegalStateException(
                    "the sum must be over " + vectors.size() + " vectors, but was over " + words[words.length - 1]);
        }
        return Optional.of(Arrays.copyOf(words, words.length - 1));
    }

    private Signed<RoundBody.Open> open() {
        return federation
                .coordinator()
                .say(new RoundBody.Open(
                        new Scope(federation.roll().session(), 1, round, 0, Scope.COORDINATOR),
                        MODEL,
                        federation.configuration().digest(),
                        federation.established().rosterHash(),
                        Bytes.EMPTY,
                        new RoundBody.Deadlines(1, 2, 3, 4)));
    }

    private RoundCoordinator.UploadPhase ready(Signed<RoundBody.Open> open, SortedMap<Integer, MemberState> states) {
        RoundCoordinator.ReadyPhase phase = federation.roundCoordinator().open(open, Set.of());
        for (int i = 1; i <= federation.configuration().members(); i++) {
            Digest input =
                    Optional.ofNullable(vectors.get(i)).map(RingVector::hash).orElse(Digest.ZERO);
            MemberState.Prepared prepared = federation
                    .party(i)
                    .ready(new MemberState.Entered(open, open, federation.enter(i, round)), local, input);
            ProtocolFederation.demand(phase.accept(i, prepared.message()));
            if (vectors.containsKey(i)) {
                states.put(i, prepared);
            }
        }
        return phase.close().orElseThrow();
    }

    private RoundCoordinator.SurvivorsPhase upload(
            RoundCoordinator.UploadPhase phase, SortedMap<Integer, MemberState> states, RingVector masked) {
        SortedMap<Integer, CoordinatorMessage.Cohort> messages = phase.messages();
        states.replaceAll((i, state) -> {
            CoordinatorMessage.Cohort message =
                    messages.getOrDefault(i, new CoordinatorMessage.Cohort(phase.cohort(), List.of()));
            RingVector vector = Optional.ofNullable(vectors.get(i)).orElseThrow();
            MemberState.CohortAnswer answer = federation.party(i).cohort((MemberState.Prepared) state, message, MODEL);
            MemberState.Uploaded uploaded =
                    federation.party(i).upload(((MemberState.CohortAnswer.Join) answer).joined(), vector);
            ProtocolFederation.demand(phase.accept(i, uploaded.message()));
            phase.uploaded(i);
            masked.addInPlace(vector);
            return uploaded;
        });
        return phase.propose(phase.completed(), Bytes.EMPTY);
    }

    private RevealPhase endorse(RoundCoordinator.SurvivorsPhase phase, SortedMap<Integer, MemberState> states) {
        states.replaceAll((i, state) -> {
            MemberState.Endorsed endorsed =
                    federation.party(i).survivors((MemberState.Uploaded) state, phase.message());
            ProtocolFederation.demand(phase.accept(i, endorsed.message()));
            return endorsed;
        });
        return phase.close().orElseThrow();
    }
}
