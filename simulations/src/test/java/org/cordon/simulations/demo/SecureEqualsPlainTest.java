// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cordon.computation.StagedComputation;
import org.cordon.simulations.engine.PlainRun;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecureEqualsPlainTest {
    private static final int ROUNDS = 12;
    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    private Path root;

    /** Masks, shares and the network change nothing: quantiles, training and evaluation end in the same bytes. */
    @Test
    void theFederationEndsInTheStateOfPlainSums() throws Exception {
        DemoData data = few(DemoData.generated(1), 1500);
        Recipe recipe = new Recipe(data.features(), ROUNDS, 1);
        Grounds grounds = Grounds.lay(root.resolve("demo"), data, recipe, Duration.ofSeconds(60));
        DemoFederation.Seen seen = LogFile.during(grounds.log(), () -> {
            try (DemoFederation federation =
                    new DemoFederation(grounds, data, 1, NEVER, new ProgressLines(Quiet.writer()))) {
                return federation.run();
            }
        });
        List<LocalRows> rows = new ArrayList<>();
        IntStream.range(0, 5).forEach(i -> rows.add(LocalRows.of(data.tables().get(i), 1, i)));
        Bytes plain = new PlainRun(new StagedComputation()).run(grounds.initialState(), rows);

        assertThat(seen.sums()).isEqualTo(recipe.sums());
        assertThat(seen.fewest()).isEqualTo(5);
        assertThat(Hashes.blob(seen.lastState())).isEqualTo(Hashes.blob(plain));
    }

    static DemoData few(DemoData data, int rows) {
        int[] first = IntStream.range(0, rows).toArray();
        return new DemoData(
                data.origin(),
                data.exchanges().stream()
                        .map(one -> new DemoData.Exchange(
                                one.name(), one.note(), one.rows().select(first)))
                        .toList(),
                data.test());
    }
}
