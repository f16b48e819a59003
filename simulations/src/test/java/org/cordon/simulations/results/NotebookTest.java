// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordon.cli.Cordon;
import org.cordon.simulations.laboratory.SimulateCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/notebooks/results.ipynb, without a notebook server. */
class NotebookTest {
    private static final String EXPERIMENT = """
            name: notebook
            seeds: [1, 2]
            rounds: 2
            data:
              clusters: {rows: 200, features: 3, classes: 2, distance: 1.5}
              holdout: {random: {share: 0.25}}
            exchanges: {count: 3}
            model: {network: {kind: mlp_classifier, hidden: []}}
            training: {epochs: 1, batchSize: 16, optimiser: sgd, learningRate: 0.1}
            compare: true
            """;

    /** Cells run in order in one namespace; an expression at the end of a cell is what a notebook would show. */
    private static final String RUNNER = """
            import importlib.util, json, sys
            cells = [''.join(cell['source']) for cell in json.load(open(sys.argv[1]))['cells'] if cell['cell_type'] == 'code']
            codes = [compile(cell, 'cell %d' % i, 'exec') for i, cell in enumerate(cells)]
            if all(importlib.util.find_spec(name) for name in ('pandas', 'pyarrow', 'matplotlib')):
                space = {}
                for code in codes:
                    exec(code, space)
                assert len(space['run']) == 2 and list(space['compared'].columns)[-2:] == ['together', 'pooled']
                print('ran', len(codes))
            else:
                print('compiled', len(codes))
            """;

    @TempDir
    Path scratch;

    private static Path notebook() {
        Path here = Path.of("").toAbsolutePath();
        Path root =
                Files.exists(here.resolve("docs")) ? here : here.resolve("..").normalize();
        return root.resolve("docs/notebooks/results.ipynb");
    }

    @Test
    void cellsRunWherePythonHasItsLibrariesElseTheyAreCompiled() throws Exception {
        Path file = Files.writeString(scratch.resolve("e.yaml"), EXPERIMENT);
        Path folder = scratch.resolve("results");
        StringWriter told = new StringWriter();
        assertThat(new Cordon(List.of(new SimulateCommands()), new PrintWriter(told), new PrintWriter(told), scratch)
                        .run("simulate", "run", file.toString(), "--out", folder.toString()))
                .as(told.toString())
                .isZero();

        ProcessBuilder python =
                new ProcessBuilder("python3", "-c", RUNNER, notebook().toString()).redirectErrorStream(true);
        python.environment().put("CORDON_RESULTS", folder.toString());
        python.environment().put("MPLBACKEND", "Agg");
        Process process = python.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        String last = out.lines().reduce("", (before, line) -> line);
        assertThat(last).matches("(ran|compiled) 5");
        assumeThat(last)
                .as("pandas, pyarrow and matplotlib are missing: cells were only compiled")
                .startsWith("ran");
    }

    /** Outputs would go stale, and hold somebody's rows. */
    @Test
    void itIsKeptWithoutOutputs() throws Exception {
        JsonNode page = new ObjectMapper().readTree(notebook().toFile());
        assertThat(page.get("nbformat").asInt()).isEqualTo(4);
        assertThat(page.get("cells")).allSatisfy(cell -> {
            assertThat(cell.path("outputs")).isEmpty();
            assertThat(cell.path("execution_count").isNull()
                            || cell.path("execution_count").isMissingNode())
                    .isTrue();
        });
    }
}
