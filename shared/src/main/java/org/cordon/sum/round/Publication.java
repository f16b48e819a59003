// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import java.util.Optional;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Violation;

/**
 * A state that t members have computed from a sum they checked.
 *
 * @param where the attempt whose sum it follows from
 * @param model digest of the state
 */
public record Publication(Scope where, Digest sum, Digest model) {

    /** Which manifest the receipts name; empty where there is none. {@link #verify} then demands that all name it. */
    public static Optional<Digest> manifest(CoordinatorMessage.Published message) {
        return message.receipts().stream()
                .map(receipt -> receipt.body().manifest())
                .findFirst();
    }

    /**
     * Checks that t distinct members signed receipts for the same context, sum, state and checkpoint.
     *
     * @param roll of the epoch in which they were signed, which each of them names
     */
    public static Publication verify(Roll roll, CoordinatorMessage.Published message) {
        // Spec: docs/protocol.md#result.published
        Scope where = message.scope().from(Scope.COORDINATOR);
        List<Signed<RoundBody.Receipt>> receipts = message.receipts();
        List<Integer> signers =
                receipts.stream().map(r -> r.body().scope().sender()).toList();
        roll.requireAscending(signers, where, Scope.COORDINATOR);
        if (signers.size() < roll.threshold().threshold()) {
            throw new ProtocolViolation(
                    Violation.CERTIFICATE_TOO_SMALL,
                    Scope.COORDINATOR,
                    where,
                    "a publication needs " + roll.threshold().threshold() + " receipts, but has " + signers.size());
        }
        RoundBody.Receipt first = receipts.get(0).body();
        for (Signed<RoundBody.Receipt> receipt : receipts) {
            RoundBody.Receipt body = receipt.body();
            if (!body.context().equals(first.context())
                    || !body.sum().equals(first.sum())
                    || !body.manifest().equals(roll.digest())
                    || !body.checkpoint().equals(first.checkpoint())
                    || !body.model().equals(first.model())) {
                throw new ProtocolViolation(
                        Violation.STATEMENT_MISMATCH, Scope.COORDINATOR, where, "the receipts do not agree");
            }
            roll.require(receipt, where.from(body.scope().sender()), Scope.COORDINATOR);
        }
        return new Publication(where, first.sum(), first.model());
    }
}
