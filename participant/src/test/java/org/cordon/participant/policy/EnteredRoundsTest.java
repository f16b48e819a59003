// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnteredRoundsTest {
    private static final Instant NOW = TestTasks.NOW;
    private static final Digest ONE = Hashes.blob(new byte[] {1});
    private static final Digest TWO = Hashes.blob(new byte[] {2});

    @TempDir
    private Path directory;

    private EnteredRounds open(Instant now) {
        return EnteredRounds.open(directory.resolve("rounds.log"), now);
    }

    @Test
    void aDayIsTwentyFourHoursToTheMillisecond() {
        try (EnteredRounds rounds = open(NOW)) {
            rounds.enter(ONE, 1, 1, NOW);
            rounds.enter(TWO, 1, 1, NOW.plusSeconds(60));
            Instant tomorrow = NOW.plus(Duration.ofHours(24));
            assertThat(rounds.inDayBefore(tomorrow.minusMillis(1))).isEqualTo(2);
            assertThat(rounds.inDayBefore(tomorrow)).isEqualTo(1);
            assertThat(rounds.inDayBefore(tomorrow.plusSeconds(60))).isZero();
            assertThat(rounds.of(ONE)).isEqualTo(1);
        }
    }

    @Test
    void aClockThatIsSetBackForgetsNothing() {
        try (EnteredRounds rounds = open(NOW)) {
            rounds.enter(ONE, 1, 1, NOW);
            assertThat(rounds.inDayBefore(NOW.minus(Duration.ofDays(400)))).isEqualTo(1);
        }
    }

    @Test
    void roundsSurviveARestart() {
        try (EnteredRounds rounds = open(NOW)) {
            rounds.enter(ONE, 1, 1, NOW);
            rounds.enter(ONE, 1, 2, NOW);
        }
        try (EnteredRounds rounds = open(NOW)) {
            assertThat(rounds.of(ONE)).isEqualTo(2);
            assertThat(rounds.inDayBefore(NOW)).isEqualTo(2);
            assertThat(rounds.isNewest(ONE, 1, 2)).isTrue();
            assertThat(rounds.isNewest(ONE, 1, 1)).isFalse();
        }
    }

    @Test
    void aLineThatACrashCutOffDoesNotCount() throws IOException {
        try (EnteredRounds rounds = open(NOW)) {
            rounds.enter(ONE, 1, 1, NOW);
        }
        Files.writeString(
                directory.resolve("rounds.log"),
                NOW.toEpochMilli() + " " + ONE.hex() + " 1",
                StandardCharsets.US_ASCII,
                StandardOpenOption.APPEND);
        try (EnteredRounds rounds = open(NOW)) {
            assertThat(rounds.of(ONE)).isEqualTo(1);
            rounds.enter(ONE, 1, 2, NOW);
        }
        try (EnteredRounds rounds = open(NOW)) {
            assertThat(rounds.of(ONE)).isEqualTo(2);
        }
    }

    @Test
    void anAlteredOrOpenFileIsRefused() throws IOException {
        Path file = directory.resolve("rounds.log");
        try (EnteredRounds rounds = open(NOW)) {
            rounds.enter(ONE, 1, 1, NOW);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        assertThatThrownBy(() -> open(NOW)).isInstanceOf(StoreFailure.class).hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "soon " + ONE.hex() + " 1 1\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> open(NOW))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("line 2 must name a round");
    }

    /** Against a list of all rounds that were ever entered, over restarts, clock jumps and shortened files. */
    @Test
    void countsAreThoseOfAPlainList() throws IOException {
        long seed = new SecureRandom().nextLong();
        System.out.println("EnteredRoundsTest seed " + seed);
        Random random = new Random(seed);
        List<Instant> all = new ArrayList<>();
        StringBuilder old = new StringBuilder();
        for (int i = 0; i < 10_100; i++) {
            old.append(NOW.minus(Duration.ofDays(30)).plusSeconds(i).toEpochMilli())
                    .append(" ")
                    .append(ONE.hex())
                    .append(" 1 ")
                    .append(i + 1)
                    .append("\n");
        }
        Path file = directory.resolve("rounds.log");
        OwnFiles.create(file, old.toString().getBytes(StandardCharsets.US_ASCII));
        Instant now = NOW;
        int ones = 10_100;
        for (int restart = 0; restart < 5; restart++) {
            try (EnteredRounds rounds = open(now)) {
                for (int i = 0; i < 10; i++) {
                    now = now.plus(Duration.ofMinutes(random.nextInt(300)));
                    ones++;
                    rounds.enter(ONE, 2, ones, now);
                    all.add(now);
                    Instant since = now.minus(Duration.ofHours(24));
                    assertThat(rounds.inDayBefore(now))
                            .isEqualTo(all.stream()
                                    .filter(time -> time.isAfter(since))
                                    .count());
                    assertThat(rounds.of(ONE)).isEqualTo(ones);
                }
            }
        }
        assertThat(Files.readAllLines(file)).hasSizeLessThan(100);
    }
}
