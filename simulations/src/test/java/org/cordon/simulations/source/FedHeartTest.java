// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made-up patients in the published form. */
class FedHeartTest {
    @TempDir
    Path directory;

    private Sample read(String cleveland) throws IOException {
        Files.writeString(directory.resolve("processed.cleveland.data"), cleveland);
        for (String hospital : List.of("hungarian", "switzerland", "va")) {
            Files.writeString(
                    directory.resolve("processed." + hospital + ".data"), "50,0,1,120,200,0,0,150,0,1,1,0,3,0\n");
        }
        return new FedHeart(".").read(directory, Set.of(), 1);
    }

    /** slope, ca and thal, the three before the last, are not used: a row may miss them. */
    @Test
    void aRowThatMissesAUsedValueIsDroppedHoweverItIsMarked() throws IOException {
        Sample sample = read("""
                63,1,4,145,233,1,2,150,0,2.3,NaN,?,NaN,3
                63,1,4,145,NaN,1,2,150,0,2.3,3,0,6,0
                63,1,4,145,?,1,2,150,0,2.3,3,0,6,0
                63,1,NaN,145,233,1,2,150,0,2.3,3,0,6,0
                63,1,4,145,233,1,NaN,150,0,2.3,3,0,6,0
                63,1,4,145,233,1,2,150,0,2.3,3,0,6,NaN
                """);
        assertThat(sample.exchanges()).containsExactly(0, 1, 2, 3);
        assertThat(sample.table().label(0)).isEqualTo(1f);
        assertThat(sample.table().copyValues())
                .startsWith(63, 1, 145, 233, 1, 150, 0, 2.3f, 0, 0, 1, 0, 1)
                .doesNotContain(Float.NaN);
    }

    @Test
    void aLineOfAnotherFormIsRefused() {
        assertThatThrownBy(() -> read("63,1,4\n")).hasMessageContaining("must have 14 fields a line, but has 3");
    }
}
