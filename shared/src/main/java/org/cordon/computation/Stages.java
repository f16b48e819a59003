// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The parameters of a {@link StagedComputation}: which computations run, in which order.
 *
 * @param list 1 to {@value #MAX_STAGES} stages with distinct labels
 */
public record Stages(List<Stage> list) {
    public static final int MAX_STAGES = 16;

    private static final int VERSION = 1;
    private static final int MAX_NAME = 40;

    /**
     * One stage.
     *
     * @param label what reports call it: 1 to 40 of a-z, 0-9 and hyphen
     * @param computation name of a {@link FederatedComputation} other than the pipeline itself
     * @param parameters canonical parameters of that computation
     */
    public record Stage(String label, String computation, Bytes parameters) {
        public Stage {
            for (String name : List.of(label, computation)) {
                if (!name.matches("[a-z0-9-]{1,40}")) {
                    throw new IllegalArgumentException(
                            "name in a stage must be 1 to 40 of a-z, 0-9 and hyphen, but was " + name);
                }
            }
            if (computation.equals(StagedComputation.NAME)) {
                throw new IllegalArgumentException("computation of a stage must be no pipeline, but was one");
            }
        }
    }

    public Stages {
        list = List.copyOf(list);
        if (list.isEmpty() || list.size() > MAX_STAGES) {
            throw new IllegalArgumentException("number of stages must be in [1, 16], but was " + list.size());
        }
        Set<String> labels = new HashSet<>();
        for (Stage stage : list) {
            if (!labels.add(stage.label())) {
                throw new IllegalArgumentException("label must be unique, but was " + stage.label() + " twice");
            }
        }
    }

    public static Stages of(Stage... stages) {
        return new Stages(List.of(stages));
    }

    /** Version 1: u8 version, u8 count, then label, computation and parameters of each, with lengths. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter().u8(VERSION).u8(list.size());
        for (Stage stage : list) {
            writer.text(stage.label()).text(stage.computation()).bytes(stage.parameters());
        }
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static Stages decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, StagedState.MAX_BYTES);
        reader.version("stages", VERSION);
        int count = reader.u8();
        List<Stage> stages = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                stages.add(new Stage(
                        reader.text("label", MAX_NAME),
                        reader.text("computation", MAX_NAME),
                        reader.bytes("parameters", StagedState.MAX_BYTES)));
            }
            reader.end();
            return new Stages(stages);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
