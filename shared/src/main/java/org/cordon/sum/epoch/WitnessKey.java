// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import java.util.stream.Stream;
import org.cordon.member.Member;
import org.cordon.suite.Bytes;
import org.cordon.suite.VerifyKey;

/** What both sides demand of the witness key in an advert, before they look at other adverts. */
final class WitnessKey {
    private WitnessKey() {}

    /** Whether it is a key that verifies signatures, and in no other role in the manifest. */
    static boolean isFit(Roll roll, Bytes raw) {
        try {
            VerifyKey key = VerifyKey.of(raw.toByteArray());
            return Stream.concat(Stream.of(roll.manifest().coordinator()), roll.manifest().members().stream())
                    .noneMatch(entry -> isOf(entry, key));
        } catch (IllegalArgumentException noKey) {
            return false;
        }
    }

    private static boolean isOf(Member entry, VerifyKey key) {
        return entry.identity().equals(key) || entry.approver().equals(key);
    }
}
