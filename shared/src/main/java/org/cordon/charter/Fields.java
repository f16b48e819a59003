// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordon.privacy.Release;
import org.cordon.yaml.Field;
import org.cordon.yaml.Field.Prose;
import org.cordon.yaml.Field.Real;
import org.cordon.yaml.Field.Several;
import org.cordon.yaml.Field.Token;
import org.cordon.yaml.Field.Whole;
import org.cordon.yaml.Vocabulary;

/**
 * What every key of a charter means and takes, by record and component.
 *
 * <p>A test walks the records: each component has its entry here and each entry its component, and each bound is the one
 * that the record itself keeps. Those of stages stand in tables of their own, by what the stages are about.
 */
final class Fields implements Vocabulary {
    static final Fields VOCABULARY = new Fields();

    static final long MOST_ROWS = 1L << 40;
    private static final Prose PROSE = new Prose(1000);

    private static final Map<String, Field> TASK = Map.ofEntries(
            entry("CharterFile.name", new Field("Name of the task.", "fraud-small", new Token(64))),
            entry(
                    "CharterFile.version",
                    new Field(
                            "Version of the charter, 1 where it is left out; a higher one ends the task's lower ones.",
                            "1",
                            new Whole(1, Integer.MAX_VALUE))),
            entry("CharterFile.purpose", new Field("What the result is for.", "Find fraudulent withdrawals", PROSE)),
            entry("CharterFile.legalBasis", new Field("Why this processing is lawful.", "GDPR Art. 6(1)(f)", PROSE)),
            entry(
                    "CharterFile.controllers",
                    new Field(
                            "Who is responsible for the data, as named in the legal agreements.",
                            "[Ash Exchange Ltd]",
                            new Several(1, 64, new Prose(200)))),
            entry(
                    "CharterFile.dpia",
                    Field.free(
                            "SHA-256 of the data-protection impact assessment, 64 hexadecimal digits.",
                            "0".repeat(64))),
            entry(
                    "CharterFile.schema",
                    new Field("Name of the data schema that the columns are from.", "withdrawals-1", new Token(64))),
            entry(
                    "CharterFile.columns",
                    new Field(
                            "Features that the task may read, in the order of the model's inputs.",
                            "[amount, hour]",
                            new Several(1, 4096, new Prose(128)))),
            entry(
                    "CharterFile.label",
                    new Field("Column that holds the label, if the task uses one.", "fraud", new Prose(128))),
            entry(
                    "CharterFile.privacy",
                    Field.free(
                            "Differential privacy that the task must keep; this or privacyWaiver.",
                            "{unit: customer, epsilon: 3, delta: 1e-6, clipNorm: 1, accountant: pld}")),
            entry(
                    "CharterFile.privacyWaiver",
                    new Field(
                            "Why sums are opened without differential privacy; this or privacy.",
                            "Made-up rows",
                            PROSE)),
            entry(
                    "CharterFile.minSurvivors",
                    new Field(
                            "Inputs in every opened sum, at the least; the threshold t where it is left out.",
                            "4",
                            new Whole(1, 255))),
            entry(
                    "CharterFile.minHonest",
                    new Field(
                            "Honest inputs that every sum promises; t - f where it is left out.",
                            "3",
                            new Whole(1, 255))),
            entry("CharterFile.retention", Field.free("How long the result may be kept after the task ends.", "P365D")),
            entry(
                    "CharterFile.notBefore",
                    Field.free(
                            "First second of the task; the moment of submission where it is left out.",
                            "2030-01-31T00:00:00Z")),
            entry("CharterFile.lifetime", Field.free("How long after notBefore the task ends; this or expiry.", "P7D")),
            entry(
                    "CharterFile.expiry",
                    Field.free("The task is over from this second on; this or lifetime.", "2030-02-28T00:00:00Z")),
            entry(
                    "CharterFile.timing",
                    Field.free(
                            "How long each step of a round may take.",
                            "{ready: PT10M, upload: PT1M, survivors: PT1M, reveal: PT1M, result: PT1M}")),
            entry(
                    "CharterFile.stages",
                    new Field(
                            "What is computed, in this order.",
                            "[scaling: {maxRows: 100000}]",
                            new Several(1, 16, new Field.Free()))),
            entry("PrivacyFile.unit", Field.free("Whose presence is hidden.", "customer")),
            entry(
                    "PrivacyFile.contributionBound",
                    new Field("Records of one unit that count; 1 where it is left out.", "1", new Whole(1, 1_000_000))),
            entry(
                    "PrivacyFile.reason",
                    new Field("Why a record is the unit and not a customer; only there.", "One row a customer", PROSE)),
            entry(
                    "PrivacyFile.epsilon",
                    new Field(
                            "Epsilon of all sums together, with at most 6 decimals.",
                            "3",
                            new Real(0, false, 100, true))),
            entry(
                    "PrivacyFile.delta",
                    new Field("Delta, a power of ten from 1e-3 to 1e-18.", "1e-6", new Real(0, false, 1e-3, true))),
            entry("PrivacyFile.clipNorm", clipNorm("Bound on a unit's gradient in the L2 norm; this or adaptive.")),
            entry(
                    "PrivacyFile.adaptive",
                    Field.free(
                            "A clip norm that follows a quantile of the norms; this or clipNorm.",
                            "{clipNorm: 1, quantile: 0.5}")),
            entry("PrivacyFile.accountant", Field.free("How the loss of several sums is added up.", "rdp")),
            entry("Adaptive.clipNorm", clipNorm("Bound of the first sum.")),
            entry(
                    "Adaptive.quantile",
                    new Field("Which quantile, in hundredths.", "0.5", new Real(0, false, 1, false))),
            entry("Timing.ready", Field.free("Local training and the header.", "PT10M")),
            entry("Timing.upload", Field.free("The masked vector.", "PT1M")),
            entry("Timing.survivors", Field.free("The signatures on the survivor set.", "PT1M")),
            entry("Timing.reveal", Field.free("Shares and pair masks.", "PT1M")),
            entry("Timing.result", Field.free("Check and receipt.", "PT1M")));

    private static final Map<String, Field> TABLE = Stream.of(
                    TASK, NetworkFields.TABLE, TreesFields.TABLE, FitFields.TABLE, EvaluationFields.TABLE)
            .flatMap(part -> part.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    static Field noise() {
        return new Field(
                "Noise multiplier in millionths, with differential privacy; calibrated where it is left out.",
                "1000000",
                new Whole(1, Release.MAX_MULTIPLIER_MICRO));
    }

    private Fields() {}

    @Override
    public Field field(Class<?> owner, String component) {
        return of(owner, component);
    }

    @Override
    public String mend() {
        return "Correct it; 'cordon task check --schema' lists every key and its range";
    }

    static Field of(Class<?> owner, String component) {
        return Optional.ofNullable(TABLE.get(owner.getSimpleName() + "." + component))
                .orElseThrow(() -> new IllegalStateException(
                        "field must be in the table, but was not: " + owner.getSimpleName() + "." + component));
    }

    static Map<String, Field> all() {
        return TABLE;
    }

    private static Field clipNorm(String what) {
        return new Field(what + " With at most 6 decimals.", "1", new Real(1e-6, true, 1e6, true));
    }
}
