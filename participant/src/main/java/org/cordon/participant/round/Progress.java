// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.Optional;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Transcript;
import org.cordon.sum.epoch.StoredReader;

/**
 * How far a member is in a task.
 *
 * @param state digest of the public state it holds
 * @param published digest of the newest published state, or the charter's
 * @param publishedAt the round whose sum the newest publication follows from
 * @param summedAt the round of the newest sum that was applied
 * @param checked whether that sum's own check has passed
 * @param endorsed how many rounds it has endorsed: as many sums over its data may have been opened
 */
record Progress(Digest state, Digest published, Place publishedAt, Place summedAt, boolean checked, int endorsed) {

    /** A round of an epoch; none yet is (0, 0). */
    record Place(int epoch, int round) {
        static final Place NONE = new Place(0, 0);

        static Place of(Scope scope) {
            return new Place(scope.epoch(), scope.round());
        }

        boolean isAfter(Place other) {
            return epoch > other.epoch || (epoch == other.epoch && round > other.round);
        }
    }

    static Progress first(Digest state) {
        return new Progress(state, state, Place.NONE, Place.NONE, true, 0);
    }

    /** With a newer publication; empty for an older one or the same. */
    Optional<Progress> publishing(Digest newest, Place at) {
        return at.isAfter(publishedAt)
                ? Optional.of(new Progress(state, newest, at, summedAt, checked, endorsed))
                : Optional.empty();
    }

    /**
     * With the published state in place of an older one, or of one whose own check has not passed; empty if that would go
     * back behind a sum that this member applied.
     */
    Optional<Progress> adopting() {
        boolean same = publishedAt.equals(summedAt) && !checked;
        return publishedAt.isAfter(summedAt) || same
                ? Optional.of(new Progress(published, published, publishedAt, publishedAt, true, endorsed))
                : Optional.empty();
    }

    /** A sum was applied; its own check comes. */
    Progress summed(Place at, Digest next) {
        return new Progress(next, published, publishedAt, at, false, endorsed);
    }

    /** The newest sum's own check has passed. */
    Progress checkedNow() {
        return new Progress(state, published, publishedAt, summedAt, true, endorsed);
    }

    /** One more round is endorsed. */
    Progress endorsing() {
        return new Progress(state, published, publishedAt, summedAt, checked, endorsed + 1);
    }

    /** Whether the sum of that round or of a later one was applied. */
    boolean hasSummed(Scope scope) {
        return !Place.of(scope).isAfter(summedAt);
    }

    /** Whether the state after that round, or after a later one, is published: nothing of the round is of use any more. */
    boolean isPublishedSince(Scope scope) {
        return !Place.of(scope).isAfter(publishedAt);
    }

    /** Whether this is the newest sum that was applied. */
    boolean isNewestSum(Scope scope) {
        return Place.of(scope).equals(summedAt);
    }

    /** Whether the next `ready` may go out: the last sum passed our own check, or t members checked it. */
    boolean isSettled() {
        return checked || published.equals(state);
    }

    Bytes encode() {
        return new Transcript()
                .raw(state)
                .raw(published)
                .u32(publishedAt.epoch())
                .u16(publishedAt.round())
                .u32(summedAt.epoch())
                .u16(summedAt.round())
                .u8(checked ? 1 : 0)
                .u32(endorsed)
                .toBytes();
    }

    static Progress decode(Bytes encoded) {
        StoredReader in = new StoredReader(encoded);
        Progress read = new Progress(
                in.digest(),
                in.digest(),
                new Place(in.u32(), in.u16()),
                new Place(in.u32(), in.u16()),
                in.u8() == 1,
                in.u32());
        in.end();
        return read;
    }
}
