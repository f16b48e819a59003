// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/** A charter for five members that a test bends out of shape. */
final class TestCharters {
    static final Instant BEGIN = Instant.parse("2026-11-21T00:00:00Z");
    static final Instant END = Instant.parse("2026-12-21T00:00:00Z");

    private TestCharters() {}

    static CharterBuilder builder() {
        return Charter.builder()
                .consortium(Digest.of(new byte[32]))
                .name("fraud-2026")
                .purpose("find accounts that drain wallets")
                .legalBasis("legitimate interest, GDPR article 6(1)(f)")
                .controllers(List.of("Alpha Exchange AG", "Beta Exchange SE"))
                .schema("accounts-1")
                .stages(List.of(
                        new Stage("scaling", Bytes.EMPTY, 4), new Stage("network", Bytes.of(new byte[] {1}), 20)))
                .minSurvivors(4)
                .minHonest(3)
                .columns(List.of("amount", "age"))
                .label("fraud")
                .initialState(Digest.of(new byte[32]))
                .privacyWaiver("trial on synthetic data")
                .retention(Duration.ofDays(365))
                .timing(Timing.uniform(Duration.ofSeconds(30)))
                .notBefore(BEGIN)
                .expiry(END);
    }
}
