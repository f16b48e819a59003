// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.cordon.member.KeyFile.Kind;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileMutationTest {
    private static final long SEED = 20261121;
    private static final byte[] KEYS = new byte[100];

    private final Randomness randomness = TestConsortium.seeded(SEED);

    @TempDir
    private Path directory;

    /** Whatever a byte becomes, the file is refused with a reason; no other exception, and never other keys. */
    @Test
    void mutatedFilesAreRefused() throws IOException {
        Random random = new Random(SEED);
        Map<Reason, Integer> seen = new EnumMap<>(Reason.class);
        try (KeyLock lock = KeyLock.createKeyFile(directory.resolve("unlock.key"), randomness)) {
            byte[] good = KeyFile.encode(Kind.NODE, KEYS, lock, randomness);
            for (int i = 0; i < 4000; i++) {
                byte[] bad = mutate(good, random);
                byte[] mutated = i % 2 == 0 ? bad : KeyFileTest.rechecked(bad);
                if (!Arrays.equals(mutated, good)) {
                    seen.merge(reasonFor(mutated, lock, i), 1, Integer::sum);
                }
            }
        }
        assertThat(seen)
                .as("seed %d", SEED)
                .containsKeys(
                        Reason.ALTERED,
                        Reason.TRUNCATED,
                        Reason.NOT_A_KEY_FILE,
                        Reason.WRONG_KIND,
                        Reason.WRONG_UNLOCK_KEY,
                        Reason.UNSUPPORTED_VERSION);
    }

    private Reason reasonFor(byte[] mutated, KeyLock lock, int i) {
        try {
            KeyFile.decode(directory.resolve("a.key"), mutated, Kind.NODE, lock);
        } catch (KeyFileRefused refused) {
            return refused.reason();
        }
        return fail("seed %d, mutation %d opened", SEED, i);
    }

    private static byte[] mutate(byte[] good, Random random) {
        int at = random.nextInt(good.length);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(good, at);
            case 1 -> Arrays.copyOf(good, good.length + 1 + random.nextInt(8));
            default -> {
                byte[] bad = good.clone();
                bad[random.nextBoolean() ? at : random.nextInt(18)] ^= (byte) (1 << random.nextInt(8));
                yield bad;
            }
        };
    }
}
