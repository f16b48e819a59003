// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.threat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cordon.charter.Leaving;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A threat as {@code --json} prints it.
 *
 * @param inputs what a detector looks at, in words
 * @param leaves what its training lets out of an exchange
 */
record Summary(
        String id,
        String title,
        String inputs,
        List<String> catches,
        List<String> basis,
        List<String> columns,
        String label,
        String labelSource,
        Optional<String> labelDelay,
        double falsePositiveRate,
        String thresholdPer,
        List<String> response,
        List<String> limits,
        List<Leaving> leaves) {
    static Summary of(ThreatModel model) {
        String inputs = model.features()
                .map(features -> features.features().size() + " features of events, a row for each of " + model.rows())
                .orElseGet(() -> "a table of " + model.columns().size() + " columns");
        return new Summary(
                model.id(),
                model.title(),
                inputs,
                model.catches(),
                model.basis(),
                model.columns(),
                model.label().column(),
                model.label().source(),
                model.label().delay().map(Duration::toString),
                model.threshold().falsePositiveRate(),
                model.threshold().per().name().toLowerCase(Locale.ROOT),
                model.response(),
                model.limits(),
                model.leavings());
    }

    static CommandSpec spec(@Nullable CommandSpec spec) {
        return Optional.ofNullable(spec).orElseThrow();
    }
}
