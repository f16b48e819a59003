// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.member.Threshold;
import org.cordon.suite.Secret;
import org.cordon.suite.Transcript;

/** Secrets by member index as stored bytes: u16 count, then u16 index and 32 bytes each, ascending. */
public final class SecretMap {
    private SecretMap() {}

    public static void write(Transcript out, SortedMap<Integer, Secret> secrets) {
        out.u16(secrets.size());
        secrets.forEach((member, secret) -> {
            byte[] bytes = secret.copyBytes();
            out.u16(member).raw(bytes);
            Arrays.fill(bytes, (byte) 0);
        });
    }

    public static SortedMap<Integer, Secret> read(StoredReader in) {
        int count = in.u16();
        SortedMap<Integer, Secret> secrets = new TreeMap<>();
        int last = 0;
        for (int i = 0; i < count; i++) {
            int member = in.u16();
            if (member <= last || member > Threshold.MAX_MEMBERS) {
                throw new IllegalArgumentException(
                        "stored member must be in (" + last + ", " + Threshold.MAX_MEMBERS + "], but was " + member);
            }
            secrets.put(member, in.secret());
            last = member;
        }
        return secrets;
    }
}
