// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.nio.charset.StandardCharsets;
import org.cordon.computation.DataFunction;
import org.cordon.suite.Digest;
import org.cordon.suite.FieldHash;
import org.cordon.suite.HashLabel;
import org.cordon.suite.Hashes;

/**
 * The name of all sums that may be subtracted from each other: same function of the rows, same columns, whatever the task.
 *
 * <p>{@code H("group"; consortium, computation, reach, base, u16 1 and label or u16 0 and nothing, the columns in
 * alphabetical order)}.
 *
 * <p><b>Guarantees.</b> A group is never split by what leaves a member's words as they are: name, version, purpose, dates,
 * thresholds, schema and stages of the task; the order of its columns; parameters that only tune, like bins, caps, learning rate
 * or the number of rounds ({@link DataFunction} leaves them out). A round that is tried again is in the group of the first
 * try. The consortium is part, as member indexes mean nothing beyond it.
 *
 * <p><b>Does not check</b> across groups: charters with overlapping columns are two groups, although counts of the shared
 * columns can be subtracted; so are two computations that both tell the number of rows, and updates from two models that
 * hardly differ. Approvers see columns and computation of each charter. A change of the rows over time is no other
 * group. Tasks with differential privacy are exempt from the guard, which is for the caller to know.
 *
 * <p>Source: docs/protocol.md, Differencing; claim 33 of the audit.
 */
public final class FunctionGroup {
    private FunctionGroup() {}

    /**
     * The group of the sum that {@code state} asks for. It takes about as long as a hash of the state: compute it once a
     * round.
     *
     * @throws IllegalArgumentException if the task has no more rounds
     */
    public static Digest of(Charter charter, TaskState state) {
        return of(charter, state.function());
    }

    /** The group of a sum of {@code function} under {@code charter}. */
    public static Digest of(Charter charter, DataFunction function) {
        // Spec: docs/protocol.md#survivors.group
        FieldHash hash = Hashes.start(HashLabel.GROUP)
                .field(charter.consortium())
                .field(utf8(function.computation()))
                .field(utf8(function.reach().text()))
                .field(function.base())
                .u16(charter.label().isPresent() ? 1 : 0)
                .field(utf8(charter.label().orElse("")));
        charter.columns().stream().sorted().forEach(column -> hash.field(utf8(column)));
        return hash.digest();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
