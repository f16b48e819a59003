// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
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
        for (int i = 0; i < count; i++) {
            secrets.put(in.u16(), in.secret());
        }
        return secrets;
    }
}
