// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cordon.participant.event.EventSource;
import org.cordon.participant.event.IntakeRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsPlanTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    /** Labels come 14 days after the event: what is learnt at a cut-off is what was known by then. */
    @Test
    void aDelayOfLabelsShowsNoLookAhead() throws IOException {
        StringBuilder events = new StringBuilder("id,time,kind,account,amount_usd\n");
        StringBuilder labels = new StringBuilder("event,label,labelled_at\n");
        for (int day = 0; day < 40; day++) {
            Instant time = START.plus(Duration.ofDays(day));
            events.append("e" + day + "," + time + ",withdrawal,u," + day + "\n");
            labels.append("e" + day + ",1," + time.plus(Duration.ofDays(14)) + "\n");
        }
        Files.writeString(folder.resolve("events.csv"), events);
        Files.writeString(folder.resolve("labels.csv"), labels);
        Files.writeString(folder.resolve("features.yaml"), """
                name: amounts-1
                rows: [withdrawal]
                lateness: PT0S
                features:
                  - {name: usd_90d, compute: sum, key: [account], window: P90D}
                """);
        RowsPlan plan = new RowsPlan(
                ChosenFeatures.ofFile(folder.resolve("features.yaml")),
                Optional.of(new RowsPlan.Labelled(Optional.of(folder.resolve("labels.csv")))),
                Optional.of(START.plus(Duration.ofDays(30))),
                IntakeRules.strict());

        RowsPlan.Made made = plan.make(
                EventSource.of(folder.resolve("events.csv")), folder.resolve("data.csv"), (unused, unfinished) -> {});

        assertThat(made.rows()).isEqualTo(17);
        assertThat(made.leftOut()).isEqualTo(14);
        assertThat(made.later()).isEqualTo(9);
        List<String> table = Files.readAllLines(folder.resolve("data.csv"));
        assertThat(table).hasSize(18).startsWith("usd_90d,label,event,account").endsWith("136.0,1,e16,u");
    }
}
