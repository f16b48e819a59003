// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.cordon.log.BundleOutcome;
import org.cordon.log.BundleReader;
import org.cordon.log.DirectoryLog;
import org.cordon.log.Hash;
import org.cordon.log.SignedCheckpoint;
import org.cordon.record.LogRecord;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which checkpoint an orderly stop leaves in the bundle. */
class OrderlyStopTest {
    private static final Digest SESSION = Hashes.blob(new byte[] {1});
    private static final int QUORUM = 4;

    @TempDir
    private Path bundle;

    private long cosigned;
    private Hash root = Hash.ofContent(new byte[0]);

    private void run(Consumer<ProtocolLog> work) throws Exception {
        try (DirectoryLog storage = DirectoryLog.open(bundle)) {
            try (ProtocolLog log = ProtocolLog.open(
                    LogPlace.in(storage, false), Logged.CONSORTIUM, Logged.coordinator(), InstantSource.system())) {
                work.accept(log);
            }
            root = storage.root();
        }
    }

    private static void grow(ProtocolLog log, int mark) {
        var unused = log.append(List.of(
                new LogRecord.Incident(LogRecord.Incident.Event.RESTORED, Hashes.blob(new byte[] {(byte) mark}))));
    }

    private static void cosign(ProtocolLog log, int members) {
        for (int member = 1; member <= members; member++) {
            log.cosign(
                    member,
                    Rounds.cosignature(
                            log,
                            member,
                            log.size(),
                            InstantSource.system().instant().getEpochSecond()));
        }
    }

    private SignedCheckpoint checkpoint() throws Exception {
        return SignedCheckpoint.parse(new BundleReader(bundle).checkpoint().orElseThrow());
    }

    /** A quorum behind the first leaves, and then a leaf that too few have seen. */
    @BeforeEach
    void stopped() throws Exception {
        run(log -> {
            Rounds.open(log, SESSION, 1);
            cosign(log, QUORUM);
            cosigned = log.size();
            grow(log, 1);
            cosign(log, QUORUM - 1);
        });
    }

    @Test
    void theNewestUnderAQuorumStaysAndNothingIsLost() throws Exception {
        assertThat(checkpoint().checkpoint().size()).isEqualTo(cosigned);
        assertThat(checkpoint().note().signatures()).hasSize(1 + QUORUM);
        try (DirectoryLog storage = DirectoryLog.open(bundle)) {
            assertThat(storage.size()).isEqualTo(cosigned + 1);
            assertThat(storage.root()).isEqualTo(root);
        }
    }

    @Test
    void aStopBeforeAnybodyHasCosignedAgainChangesNothing() throws Exception {
        run(log -> grow(log, 2));
        assertThat(checkpoint().checkpoint().size()).isEqualTo(cosigned);
        assertThat(checkpoint().note().signatures()).hasSize(1 + QUORUM);
    }

    @Test
    void aQuorumAfterTheNextStartPublishesAllThatWaited() throws Exception {
        run(log -> {
            grow(log, 2);
            cosign(log, QUORUM);
        });
        assertThat(checkpoint().checkpoint().size()).isEqualTo(cosigned + 2);
        assertThat(checkpoint().note().signatures()).hasSize(1 + QUORUM);
        assertThat(new BundleReader(bundle).rebuild(cosigned + 2, root)).isInstanceOf(BundleOutcome.Rebuilt.class);
    }

    @Test
    void withoutAnyQuorumTheNewestIsPublishedWithTheLinesItHas(@TempDir Path other) throws Exception {
        bundle = other;
        run(log -> {
            Rounds.open(log, SESSION, 1);
            cosign(log, QUORUM - 1);
        });
        assertThat(checkpoint().checkpoint().root()).isEqualTo(root);
        assertThat(checkpoint().note().signatures()).hasSize(QUORUM);
    }

    @Test
    void aPublishedCheckpointIsNeverTakenBack() throws Exception {
        try (DirectoryLog storage = DirectoryLog.open(bundle)) {
            storage.publish();
        }
        run(log -> assertThat(log.cosignedSize()).isEqualTo(cosigned));
        assertThat(checkpoint().checkpoint().size()).isEqualTo(cosigned + 1);
    }
}
