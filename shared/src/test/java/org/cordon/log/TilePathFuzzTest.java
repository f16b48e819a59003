// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A normal build tries the seeds; docs/testing.md says how to let it look for more. */
class TilePathFuzzTest {
    @MethodSource("paths")
    @FuzzTest
    void path(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        TilePath.parse(text).ifPresent(path -> assertThat(path.toString()).isEqualTo(text));
    }

    static Stream<byte[]> paths() {
        return Stream.of(
                        "tile/0/000",
                        "tile/1/x001/x234/067.p/17",
                        "tile/entries/000.p/15",
                        "tile/63/x001/000",
                        "tile/00/000")
                .map(path -> path.getBytes(StandardCharsets.UTF_8));
    }
}
