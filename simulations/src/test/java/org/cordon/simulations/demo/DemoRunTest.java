// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRunTest {
    @TempDir
    private Path root;

    @Test
    void anExchangeDropsOutComesBackAndEveryByteIsAccountedFor() throws Exception {
        DemoData data = SecureEqualsPlainTest.few(DemoData.generated(1), 1500);
        DemoResult result = new DemoRun(data, 20, 1)
                .run(root.resolve("demo"), root.resolve("audit"), new ProgressLines(Quiet.writer()));

        DemoFigures figures = result.figures();
        assertThat(figures.exchanges()).isEqualTo(5);
        assertThat(figures.sumsOpened()).isEqualTo(24);
        assertThat(figures.rounds()).isGreaterThanOrEqualTo(24);
        assertThat(figures.dropOuts()).isGreaterThanOrEqualTo(1);
        assertThat(result.fewest()).isEqualTo(4);
        assertThat(result.leaver()).isEqualTo("delta");
        assertThat(result.vectorsAfterReturn()).isPositive();
        assertThat(result.outflows()).allSatisfy(one -> {
            assertThat(one.bytesOnWire()).isEqualTo(one.bytesByFormula());
            assertThat(one.uploadBytes()).isPositive().isLessThan(one.bytesOnWire());
        });
        assertThat(figures.uploadBytesPerCoordinate()).isBetween(3.0, 3.5);
        assertThat(Files.readString(root.resolve("demo/demo.log")))
                .contains("coordinator: task demo: started")
                .contains("delta: session")
                .contains("NO PRIVACY GUARANTEE");
    }
}
