// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.suite.Bytes;

/**
 * A run as text, from which every machine prepares the same.
 *
 * @param text of the experiment's file
 * @param base absolute folder that paths of data are relative to
 * @param plugins sources by name
 * @param name of the run
 */
record RunOrder(String text, Path base, SortedMap<String, String> plugins, String name) {
    private static final int ANY = Integer.MAX_VALUE;

    RunOrder {
        base = base.toAbsolutePath().normalize();
        plugins = new TreeMap<>(plugins);
    }

    /** Any run of the same experiment. */
    RunOrder unnamed() {
        return named("");
    }

    RunOrder named(String run) {
        return new RunOrder(text, base, plugins, run);
    }

    Bytes encode() {
        CanonicalWriter out =
                new CanonicalWriter().text(text).text(base.toString()).u32(plugins.size());
        plugins.forEach((plugin, source) -> out.text(plugin).text(source));
        return out.text(name).toBytes();
    }

    static RunOrder decode(Bytes encoded) {
        CanonicalReader in = CanonicalReader.of(encoded, ANY);
        String text = in.text("experiment", ANY);
        Path base = Path.of(in.text("base", ANY));
        SortedMap<String, String> plugins = new TreeMap<>();
        int count = in.u32("plugins", 0, ANY);
        for (int k = 0; k < count; k++) {
            plugins.put(in.text("plugin", ANY), in.text("source", ANY));
        }
        String name = in.text("run", ANY);
        in.end();
        return new RunOrder(text, base, plugins, name);
    }
}
