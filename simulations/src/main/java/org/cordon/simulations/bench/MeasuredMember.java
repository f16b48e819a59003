// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cordon.simulations.summing.ProtocolFederation;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.MemberStates;
import org.cordon.sum.round.OpenCheck;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundGuard;
import org.cordon.sum.round.RoundMember;
import org.cordon.sum.round.SumCheck;
import org.cordon.sum.round.VerifiedResult;
import org.cordon.wire.MessageCodec;

/**
 * The participant whose every step is measured: from the bytes it receives to the bytes it sends, at full size. A step is
 * repeated from the same state; the last repetition counts in the round.
 */
final class MeasuredMember {
    /** What a participant does in a round. */
    enum Work {
        OPEN("open: check, step the keys"),
        READY("ready: share, seal, commit"),
        COHORT("cohort: headers, paths, shares"),
        MASK("upload: mask, state"),
        SURVIVORS("survivors: statements, endorse"),
        REVEAL("reveal: certificate, shares"),
        RESULT("result: secrets, H(sum), receipt"),
        BLOCK_CHECK("block checks, apart");

        private final String label;

        Work(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private static final int WARM_UPS = 3;

    private final ProtocolFederation federation;
    private final int index;
    private final int runs;
    private final RoundMember party;
    private final MemberStates states;
    private final Secret local = Secret.random(Randomness.secure());
    private final Map<Work, CpuTime> times = new EnumMap<>(Work.class);
    private final RingVector contribution;
    private final Bytes epochKeys;

    private Optional<MemberState> state = Optional.empty();
    private Optional<RingVector> masked = Optional.empty();

    MeasuredMember(ProtocolFederation federation, int index, RingVector contribution, int runs) {
        this.federation = federation;
        this.index = index;
        this.runs = runs;
        this.contribution = contribution;
        this.party = federation.party(index);
        this.states = new MemberStates(party);
        this.epochKeys = federation.keys(index).encode();
    }

    double millis(Work work) {
        return times.getOrDefault(work, new CpuTime(1)).medianMillis();
    }

    /** Runs the step often enough to be warm; the latest runs count, and the very last is the round's. */
    private <P, T> T repeat(Work work, Supplier<P> prepared, Function<P, T> step) {
        CpuTime time = new CpuTime(runs);
        times.put(work, time);
        for (int i = 0; i < WARM_UPS * runs; i++) {
            P from = prepared.get();
            time.measure(() -> step.apply(from));
        }
        P from = prepared.get();
        return time.measure(() -> step.apply(from));
    }

    private <S extends MemberState> S state(Class<S> kind) {
        return state.flatMap(s -> s.as(kind)).orElseThrow();
    }

    private <S extends MemberState> S copy(Class<S> kind) {
        List<Integer> roster = federation.established().roster();
        return states.decode(states.encode(state(kind)), roster).as(kind).orElseThrow();
    }

    void enter(Bytes message) {
        state = Optional.of(repeat(Work.OPEN, () -> EpochKeys.decode(epochKeys), keys -> {
            Signed<RoundBody.Open> open =
                    event(message, CoordinatorMessage.Open.class).signed();
            new OpenCheck(
                            federation.roll(),
                            open.body().model(),
                            federation.configuration(),
                            federation.established().rosterHash())
                    .check(open, new RoundGuard(open.body().scope().epoch(), 0, 0, 0), Optional.empty());
            EpochKeys.Entry entry = keys.enter(open.body().scope().round());
            return new MemberState.Entered(open, open, entry.keys());
        }));
    }

    Bytes ready() {
        MemberState.Entered entered = state(MemberState.Entered.class);
        Bytes[] sent = new Bytes[1];
        MemberState.Prepared prepared = repeat(Work.READY, () -> entered, from -> {
            MemberState.Prepared next = party.ready(from, local, contribution.hash());
            sent[0] = MessageCodec.encode(next.message());
            return next;
        });
        state = Optional.of(prepared);
        return sent[0];
    }

    /** Checks the cohort, then masks. */
    MemberState.Uploaded upload(Bytes message) {
        MemberState.Prepared prepared = state(MemberState.Prepared.class);
        Digest published = prepared.open().body().model();
        MemberState.Joined joined = repeat(Work.COHORT, () -> prepared, from -> {
            CoordinatorMessage.Cohort cohort = event(message, CoordinatorMessage.Cohort.class);
            return ((MemberState.CohortAnswer.Join) party.cohort(from, cohort, published)).joined();
        });
        MemberState.Uploaded uploaded = repeat(Work.MASK, contribution::copy, vector -> {
            masked = Optional.of(vector);
            return party.upload(joined, vector);
        });
        state = Optional.of(uploaded);
        return uploaded;
    }

    MemberState state() {
        return state.orElseThrow();
    }

    RingVector masked() {
        return masked.orElseThrow();
    }

    Bytes endorse(Bytes message) {
        MemberState.Uploaded uploaded = state(MemberState.Uploaded.class);
        MemberState.Endorsed endorsed = repeat(
                Work.SURVIVORS,
                () -> uploaded,
                from -> party.survivors(
                        from, event(message, CoordinatorMessage.Survivors.class).signed()));
        state = Optional.of(endorsed);
        return MessageCodec.encode(new MemberMessage.Endorsement(endorsed.message()));
    }

    Bytes reveal(Bytes message) {
        Bytes[] sent = new Bytes[1];
        MemberState.Revealed revealed = repeat(Work.REVEAL, () -> copy(MemberState.Endorsed.class), from -> {
            MemberState.Revealed next = party.reveal(from, event(message, CoordinatorMessage.Certificate.class));
            sent[0] = MessageCodec.encode(next.message());
            return next;
        });
        state = Optional.of(revealed);
        return sent[0];
    }

    /** Checks certificate, secrets, H(sum) and count; everything but the blocks. */
    Bytes result(Bytes message, RingVector sum, Digest seed, List<Block> blocks) {
        MemberState.Revealed revealed = state(MemberState.Revealed.class);
        Bytes[] sent = new Bytes[1];
        repeat(Work.RESULT, () -> revealed, from -> {
            VerifiedResult result = verify(from, message);
            try (SumCheck check = new SumCheck(result, sum, seed)) {
                RoundBody.Result body = result.signed().body();
                Scope own = body.scope().from(index);
                sent[0] = MessageCodec.encode(new MemberMessage.Receipt(federation
                        .speaker(index)
                        .say(new RoundBody.Receipt(
                                own,
                                body.context(),
                                body.sum(),
                                body.sum(),
                                federation.roll().digest(),
                                body.checkpoint()))));
                return check.complete();
            }
        });
        VerifiedResult result = verify(revealed, message);
        repeat(Work.BLOCK_CHECK, () -> new SumCheck(result, sum, seed), check -> {
            blocks.forEach(check::accept);
            check.finish();
            check.close();
            return check.complete();
        });
        return sent[0];
    }

    private VerifiedResult verify(MemberState.Revealed revealed, Bytes message) {
        return VerifiedResult.verify(
                federation.roll(),
                federation.configuration(),
                federation.established().roster(),
                revealed.cohort(),
                revealed.survivors(),
                Optional.of(revealed.certificate()),
                event(message, CoordinatorMessage.Result.class).signed());
    }

    private static <M extends CoordinatorMessage> M event(Bytes message, Class<M> kind) {
        return kind.cast(MessageCodec.coordinatorMessage(message));
    }

    /** The packed vector as it leaves, in pieces of 64 KiB. */
    static List<ByteBuffer> pieces(RingVector vector) {
        List<ByteBuffer> pieces = new ArrayList<>();
        ByteBuffer content = vector.asReadOnlyBuffer();
        for (int at = 0; at < content.limit(); at += 1 << 16) {
            pieces.add(content.slice(at, Math.min(1 << 16, content.limit() - at)));
        }
        return pieces;
    }
}
