// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * Where a pipeline stands.
 *
 * @param stages all of them, as in the charter
 * @param stage index of the one that runs; the number of stages when all are done
 * @param round sums the running stage has had
 * @param inner state of the running stage, empty when all are done
 * @param figures of the stages done, under {@code label/figure}
 * @param outputs of the stages done; the newest under a name
 */
record StagedState(
        Stages stages,
        int stage,
        int round,
        Bytes inner,
        SortedMap<String, Double> figures,
        SortedMap<String, Bytes> outputs) {
    static final int MAX_BYTES = 1 << 30;

    private static final int VERSION = 1;
    private static final int MAX_NAMED = 256;
    private static final int MAX_NAME = 200;

    StagedState {
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    }

    boolean finished() {
        return stage == stages.list().size();
    }

    Stages.Stage current() {
        return stages.list().get(stage);
    }

    Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(VERSION)
                .bytes(stages.encode())
                .u8(stage)
                .u32(round)
                .bytes(inner)
                .u16(figures.size());
        for (Map.Entry<String, Double> figure : figures.entrySet()) {
            writer.text(figure.getKey()).f64(figure.getValue());
        }
        writer.u16(outputs.size());
        for (Map.Entry<String, Bytes> output : outputs.entrySet()) {
            writer.text(output.getKey()).bytes(output.getValue());
        }
        return writer.toBytes();
    }

    static StagedState decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("pipeline", VERSION);
        Stages stages = Stages.decode(reader.bytes("stages", MAX_BYTES));
        int stage = reader.u8();
        int round = reader.u32("round", 0, Integer.MAX_VALUE);
        Bytes inner = reader.bytes("inner state", MAX_BYTES);
        TreeMap<String, Double> figures = new TreeMap<>();
        for (int left = count(reader); left > 0; left--) {
            String name = ascending(figures, reader.text("name of a figure", MAX_NAME));
            figures.put(name, reader.f64(name));
        }
        TreeMap<String, Bytes> outputs = new TreeMap<>();
        for (int left = count(reader); left > 0; left--) {
            String name = ascending(outputs, reader.text("name of an output", MAX_NAME));
            outputs.put(name, reader.bytes(name, MAX_BYTES));
        }
        reader.end();
        int all = stages.list().size();
        if (stage > all || (stage == all && (round != 0 || !inner.isEmpty()))) {
            throw new MalformedEncoding(
                    "stage must be one of " + all + ", or after all without a state, but was " + stage);
        }
        return new StagedState(stages, stage, round, inner, figures, outputs);
    }

    private static int count(CanonicalReader reader) {
        int count = reader.u16();
        if (count > MAX_NAMED) {
            throw new MalformedEncoding("number of names must be at most " + MAX_NAMED + ", but was " + count);
        }
        return count;
    }

    private static String ascending(SortedMap<String, ?> before, String name) {
        if (!before.isEmpty() && before.lastKey().compareTo(name) >= 0) {
            throw new MalformedEncoding("names must ascend, but " + name + " follows " + before.lastKey());
        }
        return name;
    }
}
