// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.witness;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cordon.log.Checkpoint;
import org.cordon.log.DirectoryLog;
import org.cordon.log.Hash;
import org.cordon.log.JdkEd25519;
import org.cordon.log.LogRefused;
import org.cordon.log.LogStorage;
import org.cordon.log.NoteSigner;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.TrustPolicy;
import org.cordon.log.VerifierKey;
import org.cordon.log.VerifierKey.Algorithm;
import org.cordon.log.WitnessRequest;

/** A log of small leaves, and requests to witness it. */
final class WitnessedLog {
    static final String ORIGIN = "example.org/log";
    static final NoteSigner LOG = JdkEd25519.signer(ORIGIN, Algorithm.ED25519, seed(1));

    private WitnessedLog() {}

    static byte[] seed(int value) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) value);
        return seed;
    }

    static List<byte[]> leaves(int from, int to) {
        return java.util.stream.IntStream.range(from, to)
                .mapToObj(i -> ("leaf " + i).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    static SignedCheckpoint signed(LogStorage log, long size) {
        return SignedCheckpoint.sign(new Checkpoint(ORIGIN, size, log.rootAt(size)), LOG);
    }

    static WitnessRequest request(LogStorage log, long oldSize, long size) {
        List<Hash> proof = oldSize == 0 || oldSize > size ? List.of() : log.consistency(oldSize, size);
        return new WitnessRequest(oldSize, proof, signed(log, size));
    }

    /** Publishes a log of this many leaves, whose directory has all that a bundle has. */
    static void grow(Path directory, int size) throws LogRefused {
        try (DirectoryLog log = DirectoryLog.open(directory)) {
            log.commit(
                    leaves((int) log.size(), size),
                    (leaves, root) -> SignedCheckpoint.sign(new Checkpoint(ORIGIN, leaves, root), LOG)
                            .toBytes());
            log.publish();
        }
    }

    static Path policy(Path file, VerifierKey... witnesses) throws Exception {
        List<TrustPolicy.Witness> named = Arrays.stream(witnesses)
                .map(key -> new TrustPolicy.Witness("w" + key.keyIdHex(), key, ""))
                .toList();
        TrustPolicy policy = named.isEmpty()
                ? TrustPolicy.of(List.of(new TrustPolicy.Log(LOG.key(), "")), List.of(), List.of(), TrustPolicy.NONE)
                : TrustPolicy.of(LOG.key(), named, "witnesses", 1);
        return Files.write(file, policy.toBytes());
    }
}
