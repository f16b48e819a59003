// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;

/** The process whose heap is measured; prints the figures as one line of JSON. */
final class AuditBenchMain {
    private AuditBenchMain() {}

    public static void main(String[] arguments) throws Exception {
        AuditBench.Figures figures = new AuditBench(Path.of(arguments[0]), Long.parseLong(arguments[1])).run();
        System.out.println(new ObjectMapper().writeValueAsString(figures));
    }
}
