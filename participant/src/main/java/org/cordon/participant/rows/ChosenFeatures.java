// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.rows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.feature.FeatureSet;
import org.cordon.feature.FeatureSetReading;
import org.cordon.threat.ThreatCatalogue;
import org.cordon.threat.ThreatModel;
import org.cordon.threat.ThreatReading;

/**
 * Features that rows are made of, and what the column of labels is called.
 *
 * @param label none of the features
 */
public record ChosenFeatures(FeatureSet set, String label) {
    /** Beside the features and the label. */
    public static final String EVENT = "event";

    public static final String ACCOUNT = "account";
    private static final String LABEL = "label";

    public ChosenFeatures {
        for (String taken : List.of(EVENT, ACCOUNT, label)) {
            if (set.names().contains(taken)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "features must not be called " + taken + ", as the table has such a column, but one is",
                        "Rename the feature");
            }
        }
    }

    /** Those of a file of features; the label is called label. */
    public static ChosenFeatures ofFile(Path file) {
        return new ChosenFeatures(FeatureSetReading.of(file).orFail(), LABEL);
    }

    /** Those of a threat of the catalogue, with its label. */
    public static ChosenFeatures ofThreat(String id) {
        ThreatModel model = ThreatCatalogue.find(id)
                .map(ThreatReading::orFail)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "threat must be one of " + String.join(", ", ThreatCatalogue.IDS) + ", but was " + id,
                        "See 'cordon threat list'"));
        Optional<FeatureSet> features = model.features();
        return new ChosenFeatures(
                features.orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "threat must have features of events, but " + id + " has a ready table",
                        "Use the table as it is")),
                model.label().column());
    }
}
