// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.cordon.cli.ExitCode;
import org.cordon.log.SignedCheckpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An honest log passes, whole, without its archive, and pruned. */
final class AuditVerifyTest {
    @TempDir
    Path directory;

    @Test
    void passesAnHonestLog() throws Exception {
        HonestLog log = HonestLog.write(directory, HonestLog.Options.STANDARD);
        Bundle bundle = Bundle.open(directory);
        SignedCheckpoint last = SignedCheckpoint.parse(bundle.reader()
                .checkpointAt(bundle.reader().checkpointSizes().get(2))
                .orElseThrow());
        AuditReport report = AuditVerify.run(
                bundle,
                AuditOptions.NONE
                        .withCutOff(log.end())
                        .withSince(last)
                        .withConsortium(log.consortium().consortium().id()));
        report.claims()
                .forEach(one -> System.out.println(one.claim().id() + " " + one.verdict() + " " + one.leaves() + " "
                        + one.attestedBy() + " " + one.reason()));
        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    }
}
