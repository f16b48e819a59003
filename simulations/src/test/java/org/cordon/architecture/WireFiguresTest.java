// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.cordon.record.HeadCosignature;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signature;
import org.cordon.wire.WireSize;
import org.junit.jupiter.api.Test;

/** The figures in docs/protocol.md, "Bytes on the wire", are those of the formula. */
class WireFiguresTest {
    private static final Digest SESSION = Hashes.sha256(new byte[0]);
    private static final int WORDS = 1_000_001;
    private static final int BYTES_PER_WORD = 3;
    private static final int CHUNK = 512 << 10;

    /** Origin of 78 characters, a size of four digits, a root. */
    private static final int CHECKPOINT = 79 + 5 + 45;

    /** Beside ready, endorsement, reveal and receipt. */
    private static final long COSIGNATURES = 4;

    private static final HeadCosignature COSIGNATURE =
            new HeadCosignature(1000, 1_800_000_000L, Signature.of(new byte[Signature.BYTES]));

    @Test
    void theExamplesFollowFromTheFormula() {
        assertThat(Sources.text(Path.of("docs", "protocol.md")))
                .contains("| 5 | 0 | " + round(5, 0) + " |")
                .contains("| 5 | 1 | " + round(5, 1) + " |")
                .contains("| 100 | 10 | " + round(100, 10) + " |")
                .contains("takes member 1 a further " + epoch(100) + " bytes");
    }

    private static long round(int members, int dropped) {
        Scope scope = new Scope(SESSION, 1, 1, 0, 1);
        List<Integer> others = others(members);
        List<Integer> survivors = others.subList(0, others.size() - dropped);
        return WireSize.ready(scope, others)
                + WireSize.uploadOffset(scope)
                + WireSize.upload(scope, WORDS, BYTES_PER_WORD, CHUNK)
                - (long) WORDS * BYTES_PER_WORD
                + WireSize.endorsement(scope)
                + WireSize.reveal(scope, survivors, others.subList(others.size() - dropped, others.size()))
                + WireSize.fetchSum(scope)
                + WireSize.fetchBlocks(scope)
                + WireSize.receipt(scope, CHECKPOINT)
                + COSIGNATURES * WireSize.cosignature(COSIGNATURE);
    }

    private static int epoch(int members) {
        Scope scope = new Scope(SESSION, 1, 0, 0, 1);
        List<Integer> others = others(members);
        return WireSize.advert(scope)
                + WireSize.encapsulation(scope, others)
                + WireSize.confirm(scope, others)
                + WireSize.accepted(scope);
    }

    private static List<Integer> others(int members) {
        return IntStream.rangeClosed(2, members).boxed().toList();
    }
}
