// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a log that is properly signed says, it is judged: records in wrong places, twice, or spoilt end in a report. */
final class HostileLogTest {
    private static final int TRIES = 16;

    @TempDir
    Path directory;

    @Test
    void recordsInWrongPlacesAreJudged() throws Exception {
        long seed = 20261129;
        System.out.println("HostileLogTest seed " + seed);
        Random random = new Random(seed);
        HonestLog log = HonestLog.write(Files.createDirectory(directory.resolve("honest")), HonestLog.Options.BRIEF);
        int refused = 0;
        for (int i = 0; i < TRIES; i++) {
            EditedLog edited = new EditedLog(log);
            spoil(edited, random);
            Path bundle = edited.write(directory.resolve("edited" + i));
            AuditReport report = AuditVerify.run(Bundle.open(bundle), AuditOptions.NONE.withCutOff(log.end()));
            assertThat(report.exitCode()).isIn(ExitCode.OK, ExitCode.CHECK_FAILED, ExitCode.EVIDENCE_MISSING);
            refused += report.exitCode() == ExitCode.OK ? 0 : 1;
        }
        assertThat(refused).as("honest logs are not altered unseen").isGreaterThan(TRIES * 3 / 4);
    }

    private static void spoil(EditedLog log, Random random) {
        int index = 1 + random.nextInt(log.size() - 2);
        int other = 1 + random.nextInt(log.size() - 2);
        switch (random.nextInt(4)) {
            case 0 -> log.replace(index, log.leaf(other).statement().record());
            case 1 -> log.insert(index, log.leaf(other).statement().record());
            case 2 -> log.swap(index, other);
            default -> {
                byte[] bytes = log.leaf(index).exact().toByteArray();
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                log.raw(index, bytes);
            }
        }
    }
}
