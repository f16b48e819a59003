// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/audit-claims.md is what the code says; {@code -Dcordon.update=true} writes it. */
final class ClaimsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "audit-claims.md");

    @Test
    void thePageIsWhatTheCodeSays() throws IOException {
        String expected = ClaimsPage.text();
        if (Boolean.getBoolean("cordon.update")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    @Test
    void thereAre45Claims() {
        assertThat(Arrays.stream(Claim.values()).mapToInt(Claim::id).toArray())
                .isEqualTo(IntStream.rangeClosed(1, 45).toArray());
        assertThat(Claim.of(33)).isEqualTo(Claim.NO_DIFFERENCING);
    }

    @Test
    void noClaimLeansOnItself() {
        for (Claim claim : Claim.values()) {
            Set<Claim> reached = EnumSet.noneOf(Claim.class);
            Deque<Claim> open = new ArrayDeque<>(claim.dependsOn());
            while (!open.isEmpty()) {
                Claim next = open.remove();
                if (reached.add(next)) {
                    open.addAll(next.dependsOn());
                }
            }
            assertThat(reached).as(claim.name()).doesNotContain(claim);
        }
    }
}
