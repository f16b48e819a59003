// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
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
 * @param publishedEpoch epoch of the sum that the newest publication follows from, 0 for none
 * @param publishedRound its round
 * @param summedEpoch epoch of the newest sum that was applied, 0 for none
 * @param summedRound its round
 * @param checked whether that sum's own check has passed
 * @param keys chains of the established epoch
 * @param round the open round
 * @param input where x of the open round lies on disk, once a header has named it
 */
record SessionRecord(
        RoundGuard guard,
        Digest state,
        Digest published,
        int publishedEpoch,
        int publishedRound,
        int summedEpoch,
        int summedRound,
        boolean checked,
        Optional<EpochKeys> keys,
        Optional<MemberState> round,
        Optional<SealedInput> input) {

    static SessionRecord first(Digest state) {
        return first(state, 0);
    }

    /** Before the first epoch above {@code floor}. */
    static SessionRecord first(Digest state, int floor) {
        RoundGuard guard = floor > 0 ? RoundGuard.shut(floor) : RoundGuard.NEW;
        return new SessionRecord(
                guard, state, state, 0, 0, 0, 0, true, Optional.empty(), Optional.empty(), Optional.empty());
    }

    SessionRecord with(RoundGuard next) {
        return new SessionRecord(
                next,
                state,
                published,
                publishedEpoch,
                publishedRound,
                summedEpoch,
                summedRound,
                checked,
                keys,
                round,
                input);
    }

    SessionRecord holding(Digest next) {
        return new SessionRecord(
                guard,
                next,
                published,
                publishedEpoch,
                publishedRound,
                summedEpoch,
                summedRound,
                checked,
                keys,
                round,
                input);
    }

    /** With a newer publication; empty for an older one or the same. */
    Optional<SessionRecord> publishing(Digest newest, int epoch, int number) {
        boolean later = epoch > publishedEpoch || (epoch == publishedEpoch && number > publishedRound);
        return later
                ? Optional.of(new SessionRecord(
                        guard, state, newest, epoch, number, summedEpoch, summedRound, checked, keys, round, input))
                : Optional.empty();
    }

    /**
     * With the published state in place of an older one, or of one whose own check has not passed; empty if that would go
     * back behind a sum that this member applied.
     */
    Optional<SessionRecord> adopting() {
        boolean ahead = publishedEpoch > summedEpoch || (publishedEpoch == summedEpoch && publishedRound > summedRound);
        boolean same = publishedEpoch == summedEpoch && publishedRound == summedRound && !checked;
        return ahead || same
                ? Optional.of(holding(published).summed(publishedEpoch, publishedRound, true))
                : Optional.empty();
    }

    SessionRecord summed(int epoch, int number, boolean nowChecked) {
        return new SessionRecord(
                guard, state, published, publishedEpoch, publishedRound, epoch, number, nowChecked, keys, round, input);
    }

    SessionRecord withKeys(Optional<EpochKeys> next) {
        return new SessionRecord(
                guard,
                state,
                published,
                publishedEpoch,
                publishedRound,
                summedEpoch,
                summedRound,
                checked,
                next,
                round,
                input);
    }

    SessionRecord in(Optional<MemberState> next) {
        return new SessionRecord(
                guard,
                state,
                published,
                publishedEpoch,
                publishedRound,
                summedEpoch,
                summedRound,
                checked,
                keys,
                next,
                input);
    }

    SessionRecord withInput(Optional<SealedInput> next) {
        return new SessionRecord(
                guard,
                state,
                published,
                publishedEpoch,
                publishedRound,
                summedEpoch,
                summedRound,
                checked,
                keys,
                round,
                next);
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
                .u32(publishedEpoch)
                .u16(publishedRound)
                .u32(summedEpoch)
                .u16(summedRound)
                .u8(checked ? 1 : 0)
                .toBytes();
        if (keys.isEmpty() && round.isEmpty()) {
            return new MemberStore.MemberRecord(open, Bytes.EMPTY);
        }
        Transcript secrets = new Transcript()
                .lp(keys.map(EpochKeys::encode).orElse(Bytes.EMPTY))
                .lp(model().map(m -> Bytes.wrap(m.toByteArray())).orElse(Bytes.EMPTY))
                .lp(round.flatMap(r -> states.map(s -> s.encode(r))).orElse(Bytes.EMPTY))
                .lp(input.map(SessionRecord::encode).orElse(Bytes.EMPTY));
        return new MemberStore.MemberRecord(open, secrets.toBytes());
    }

    /** Digest of the state from which the open round started. */
    Optional<Digest> model() {
        return round.map(r -> r.open().body().model());
    }

    private static Bytes encode(SealedInput input) {
        byte[] key = input.key().copyBytes();
        Bytes encoded = new Transcript().raw(key).raw(input.hash()).toBytes();
        Arrays.fill(key, (byte) 0);
        return encoded;
    }

    private static SealedInput input(Bytes encoded) {
        StoredReader in = new StoredReader(encoded);
        SealedInput input = new SealedInput(in.secret(), in.digest());
        in.end();
        return input;
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
                in.u32(),
                in.u16(),
                in.u8() == 1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        in.end();
        return read;
    }

    /**
     * The record with its secrets.
     *
     * @param states reads the states of a round that started from the given state; empty if that one is gone
     */
    static SessionRecord decode(MemberStore.MemberRecord record, Function<Digest, Optional<MemberStates>> states) {
        SessionRecord open = decode(record);
        if (record.secrets().isEmpty()) {
            return open;
        }
        StoredReader in = new StoredReader(record.secrets());
        Bytes keys = in.lp();
        Bytes model = in.lp();
        Bytes round = in.lp();
        Bytes input = in.lp();
        in.end();
        Optional<EpochKeys> chains = keys.isEmpty() ? Optional.empty() : Optional.of(EpochKeys.decode(keys));
        Optional<MemberState> state = round.isEmpty()
                ? Optional.empty()
                : chains.flatMap(
                        c -> states.apply(Digest.of(model.toByteArray())).map(s -> s.decode(round, c.roster())));
        return open.withKeys(chains)
                .in(state)
                .withInput(input.isEmpty() ? Optional.empty() : Optional.of(input(input)));
    }

    /** Whether this is the newest sum that was applied. */
    boolean isNewestSum(Scope scope) {
        return scope.epoch() == summedEpoch && scope.round() == summedRound;
    }
}
