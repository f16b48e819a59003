// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.RoundKeys;

/**
 * Where a member stands in a round. Each state holds the message that goes out when it was reached, so that it can be sent
 * again byte for byte; {@link MemberStates} turns states into bytes for a sealed store.
 *
 * <p>Order: {@link Entered}, {@link Prepared}, {@link Uploaded} (or {@link Complained}), {@link Endorsed}, {@link Revealed}.
 */
public sealed interface MemberState extends AutoCloseable {

    /** The attempt's {@code open}. */
    Signed<RoundBody.Open> open();

    /** Erases the secrets of this state. */
    @Override
    void close();

    /**
     * The round is entered; the contribution is being computed.
     *
     * @param first the attempt of this round that was entered first; equals {@code open} but in a retry
     */
    record Entered(Signed<RoundBody.Open> first, Signed<RoundBody.Open> open, RoundKeys keys) implements MemberState {
        @Override
        public void close() {
            keys.close();
        }

        @Override
        public String toString() {
            return "Entered";
        }
    }

    /** The header is out: the secrets b, k and p_ij of this attempt. */
    final class Prepared implements MemberState {
        final Entered entered;
        final Digest input;
        final Secret selfMask;
        final Secret recoveryKey;
        final SortedMap<Integer, Secret> premasks;
        final MemberMessage.Ready message;

        Prepared(
                Entered entered,
                Digest input,
                Secret selfMask,
                Secret recoveryKey,
                SortedMap<Integer, Secret> premasks,
                MemberMessage.Ready message) {
            this.entered = entered;
            this.input = input;
            this.selfMask = selfMask;
            this.recoveryKey = recoveryKey;
            this.premasks = premasks;
            this.message = message;
        }

        @Override
        public Signed<RoundBody.Open> open() {
            return entered.open();
        }

        /** What the round was entered with: its keys serve a retry. */
        public Entered entered() {
            return entered;
        }

        /** H(x): the contribution that belongs to these secrets. */
        public Digest input() {
            return input;
        }

        public MemberMessage.Ready message() {
            return message;
        }

        /** Erases b, k and p_ij; the round's keys stay, as a retry needs them. */
        void eraseAttempt() {
            selfMask.close();
            recoveryKey.close();
            premasks.values().forEach(Secret::close);
        }

        @Override
        public void close() {
            eraseAttempt();
            entered.close();
        }

        @Override
        public String toString() {
            return "Prepared";
        }
    }

    /** A pair of the cohort did not fit: this attempt is over for the member, a retry is not. */
    record Complained(Entered entered, Signed<RoundBody.Complaint> message) implements MemberState {
        @Override
        public Signed<RoundBody.Open> open() {
            return entered.open();
        }

        @Override
        public void close() {
            entered.close();
        }

        @Override
        public String toString() {
            return "Complained";
        }
    }

    /** The masked vector is fixed: the shares of the others are held until the reveal. */
    final class Uploaded implements MemberState {
        final Prepared prepared;
        final VerifiedCohort cohort;
        final SortedMap<Integer, Secret> selfShares;
        final SortedMap<Integer, Secret> recoveryShares;
        final Signed<RoundBody.Upload> message;

        Uploaded(
                Prepared prepared,
                VerifiedCohort cohort,
                SortedMap<Integer, Secret> selfShares,
                SortedMap<Integer, Secret> recoveryShares,
                Signed<RoundBody.Upload> message) {
            this.prepared = prepared;
            this.cohort = cohort;
            this.selfShares = selfShares;
            this.recoveryShares = recoveryShares;
            this.message = message;
        }

        @Override
        public Signed<RoundBody.Open> open() {
            return prepared.open();
        }

        public VerifiedCohort cohort() {
            return cohort;
        }

        /** See {@link Prepared#entered}. */
        public Entered entered() {
            return prepared.entered();
        }

        /** See {@link Prepared#input}. */
        public Digest input() {
            return prepared.input();
        }

        public Signed<RoundBody.Upload> message() {
            return message;
        }

        void eraseAttempt() {
            prepared.eraseAttempt();
            selfShares.values().forEach(Secret::close);
            recoveryShares.values().forEach(Secret::close);
        }

        @Override
        public void close() {
            eraseAttempt();
            prepared.close();
        }

        @Override
        public String toString() {
            return "Uploaded";
        }
    }

    /** The one signature of the round is given. */
    record Endorsed(Uploaded uploaded, VerifiedSurvivors survivors, Signed<RoundBody.Endorsement> message)
            implements MemberState {
        @Override
        public Signed<RoundBody.Open> open() {
            return uploaded.open();
        }

        @Override
        public void close() {
            uploaded.close();
        }

        @Override
        public String toString() {
            return "Endorsed";
        }
    }

    /** The shares are out and every secret of the round is erased. */
    record Revealed(
            Signed<RoundBody.Open> open,
            VerifiedCohort cohort,
            VerifiedSurvivors survivors,
            VerifiedCertificate certificate,
            MemberMessage.Reveal message)
            implements MemberState {
        @Override
        public void close() {}

        @Override
        public String toString() {
            return "Revealed";
        }
    }

    /** What {@link RoundMember#cohort} makes of a cohort. */
    sealed interface CohortAnswer {
        /** All fits: mask with these and upload. */
        record Join(Joined joined) implements CohortAnswer {}

        /** A pair does not fit: no upload in this attempt. */
        record Complain(Complained state) implements CohortAnswer {
            public Signed<RoundBody.Complaint> message() {
                return state.message();
            }
        }
    }

    /** A cohort that fits, before masking. */
    final class Joined {
        final Prepared prepared;
        final VerifiedCohort cohort;
        final SortedMap<Integer, Secret> selfShares;
        final SortedMap<Integer, Secret> recoveryShares;

        Joined(
                Prepared prepared,
                VerifiedCohort cohort,
                SortedMap<Integer, Secret> selfShares,
                SortedMap<Integer, Secret> recoveryShares) {
            this.prepared = prepared;
            this.cohort = cohort;
            this.selfShares = selfShares;
            this.recoveryShares = recoveryShares;
        }

        public VerifiedCohort cohort() {
            return cohort;
        }

        void eraseShares() {
            selfShares.values().forEach(Secret::close);
            recoveryShares.values().forEach(Secret::close);
        }

        @Override
        public String toString() {
            return "Joined";
        }
    }

    /** The stream seeds of a sum: those that were added and those that were subtracted. */
    record MaskSeeds(List<Secret> plus, List<Secret> minus) implements AutoCloseable {
        @Override
        public void close() {
            plus.forEach(Secret::close);
            minus.forEach(Secret::close);
        }

        @Override
        public String toString() {
            return "MaskSeeds[" + plus.size() + " plus, " + minus.size() + " minus]";
        }
    }

    /** The bytes of a seed that is public once revealed. */
    static Bytes opened(Secret secret) {
        return Bytes.wrap(secret.copyBytes());
    }

    /** The last-reached state of the given kind, if this is one. */
    default <S extends MemberState> Optional<S> as(Class<S> kind) {
        return kind.isInstance(this) ? Optional.of(kind.cast(this)) : Optional.empty();
    }
}
