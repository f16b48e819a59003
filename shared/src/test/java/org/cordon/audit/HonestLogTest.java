// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordon.log.BundleOutcome;
import org.cordon.log.BundleReader;
import org.cordon.log.PolicyResult;
import org.cordon.log.SignedCheckpoint;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.NoteKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log that mutation tests start from is one that the reader of bundles and its own policy accept, and it has everything. */
final class HonestLogTest {
    @TempDir
    Path directory;

    @Test
    void isSoundAndComplete() throws Exception {
        HonestLog log = HonestLog.write(directory, HonestLog.Options.STANDARD);
        BundleReader reader = new BundleReader(directory);
        byte[] note = reader.checkpoint().orElseThrow();
        SignedCheckpoint signed = SignedCheckpoint.parse(note);
        PolicyResult result = log.keys()
                .policy(log.consortium().origin(), log.consortium().manifest())
                .evaluate(signed, NoteKeys.verifier());
        assertThat(result.isQuorum()).isTrue();
        assertThat(signed.checkpoint().size()).isEqualTo(log.leaves().size());
        assertThat(reader.rebuild(
                        signed.checkpoint().size(), signed.checkpoint().root()))
                .isInstanceOf(BundleOutcome.Rebuilt.class);
    }

    @Test
    void hasEveryKindOfRecordThatAnHonestLogHas() {
        HonestLog log = HonestLog.write(directory, HonestLog.Options.STANDARD);
        Set<Class<?>> found = log.leaves().stream()
                .map(leaf -> leaf.statement().record().getClass())
                .collect(Collectors.toSet());
        List<Class<?>> all = Arrays.stream(LogRecord.class.getPermittedSubclasses())
                .filter(kind -> kind != LogRecord.Overridden.class
                        && kind != LogRecord.Incident.class
                        && kind != LogRecord.BudgetCharged.class)
                .collect(Collectors.toList());
        assertThat(found).containsExactlyInAnyOrderElementsOf(all);
        assertThat(log.of(LogRecord.AggregateReleased.class)).hasSize(9);
        assertThat(log.of(LogRecord.RoundAborted.class)).hasSize(2);
    }

    @Test
    void isTheSameFromTheSameSeed(@TempDir Path other) {
        HonestLog one = HonestLog.write(directory, HonestLog.Options.STANDARD.withoutArchive());
        HonestLog two = HonestLog.write(other, HonestLog.Options.STANDARD.withoutArchive());
        assertThat(two.leaves().stream().map(Leaf::exact))
                .isEqualTo(one.leaves().stream().map(Leaf::exact).toList());
    }
}
