// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cordon.member.Threshold;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharterTest {
    private static final Threshold FIVE = new Threshold(5);

    @Test
    void buildsWhatWasSet() {
        Charter charter = TestCharters.builder().build(FIVE);
        assertThat(charter.name()).isEqualTo("fraud-2026");
        assertThat(charter.label()).contains("fraud");
        assertThat(charter.maxRounds()).isEqualTo(24);
        assertThat(charter).isEqualTo(TestCharters.builder().build(FIVE));
        assertThat(Charter.builder()).isNotNull();
    }

    @Test
    void everyMissingFieldIsNamed() {
        refused(() -> Charter.builder().build(), "consortium must be set, but was not");
        refused(
                () -> Charter.builder()
                        .consortium(TestCharters.builder().build().consortium())
                        .build(),
                "name must be set, but was not");
        refused(() -> TestCharters.builder().stages(List.of()).build(), "stages must be in [1, 16], but was 0");
        refused(() -> TestCharters.builder().columns(List.of()).build(), "columns must be in [1, 4096], but was 0");
    }

    @ParameterizedTest
    @MethodSource("survivors")
    void survivorsLieBetweenThresholdAndMembers(int m) {
        if (m >= 4 && m <= 5) {
            assertThatCode(() -> TestCharters.builder().minSurvivors(m).build(FIVE))
                    .doesNotThrowAnyException();
        } else {
            refused(
                    () -> TestCharters.builder().minSurvivors(m).build(FIVE),
                    m < 1
                            ? "minSurvivors must be in [1, 255], but was " + m
                            : "minSurvivors must be in [4, 5], but was " + m);
        }
    }

    static IntStream survivors() {
        return IntStream.rangeClosed(0, 6);
    }

    @Test
    void moreHonestThanTheConsortiumHasAreRefused() {
        refused(() -> TestCharters.builder().minHonest(4).build(FIVE), "minHonest must be in [1, 3], but was 4");
        refused(() -> TestCharters.builder().minHonest(0).build(), "minHonest must be in [1, 255], but was 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "two words", "-x", "a\nb", "../x"})
    void unfitNamesAreRefused(String name) {
        assertThatThrownBy(() -> TestCharters.builder().name(name).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("name must be 1 to 64 of a-z, 0-9, inner - and ., but was \"")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "line\nbreak", "bidi\u202eoverride", "lone\ud800surrogate", "sep\u2028arator"})
    void unfitTextsAreRefused(String text) {
        String rule = " must be 1 to 1000 printable characters, not all blank, but was \"";
        assertThatThrownBy(() -> TestCharters.builder().purpose(text).build()).hasMessageStartingWith("purpose" + rule);
        assertThatThrownBy(() -> TestCharters.builder().legalBasis(text).build())
                .hasMessageStartingWith("legalBasis" + rule);
        assertThatThrownBy(() -> TestCharters.builder().privacyWaiver(text).build())
                .hasMessageStartingWith("privacyWaiver" + rule);
        assertThatThrownBy(() -> TestCharters.builder().columns(List.of(text)).build())
                .hasMessageStartingWith("column must be 1 to 128 printable");
        assertThatThrownBy(() -> TestCharters.builder().label(text).build())
                .hasMessageStartingWith("label must be 1 to 128 printable");
    }

    @Test
    void longTextsAreRefusedAndCutInTheMessage() {
        assertThatCode(() -> TestCharters.builder().purpose("x".repeat(1000)).build())
                .doesNotThrowAnyException();
        assertThatThrownBy(
                        () -> TestCharters.builder().purpose("x".repeat(1001)).build())
                .hasMessageEndingWith("x... (1001 characters)\"");
    }

    @Test
    void columnsAreDistinctAndTheLabelIsNoFeature() {
        refused(
                () -> TestCharters.builder().columns(List.of("a", "b", "a")).build(),
                "columns must be distinct, but was twice there: \"a\"");
        refused(
                () -> TestCharters.builder().columns(List.of("a", "fraud")).build(),
                "label must be no feature column, but was one: \"fraud\"");
        assertThatCode(() -> TestCharters.builder()
                        .columns(List.of(" leading space", "Total ERC20"))
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void tooManyOfAnythingAreRefused() {
        refused(
                () -> TestCharters.builder()
                        .columns(IntStream.rangeClosed(0, 4096)
                                .mapToObj(i -> "c" + i)
                                .toList())
                        .build(),
                "columns must be in [1, 4096], but was 4097");
        refused(
                () -> TestCharters.builder()
                        .stages(Collections.nCopies(17, new Stage("x", Bytes.EMPTY, 1)))
                        .build(),
                "stages must be in [1, 16], but was 17");
    }

    @Test
    void timesAreWholeSecondsInOrder() {
        Instant begin = TestCharters.BEGIN;
        refused(
                () -> TestCharters.builder().expiry(begin).build(),
                "expiry must be after notBefore 2026-11-21T00:00:00Z, but was 2026-11-21T00:00:00Z");
        refused(
                () -> TestCharters.builder().notBefore(begin.plusNanos(1)).build(),
                "notBefore must be a whole second of the years 1970 to 9999, but was 2026-11-21T00:00:00.000000001Z");
        refused(
                () -> TestCharters.builder()
                        .expiry(Instant.ofEpochSecond(253_402_300_800L))
                        .build(),
                "expiry must be a whole second of the years 1970 to 9999, but was +10000-01-01T00:00:00Z");
        refused(
                () -> TestCharters.builder()
                        .notBefore(Instant.ofEpochSecond(-1))
                        .build(),
                "notBefore must be a whole second of the years 1970 to 9999, but was 1969-12-31T23:59:59Z");
    }

    @Test
    void everyStepNeedsATime() {
        Duration good = Duration.ofSeconds(1);
        String rule = " must be a whole number of milliseconds from PT0.001S to P7D, but was ";
        for (Duration bad : List.of(
                Duration.ZERO,
                Duration.ofSeconds(-1),
                Duration.ofDays(8),
                Duration.ofNanos(1_500_000),
                Duration.ofSeconds(Long.MAX_VALUE))) {
            refused(() -> new Timing(bad, good, good, good, good), "ready" + rule + bad);
            refused(() -> new Timing(good, bad, good, good, good), "upload" + rule + bad);
            refused(() -> new Timing(good, good, bad, good, good), "survivors" + rule + bad);
            refused(() -> new Timing(good, good, good, bad, good), "reveal" + rule + bad);
            refused(() -> new Timing(good, good, good, good, bad), "result" + rule + bad);
        }
        assertThat(Timing.uniform(Timing.LONGEST).ready()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void stagesAreBounded() {
        refused(
                () -> new Stage("network", Bytes.of(new byte[65537]), 1),
                "parameters must be at most 65536 bytes, but was 65537 bytes");
        refused(() -> new Stage("network", Bytes.EMPTY, 0), "maxRounds must be in [1, 100000], but was 0");
        refused(() -> new Stage("network", Bytes.EMPTY, 100_001), "maxRounds must be in [1, 100000], but was 100001");
        assertThatThrownBy(() -> new Stage("Net work", Bytes.EMPTY, 1)).hasMessageStartingWith("computation must be");
    }

    @Test
    void aCharterWithoutLabelStands() {
        Charter full = TestCharters.builder().build();
        Charter charter = new Charter(
                full.consortium(),
                full.name(),
                full.version(),
                full.purpose(),
                full.legalBasis(),
                full.controllers(),
                full.dpia(),
                full.schema(),
                full.stages(),
                full.minSurvivors(),
                full.minHonest(),
                full.columns(),
                Optional.empty(),
                full.initialState(),
                full.privacy(),
                full.privacyWaiver(),
                full.retention(),
                full.timing(),
                full.notBefore(),
                full.expiry());
        assertThat(charter.label()).isEmpty();
    }

    @Test
    void survivorsNeverGoBelowT() {
        Charter charter = TestCharters.builder().minSurvivors(4).build();
        assertThat(charter.survivors(new Threshold(5))).isEqualTo(4);
        assertThat(charter.survivors(new Threshold(9))).isEqualTo(7);
        assertThat(TestCharters.builder().minSurvivors(8).build().survivors(new Threshold(9)))
                .isEqualTo(8);
        assertThat(charter.isKeptBy(new Threshold(9))).isTrue();
        assertThat(charter.isKeptBy(new Threshold(4))).isFalse();
        assertThat(TestCharters.builder().minSurvivors(6).build().isKeptBy(FIVE))
                .isFalse();
    }

    @Test
    void privacyIsDeclaredOrWaivedAndNeverBoth() {
        PrivacyTerms terms = terms(1, 1_000_000, 6);
        refused(
                () -> TestCharters.builder().privacy(terms).build(),
                "exactly one of privacy and privacyWaiver must be set, but both were");
        Charter full = TestCharters.builder().build();
        refused(
                () -> Charter.builder()
                        .consortium(full.consortium())
                        .name(full.name())
                        .purpose(full.purpose())
                        .legalBasis(full.legalBasis())
                        .controllers(full.controllers())
                        .schema(full.schema())
                        .stages(full.stages())
                        .minSurvivors(4)
                        .minHonest(3)
                        .columns(full.columns())
                        .initialState(full.initialState())
                        .retention(full.retention())
                        .timing(full.timing())
                        .notBefore(full.notBefore())
                        .expiry(full.expiry())
                        .build(),
                "exactly one of privacy and privacyWaiver must be set, but neither was");
        refused(() -> terms(0, 1, 6), "contributionBound must be in [1, 1000000], but was 0");
        refused(() -> terms(1, 0, 6), "epsilonMicro must be in [1, 100000000], but was 0");
        refused(() -> terms(1, 100_000_001, 6), "epsilonMicro must be in [1, 100000000], but was 100000001");
        refused(() -> terms(1, 1, 2), "deltaExponent must be in [3, 18], but was 2");
        refused(
                () -> new PrivacyTerms(
                        UnitBound.RECORD,
                        Optional.empty(),
                        1,
                        6,
                        new PrivacyTerms.Clip.Fixed(1),
                        PrivacyTerms.Accountant.RDP),
                "reason must be there exactly where the unit is a record, but the unit is a record and the reason was"
                        + " missing; a customer with many records is hidden less, so say why that is enough");
        refused(
                () -> new UnitBound(PrivacyUnit.RECORD, 2),
                "contributionBound must be 1 where the unit is a record, but was 2");
        refused(() -> new PrivacyTerms.Clip.Adaptive(1, 100), "quantilePercent must be in [1, 99], but was 100");
        refused(() -> new PrivacyTerms.Clip.Fixed(0), "normMicro must be in [1, 1000000000000], but was 0");
    }

    private static PrivacyTerms terms(int bound, long epsilonMicro, int deltaExponent) {
        return new PrivacyTerms(
                new UnitBound(PrivacyUnit.CUSTOMER, bound),
                Optional.empty(),
                epsilonMicro,
                deltaExponent,
                new PrivacyTerms.Clip.Adaptive(1_000_000, 50),
                PrivacyTerms.Accountant.PLD);
    }

    @Test
    void whoIsResponsibleAndHowLongAreBounded() {
        refused(() -> TestCharters.builder().version(0).build(), "version must be in [1, 2147483647], but was 0");
        refused(
                () -> TestCharters.builder().controllers(List.of()).build(),
                "controllers must be in [1, 64], but was 0");
        refused(
                () -> TestCharters.builder().controllers(List.of("A", "A")).build(),
                "controllers must be distinct, but was twice there: \"A\"");
        refused(
                () -> TestCharters.builder().retention(Duration.ofSeconds(-1)).build(),
                "retention must be whole seconds, 0 to 36525 days, but was PT-1S");
        refused(
                () -> TestCharters.builder().retention(Duration.ofNanos(1)).build(),
                "retention must be whole seconds, 0 to 36525 days, but was PT0.000000001S");
        assertThatThrownBy(() -> TestCharters.builder().schema("No Schema").build())
                .hasMessageStartingWith("schema must be 1 to 64 of a-z");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
