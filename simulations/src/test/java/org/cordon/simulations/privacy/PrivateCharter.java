// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cordon.charter.CharterReading;

/** A small charter with differential privacy. */
final class PrivateCharter {
    static final String TEXT = """
            name: fraud
            purpose: Find fraud
            legalBasis: Made-up rows
            controllers: [Ash Ltd, Birch Ltd]
            schema: withdrawals-1
            privacy:
              unit: record
              reason: Made-up rows
              epsilon: 20
              delta: 1e-5
              clipNorm: 0.5
              accountant: rdp
            columns: [a, b, c, d, e, f]
            label: fraud
            retention: P30D
            notBefore: 2030-01-01T00:00:00Z
            lifetime: P7D
            stages:
              - scaling: {maxRows: 1000, coarseBins: 64, zoomBins: 8, zooms: 1, noiseMultiplierMicro: 4000000}
              - network:
                  architecture: {kind: mlp_classifier, activation: relu, layers: [24]}
                  dpSgd: {samplingRate: 0.2, units: 1000, maxUnits: 500, noiseMultiplierMicro: 1000000}
                  server: {average: {learningRate: 1}}
                  rounds: 20
                  holdoutPerMille: 200
                  seed: 1
            """;

    private PrivateCharter() {}

    static AuditedTask task(Path directory, int exchanges) {
        try {
            Path file = Files.writeString(directory.resolve("charter.yaml"), TEXT);
            return AuditedTask.of(CharterReading.of(file), exchanges);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
