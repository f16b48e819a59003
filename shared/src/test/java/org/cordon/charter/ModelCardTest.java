// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.cordon.computation.Report;
import org.cordon.member.Threshold;
import org.cordon.suite.Digest;
import org.cordon.task.Charter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {
    private static final String CHARTER = """
            name: fraud-small
            purpose: Find fraudulent withdrawals
            legalBasis: Made-up rows, no personal data
            controllers: [Ash, Birch]
            schema: withdrawals-1
            privacyWaiver: Made-up rows
            columns: [amount, hour]
            label: fraud
            retention: P365D
            lifetime: P7D
            stages:
              - scaling: {maxRows: 100000}
            """;

    @TempDir
    private Path directory;

    @Test
    void aCardTellsUseDataFiguresAndThatThereIsNoGuarantee() throws Exception {
        Path file = Files.writeString(directory.resolve("charter.yaml"), CHARTER);
        CharterFile read = CharterReading.of(file).orFail();
        Threshold five = new Threshold(5);
        Digest none = Digest.of(new byte[Digest.BYTES]);
        Charter charter = read.charter(none, five, read.firstState(), Instant.EPOCH);
        Report report = new Report("done", new TreeMap<>(Map.of("evaluation/rocAuc", 0.91234567)), new TreeMap<>());
        ModelCard card = ModelCard.of(charter, none, five, none, report, Map.of("scaler", "ab12"));
        assertThat(card.markdown())
                .startsWith("# Model card: fraud-small, version 1\n")
                .contains(
                        "- Find fraudulent withdrawals\n",
                        "- legal basis: Made-up rows, no personal data\n",
                        "columns: amount, hour\n",
                        "- label: fraud\n",
                        "holds the inputs of 4 or more, 3 of them honest if at most 1 collude",
                        "| evaluation/rocAuc | 0.9123 |",
                        "- output `scaler`: digest `ab12`",
                        "NO PRIVACY GUARANTEE",
                        "## Not known");
        assertThat(card).isEqualTo(ModelCard.of(charter, none, five, none, report, Map.of("scaler", "ab12")));
    }
}
