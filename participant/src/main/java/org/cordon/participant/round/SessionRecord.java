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
 * @param epoch under which manifest keys were advertised last
 * @param progress states, sums and publications
 * @param keys chains of the established epoch
 * @param round the open round
 * @param input where x of the open round lies on disk, once a header has named it
 */
record SessionRecord(
        RoundGuard guard,
        Under epoch,
        Progress progress,
        Optional<EpochKeys> keys,
        Optional<MemberState> round,
        Optional<SealedInput> input) {

    /**
     * A manifest.
     *
     * @param version its place in the history; never goes back within a session
     */
    record Under(Digest manifest, int version) {
        static final Under NONE = new Under(Digest.of(new byte[Digest.BYTES]), 0);
    }

    static SessionRecord first(Digest state) {
        return first(state, 0);
    }

    /** Before the first epoch above {@code floor}. */
    static SessionRecord first(Digest state, int floor) {
        return new SessionRecord(
                floor > 0 ? RoundGuard.shut(floor) : RoundGuard.NEW,
                Under.NONE,
                Progress.first(state),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    SessionRecord with(RoundGuard next) {
        return new SessionRecord(next, epoch, progress, keys, round, input);
    }

    SessionRecord with(Progress next) {
        return new SessionRecord(guard, epoch, next, keys, round, input);
    }

    SessionRecord withKeys(Optional<EpochKeys> next) {
        return new SessionRecord(guard, epoch, progress, next, round, input);
    }

    SessionRecord in(Optional<MemberState> next) {
        return new SessionRecord(guard, epoch, progress, keys, next, input);
    }

    SessionRecord withInput(Optional<SealedInput> next) {
        return new SessionRecord(guard, epoch, progress, keys, round, next);
    }

    /** Keys of a new epoch are on their way: those of every earlier epoch are gone. */
    SessionRecord advertising(RoundGuard next, Under manifest) {
        return new SessionRecord(next, manifest, progress, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Without any secret: the task is over. */
    SessionRecord ended() {
        return advertising(guard, epoch);
    }

    /** Digest of the public state this member holds. */
    Digest state() {
        return progress.state();
    }

    /** Digest of the state from which the open round started. */
    Optional<Digest> model() {
        return round.map(r -> r.open().body().model());
    }

    /** Whether the open round is in this attempt. */
    boolean isAt(Scope scope) {
        return round.filter(r -> r.open().body().scope().from(0).equals(scope.from(0)))
                .isPresent();
    }

    MemberStore.MemberRecord encode(Optional<MemberStates> states) {
        Bytes open = new Transcript()
                .lp(guard.encode())
                .raw(epoch.manifest())
                .u32(epoch.version())
                .lp(progress.encode())
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
                new Under(in.digest(), in.u32()),
                Progress.decode(in.lp()),
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
}
