// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.data.Table;

/**
 * Heart disease in four hospitals (Fed-Heart-Disease of FLamby, du Terrail et al. 2022): each is an exchange.
 *
 * <p>As there: slope, ca and thal are left out, rows with a missing value are dropped, chest pain and resting ECG become indicator
 * columns without their first level, the label is whether the last column is above 0. Not as there: nothing is standardised here; let the
 * experiment scale by secure quantiles.
 *
 * @param directory with the four {@code processed.*.data} files
 */
public record FedHeart(String directory) implements Source {
    public static final int EXCHANGES = 4;

    private static final List<String> HOSPITALS = List.of("cleveland", "hungarian", "switzerland", "va");
    private static final int FIELDS = 14;
    /** age, sex, resting blood pressure, cholesterol, fasting sugar, largest heart rate, angina, ST depression. */
    private static final int[] NUMBERS = {0, 1, 3, 4, 5, 7, 8, 9};

    private static final List<String> NAMES = List.of(
            "age",
            "sex",
            "trestbps",
            "chol",
            "fbs",
            "thalach",
            "exang",
            "oldpeak",
            "cp2",
            "cp3",
            "cp4",
            "restecg1",
            "restecg2");

    @Override
    public Sample read(Path base, Set<String> columns, long seed) {
        Columns.requireNone("fedHeart", columns);
        List<Integer> owners = new ArrayList<>();
        Optional<Table> all = Optional.empty();
        for (int hospital = 0; hospital < HOSPITALS.size(); hospital++) {
            Path file = base.resolve(directory).resolve("processed." + HOSPITALS.get(hospital) + ".data");
            Table rows = read(file);
            for (int i = 0; i < rows.rows(); i++) {
                owners.add(hospital);
            }
            all = Optional.of(all.map(before -> before.append(rows)).orElse(rows));
        }
        return new Sample(all.orElseThrow(), new TreeMap<>(), owners, Optional.empty());
    }

    private static Table read(Path file) {
        List<float[]> rows = new ArrayList<>();
        List<Float> labels = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                parse(file, line.strip(), rows, labels);
            }
        } catch (IOException unreadable) {
            throw unfit(file, "must be readable, but is not: " + unreadable.getMessage());
        }
        float[] values = new float[rows.size() * NAMES.size()];
        float[] sick = new float[rows.size()];
        for (int i = 0; i < sick.length; i++) {
            System.arraycopy(rows.get(i), 0, values, i * NAMES.size(), NAMES.size());
            sick[i] = labels.get(i);
        }
        return Table.of(NAMES, sick.length, values, Optional.of(sick));
    }

    private static void parse(Path file, String line, List<float[]> rows, List<Float> labels) {
        if (line.isEmpty()) {
            return;
        }
        String[] fields = line.split(",", -1);
        if (fields.length != FIELDS) {
            throw unfit(file, "must have 14 fields a line, but has " + fields.length);
        }
        float[] row = new float[NAMES.size()];
        try {
            for (int k = 0; k < NUMBERS.length; k++) {
                row[k] = known(fields[NUMBERS[k]]);
            }
            int pain = (int) known(fields[2]);
            int ecg = (int) known(fields[6]);
            if (pain < 1 || pain > 4 || ecg < 0 || ecg > 2) {
                throw unfit(
                        file, "must have pain 1 to 4 and ecg 0 to 2, but has " + pain + " and " + ecg + " in a line");
            }
            if (pain > 1) {
                row[NUMBERS.length + pain - 2] = 1;
            }
            if (ecg > 0) {
                row[NUMBERS.length + 3 + ecg - 1] = 1;
            }
            labels.add(known(fields[FIELDS - 1]) > 0 ? 1f : 0f);
            rows.add(row);
        } catch (NumberFormatException missing) {
            return; // the row is dropped
        }
    }

    /** The published files mark a missing value by a question mark or by NaN, depending on where they come from. */
    private static float known(String field) {
        float value = Float.parseFloat(field);
        if (Float.isNaN(value)) {
            throw new NumberFormatException(field);
        }
        return value;
    }

    private static CommandFailure unfit(Path file, String problem) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                file + " " + problem,
                "Put the four processed files of the UCI heart disease data into the directory that data.fedHeart names");
    }
}
