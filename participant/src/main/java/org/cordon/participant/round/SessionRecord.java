// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.Optional;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Secret;
import org.cordon.suite.Transcript;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.StoredReader;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.MemberStates;
import org.cordon.sum.round.RoundGuard;

/**
 * What a member keeps of a session between steps; {@link MemberStore} makes it durable.
 *
 * @param guard counters
 * @param state digest of the public state this member holds
 * @param published digest of the newest published state, or the charter's
 * @param summedEpoch epoch of the newest sum that was applied, 0 for none
 * @param summedRound its round
 * @param checked whether that sum's own check has passed
 * @param keys chains of the established epoch
 * @param round the open round
 * @param vectorKey under which x lies on disk
 */
record SessionRecord(
        RoundGuard guard,
        Digest state,
        Digest published,
        int summedEpoch,
        int summedRound,
        boolean checked,
        Optional<EpochKeys> keys,
        Optional<MemberState> round,
        Optional<Secret> vectorKey) {

    static SessionRecord first(Digest state) {
        return new SessionRecord(
                RoundGuard.NEW, state, state, 0, 0, true, Optional.empty(), Optional.empty(), Optional.empty());
    }

    SessionRecord with(RoundGuard next) {
        return new SessionRecord(
                next, state, published, summedEpoch, summedRound, checked, keys, round, vectorKey);
    }

    SessionRecord holding(Digest next) {
        return new SessionRecord(
                guard, next, published, summedEpoch, summedRound, checked, keys, round, vectorKey);
    }

    SessionRecord publishing(Digest newest) {
        return new SessionRecord(
                guard, state, newest, summedEpoch, summedRound, checked, keys, round, vectorKey);
    }

    SessionRecord summed(int epoch, int number, boolean nowChecked) {
        return new SessionRecord(guard, state, published, epoch, number, nowChecked, keys, round, vectorKey);
    }

    SessionRecord withKeys(Optional<EpochKeys> next) {
        return new SessionRecord(
                guard, state, published, summedEpoch, summedRound, checked, next, round, vectorKey);
    }

    SessionRecord in(Optional<MemberState> next) {
        return new SessionRecord(
                guard, state, published, summedEpoch, summedRound, checked, keys, next, vectorKey);
    }

    SessionRecord withVectorKey(Optional<Secret> next) {
        return new SessionRecord(guard, state, published, summedEpoch, summedRound, checked, keys, round, next);
    }

    /** Whether the sum of (epoch, round) or a later one was applied. */
    boolean hasSummed(int epoch, int number) {
        return epoch < summedEpoch || (epoch == summedEpoch && number <= summedRound);
    }

    MemberStore.MemberRecord encode(Optional<MemberStates> states) {
        Bytes open = new Transcript()
                .lp(guard.encode())
                .raw(state)
                .raw(published)
                .u32(summedEpoch)
                .u16(summedRound)
                .u8(checked ? 1 : 0)
                .toBytes();
        if (keys.isEmpty() && round.isEmpty()) {
            return new MemberStore.MemberRecord(open, Bytes.EMPTY);
        }
        Transcript secrets = new Transcript()
                .lp(keys.map(EpochKeys::encode).orElse(Bytes.EMPTY))
                .lp(round.flatMap(r -> states.map(s -> s.encode(r))).orElse(Bytes.EMPTY))
                .lp(vectorKey.map(k -> Bytes.wrap(k.copyBytes())).orElse(Bytes.EMPTY));
        return new MemberStore.MemberRecord(open, secrets.toBytes());
    }

    /** The public part, without keys and round. */
    static SessionRecord decode(MemberStore.MemberRecord record) {
        StoredReader in = new StoredReader(record.guard());
        SessionRecord read = new SessionRecord(
                RoundGuard.decode(in.lp()),
                in.digest(),
                in.digest(),
                in.u32(),
                in.u16(),
                in.u8() == 1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        in.end();
        return read;
    }

    /** The record with its secrets; the states need the round's configuration, which follows from the public part. */
    static SessionRecord decode(MemberStore.MemberRecord record, Optional<MemberStates> states) {
        SessionRecord open = decode(record);
        if (record.secrets().isEmpty()) {
            return open;
        }
        StoredReader in = new StoredReader(record.secrets());
        Bytes keys = in.lp();
        Bytes round = in.lp();
        Bytes vectorKey = in.lp();
        in.end();
        Optional<EpochKeys> chains = keys.isEmpty() ? Optional.empty() : Optional.of(EpochKeys.decode(keys));
        Optional<MemberState> state = round.isEmpty()
                ? Optional.empty()
                : chains.flatMap(c -> states.map(s -> s.decode(round, c.roster())));
        return open.withKeys(chains)
                .in(state)
                .withVectorKey(
                        vectorKey.isEmpty() ? Optional.empty() : Optional.of(Secret.of(vectorKey.toByteArray())));
    }
}
