// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.Optional;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.suite.Transcript;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.StoredReader;

/**
 * A member's durable counters of one session: the newest attempt it entered and the newest round it endorsed.
 *
 * <p><b>Guarantees.</b> {@link #mayEnter} lets (epoch, round, attempt) only grow and shuts a round once it was endorsed;
 * {@link #mayEndorse} lets a round be endorsed once, whatever the attempt. Each gives the next guard, which the caller
 * makes durable before it acts.
 *
 * @param epoch newest epoch for which keys were advertised; 0 before the first
 * @param round newest round entered in that epoch; 0 before the first
 * @param attempt newest attempt entered in that round
 * @param endorsed newest round endorsed in that epoch; 0 for none
 */
public record RoundGuard(int epoch, int round, int attempt, int endorsed) {
    /** A member that has seen nothing yet. */
    public static final RoundGuard NEW = new RoundGuard(0, 0, 0, 0);

    /** A member that may have done anything up to the end of {@code epoch}: nothing there is open to it any more. */
    public static RoundGuard shut(int epoch) {
        return new RoundGuard(epoch, EpochKeys.ROUNDS, 0xffff, EpochKeys.ROUNDS);
    }

    /** Whether nothing can be entered in the newest epoch. */
    public boolean isShut() {
        return endorsed == EpochKeys.ROUNDS && attempt == 0xffff;
    }

    /** Keys for a later epoch may be advertised: earlier epochs are shut. */
    public Optional<RoundGuard> mayAdvertise(int nextEpoch) {
        // Spec: docs/protocol.md#epoch.close
        return nextEpoch > epoch ? Optional.of(new RoundGuard(nextEpoch, 0, 0, 0)) : Optional.empty();
    }

    /** The attempt may be entered. */
    public Optional<RoundGuard> mayEnter(Scope scope) {
        // Spec: docs/protocol.md#open.guard
        boolean later = scope.round() > round || (scope.round() == round && scope.attempt() > attempt);
        boolean open = scope.epoch() == epoch && scope.round() >= 1 && scope.round() > endorsed;
        return later && open
                ? Optional.of(new RoundGuard(epoch, scope.round(), scope.attempt(), endorsed))
                : Optional.empty();
    }

    /** The attempt last entered may be endorsed. */
    public Optional<RoundGuard> mayEndorse(Scope scope) {
        // Spec: docs/protocol.md#survivors.once
        boolean entered = scope.epoch() == epoch && scope.round() == round && scope.attempt() == attempt;
        return entered && scope.round() > endorsed
                ? Optional.of(new RoundGuard(epoch, round, attempt, scope.round()))
                : Optional.empty();
    }

    /**
     * The guard of a member that may have signed in {@code said} already, of which this guard need not know: that round and those
     * before it are never entered or endorsed again, nor is a later epoch whose keys are not here.
     */
    public RoundGuard raised(Scope said) {
        if (said.epoch() > epoch) {
            return shut(said.epoch());
        }
        if (said.epoch() < epoch || said.round() <= endorsed) {
            return this;
        }
        boolean later = said.round() > round;
        return new RoundGuard(epoch, Math.max(round, said.round()), later ? said.attempt() : attempt, said.round());
    }

    /** Whether a later attempt was entered: what was said in this one was known then. */
    public boolean isPast(Scope said) {
        return knows(said) && !(said.epoch() == epoch && said.round() == round && said.attempt() == attempt);
    }

    /** Whether the attempt, or a later one, was entered. */
    public boolean knows(Scope said) {
        return said.epoch() < epoch
                || (said.epoch() == epoch
                        && (said.round() < round || (said.round() == round && said.attempt() <= attempt)));
    }

    public Bytes encode() {
        return new Transcript().u32(epoch).u16(round).u16(attempt).u16(endorsed).toBytes();
    }

    /** Reads what {@link #encode} wrote; anything else is an {@link IllegalArgumentException}. */
    public static RoundGuard decode(Bytes encoded) {
        StoredReader in = new StoredReader(encoded);
        int epoch = in.u32();
        int round = in.u16(0, EpochKeys.ROUNDS);
        RoundGuard guard = new RoundGuard(epoch, round, in.u16(), in.u16(0, round));
        in.end();
        return guard;
    }
}
