// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import java.util.Optional;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.SeededRandomness;
import org.cordon.suite.Signed;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.EpochMember;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.ring.RingVector;
import org.cordon.wire.ProtoCodec;

/**
 * One member with what it keeps durably, step by step; honest, but its keys are at the test's disposal so that it can be made
 * to lie.
 */
final class TestMember {
    final int index;
    final Roll roll;
    final Speaker speaker;
    final Randomness randomness;
    final Secret local;

    RoundConfiguration configuration;
    RoundGuard guard = RoundGuard.NEW;
    Digest model;
    long[] values = {};
    Optional<EpochKeys> keys = Optional.empty();
    Optional<MemberState> state = Optional.empty();
    /** y of the attempt, once the member has masked. */
    Optional<RingVector> masked = Optional.empty();

    TestMember(int index, Roll roll, SigningKey key, RoundConfiguration configuration, long seed) {
        this.index = index;
        this.roll = roll;
        this.speaker = new Speaker(key, new ProtoCodec());
        this.randomness = SeededRandomness.forTesting(seed * 1009 + index);
        this.local = Secret.random(randomness);
        this.configuration = configuration;
        this.model = Hashes.blob(Bytes.EMPTY);
    }

    VerifyKey witnessKey() {
        try (SigningKey key = SigningKey.witness(local, roll.session())) {
            return key.verifyKey();
        }
    }

    EpochMember epochMember() {
        return new EpochMember(roll, index, configuration.minSurvivors(), speaker, randomness);
    }

    RoundMember party() {
        return new RoundMember(roll, index, configuration, speaker, randomness);
    }

    EpochKeys keys() {
        return keys.orElseThrow();
    }

    <S extends MemberState> S state(Class<S> kind) {
        return state.flatMap(s -> s.as(kind))
                .orElseThrow(() -> new AssertionError("state of member " + index + " is " + state));
    }

    /** x: the values and the count slot. */
    RingVector contribution() {
        return configuration.contribution(values);
    }

    /** Checks {@code open}, steps the keys or goes back to the round's, and stands in {@link MemberState.Entered}. */
    void enter(Signed<RoundBody.Open> open) {
        Optional<Signed<RoundBody.Open>> first = state.flatMap(TestMember::firstOpen);
        guard = new OpenCheck(roll, model, configuration, keys().rosterHash()).check(open, guard, first);
        boolean retry = first.filter(
                        f -> f.body().scope().round() == open.body().scope().round())
                .isPresent();
        if (retry) {
            state = Optional.of(party().retry(state.orElseThrow(), open));
        } else {
            state.ifPresent(MemberState::close);
            EpochKeys.Entry entry = keys().enter(open.body().scope().round());
            keys = Optional.of(entry.rest());
            state = Optional.of(new MemberState.Entered(open, open, entry.keys()));
        }
        masked = Optional.empty();
    }

    private static Optional<Signed<RoundBody.Open>> firstOpen(MemberState state) {
        if (state instanceof MemberState.Entered entered) {
            return Optional.of(entered.first());
        }
        if (state instanceof MemberState.Complained complained) {
            return Optional.of(complained.entered().first());
        }
        if (state instanceof MemberState.Prepared prepared) {
            return Optional.of(prepared.entered().first());
        }
        if (state instanceof MemberState.Uploaded uploaded) {
            return Optional.of(uploaded.entered().first());
        }
        return Optional.empty();
    }

    MemberMessage.Ready ready() {
        MemberState.Prepared prepared = party().ready(
                        state(MemberState.Entered.class), local, contribution().hash());
        state = Optional.of(prepared);
        return prepared.message();
    }

    /** Masks and uploads, unless there is something to complain about, which is returned. */
    Optional<Signed<RoundBody.Complaint>> cohort(CoordinatorMessage.Cohort cohort) {
        MemberState.CohortAnswer answer = party().cohort(state(MemberState.Prepared.class), cohort, model);
        if (answer instanceof MemberState.CohortAnswer.Complain complain) {
            state = Optional.of(complain.state());
            return Optional.of(complain.message());
        }
        RingVector vector = contribution();
        state = Optional.of(party().upload(((MemberState.CohortAnswer.Join) answer).joined(), vector));
        masked = Optional.of(vector);
        return Optional.empty();
    }

    Signed<RoundBody.Upload> statement() {
        return state(MemberState.Uploaded.class).message();
    }

    /** A reveal of this member's making, with the receipt that goes with it. */
    MemberMessage.Reveal say(RoundBody.Reveal reveal, Digest survivors) {
        return new MemberMessage.Reveal(speaker.say(reveal), speaker.say(RoundMember.receipt(reveal, survivors)));
    }

    Signed<RoundBody.Endorsement> endorse(Signed<RoundBody.Survivors> proposal) {
        MemberState.Uploaded uploaded = state(MemberState.Uploaded.class);
        MemberState.Endorsed endorsed = party().survivors(uploaded, proposal);
        guard = guard.mayEndorse(uploaded.open().body().scope())
                .orElseThrow(() -> new AssertionError("the guard of member " + index + " is shut: " + guard));
        state = Optional.of(endorsed);
        return endorsed.message();
    }

    MemberMessage.Reveal reveal(CoordinatorMessage.Certificate certificate) {
        MemberState.Revealed revealed = party().reveal(state(MemberState.Endorsed.class), certificate);
        state = Optional.of(revealed);
        return revealed.message();
    }

    /** Everything durable goes to bytes and back, as when the process was killed; the rest is lost. */
    void restart(List<Integer> roster) {
        MemberStates states = new MemberStates(party());
        guard = RoundGuard.decode(guard.encode());
        keys = keys.map(k -> EpochKeys.decode(k.encode()));
        state = state.map(s -> states.decode(states.encode(s), roster));
    }

    @Override
    public String toString() {
        return "member " + index;
    }
}
