// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.Charter;
import org.cordon.task.PrivacyTerms;
import org.cordon.task.Stage;
import org.cordon.task.Timing;

/** Charters to encode: a small one, and one with every field at its bound. */
final class WireCharters {
    private WireCharters() {}

    static Charter small() {
        return new Charter(
                Digest.of(new byte[32]),
                "fraud",
                1,
                "find fraud",
                "legitimate interest",
                List.of("Alpha Exchange AG"),
                Optional.empty(),
                "accounts",
                List.of(new Stage("scaling", Bytes.EMPTY, 3), new Stage("network", Bytes.of(new byte[] {1, 2}), 20)),
                5,
                3,
                List.of("amount", "age"),
                Optional.empty(),
                Digest.of(new byte[32]),
                Optional.empty(),
                Optional.of("a trial"),
                Duration.ZERO,
                Timing.uniform(Duration.ofSeconds(30)),
                Instant.EPOCH,
                Instant.ofEpochSecond(1_800_000_000L));
    }

    static Charter greatest() {
        String prose = "\u20ac".repeat(Charter.MAX_PROSE);
        String name = "\u20ac".repeat(Charter.MAX_COLUMN_NAME - 4);
        return new Charter(
                Digest.of(new byte[32]),
                "n".repeat(64),
                Integer.MAX_VALUE,
                prose,
                prose,
                IntStream.range(0, Charter.MAX_CONTROLLERS)
                        .mapToObj(i -> "\u20ac".repeat(Charter.MAX_CONTROLLER - 2) + (10 + i))
                        .toList(),
                Optional.of(Digest.of(new byte[32])),
                "s".repeat(64),
                IntStream.range(0, Charter.MAX_STAGES)
                        .mapToObj(i -> new Stage(
                                "c".repeat(64), Bytes.wrap(new byte[Stage.MAX_PARAMETER_BYTES]), Stage.MAX_ROUNDS))
                        .toList(),
                255,
                255,
                IntStream.range(0, Charter.MAX_COLUMNS)
                        .mapToObj(i -> name + (1000 + i))
                        .toList(),
                Optional.of("\u20ac".repeat(Charter.MAX_COLUMN_NAME)),
                Digest.of(new byte[32]),
                Optional.empty(),
                Optional.of(prose),
                Charter.LONGEST_RETENTION,
                Timing.uniform(Timing.LONGEST),
                Charter.LATEST.minusSeconds(1),
                Charter.LATEST);
    }

    /** The small one under differential privacy. */
    static Charter under(PrivacyTerms terms) {
        Charter small = small();
        return new Charter(
                small.consortium(),
                small.name(),
                small.version(),
                small.purpose(),
                small.legalBasis(),
                small.controllers(),
                small.dpia(),
                small.schema(),
                small.stages(),
                small.minSurvivors(),
                small.minHonest(),
                small.columns(),
                small.label(),
                small.initialState(),
                Optional.of(terms),
                Optional.empty(),
                small.retention(),
                small.timing(),
                small.notBefore(),
                small.expiry());
    }

    static final PrivacyTerms FIXED = new PrivacyTerms(
            UnitBound.RECORD,
            Optional.of("Labels are of transactions"),
            PrivacyTerms.MAX_EPSILON_MICRO,
            18,
            new PrivacyTerms.Clip.Fixed(1_000_000),
            PrivacyTerms.Accountant.RDP);

    static final PrivacyTerms ADAPTIVE = new PrivacyTerms(
            new UnitBound(PrivacyUnit.CUSTOMER, 1000),
            Optional.empty(),
            1,
            3,
            new PrivacyTerms.Clip.Adaptive(1_000_000, 50),
            PrivacyTerms.Accountant.PLD);
}
