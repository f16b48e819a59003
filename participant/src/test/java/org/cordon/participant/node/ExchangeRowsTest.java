// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Query;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.feature.FeatureSet;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.round.Contribution;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.Secret;
import org.cordon.task.Charter;
import org.cordon.task.CharterBuilder;
import org.cordon.task.PrivacyTerms;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exchange's file as contributions. */
class ExchangeRowsTest {
    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("data.csv"), "who,a,b,fraud\nalice,1,2,0\nbob,3,4,1\n");
    }

    private long[] contribute(
            Optional<String> label, Optional<String> drop, List<String> columns, String charterLabel) {
        return contribute(
                new ParticipantConfig.Data(file, Optional.empty(), label, drop, Optional.empty(), Optional.empty()),
                ScalingPlan.of(columns, 100),
                charterLabel);
    }

    private static long[] contribute(ParticipantConfig.Data data, ScalingPlan plan, String charterLabel) {
        Stages stages = Stages.of(new Stages.Stage("scaling", Scaling.NAME, plan.encode()));
        Bytes state = new StagedComputation().start(stages.encode(), Map.of());
        Query query = new StagedComputation().query(state).orElseThrow();
        ExchangeRows rows = new ExchangeRows(
                data,
                EventRows.of(data).map(EventRows::features),
                Secret.of(new byte[Secret.BYTES]),
                Contributors.installed(),
                new DenseTrainer());
        Contribution contribution = rows.of(charter(plan.features(), charterLabel, state));
        return contribution.contribute(query, state);
    }

    private static Charter charter(List<String> columns, String label, Bytes state) {
        return builder(columns, label, state).privacyWaiver("test").build();
    }

    private static CharterBuilder builder(List<String> columns, String label, Bytes state) {
        return Charter.builder()
                .consortium(Hashes.blob(new byte[0]))
                .name("t")
                .purpose("test")
                .legalBasis("none needed")
                .controllers(List.of("nobody"))
                .schema("none")
                .retention(Duration.ZERO)
                .stages(List.of(new Stage(Scaling.NAME, Bytes.EMPTY, 3)))
                .minSurvivors(4)
                .minHonest(3)
                .columns(columns)
                .label(label)
                .initialState(Hashes.blob(state))
                .timing(Timing.uniform(Duration.ofSeconds(1)))
                .notBefore(Instant.EPOCH)
                .expiry(Instant.EPOCH.plusSeconds(1));
    }

    @Test
    void onlyTheChartersColumnsAreReadInItsOrder() {
        long[] there = contribute(Optional.empty(), Optional.empty(), List.of("a", "b"), "fraud");
        long[] back = contribute(Optional.empty(), Optional.empty(), List.of("b", "a"), "fraud");

        assertThat(there).isNotEqualTo(back).hasSameSizeAs(back);
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> contribute(Optional.empty(), Optional.empty(), List.of("a", "z"), "fraud"))
                .hasMessageContaining("the charter's column z must be a column of " + file);
    }

    private ParticipantConfig.Data ofEvents(String features) throws IOException {
        Path events = Files.writeString(directory.resolve("events.csv"), "id,time,kind,account\n");
        Path file = Files.writeString(
                directory.resolve("features.yaml"),
                "name: small-1\nrows: [withdrawal]\nlateness: PT0S\nfeatures:\n" + features);
        return new ParticipantConfig.Data(
                directory.resolve("rows.csv"),
                Optional.of(new EventsConfig(
                        events,
                        Optional.empty(),
                        Optional.of(file),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        false)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aCharterOverOtherFeaturesIsRefused() throws IOException {
        ParticipantConfig.Data data = ofEvents("  - {name: a, compute: value, of: amount_usd}\n");

        assertThatThrownBy(() -> contribute(data, ScalingPlan.of(List.of("a"), 100), "label"))
                .hasMessageMatching(
                        "the charter's schema must be features-[0-9a-f]{48}, as these are the features that"
                                + " data.events makes, but is none; make the features that the charter means, or refuse the task");
    }

    /** Else taking one customer's events away would move the rows of others, which epsilon does not count. */
    @Test
    void rowsThatDependOnAnotherUnitAreRefusedUnderPrivacy() throws IOException {
        ParticipantConfig.Data data = ofEvents("""
                  - {name: usd, compute: value, of: amount_usd}
                  - {name: own, compute: count, key: [account, device], window: PT1H}
                  - {name: shared, compute: count, key: [ip_block], window: PT1H}
                  - {name: all, compute: count, window: PT1H}
                """);
        UnitBound customer = new UnitBound(PrivacyUnit.CUSTOMER, 2);

        assertThat(asked(data, customer, "usd", "own")).isEmpty();
        assertThat(asked(data, customer, "usd", "shared"))
                .contains(
                        "feature shared must have account in its key, as the charter hides customers, but rows of others depend"
                                + " on a customer's events; leave the column out of the charter, or refuse the task");
        assertThat(asked(data, customer, "all")).isPresent();
        assertThat(asked(data, UnitBound.RECORD, "usd")).isEmpty();
        assertThat(asked(data, UnitBound.RECORD, "own"))
                .contains(
                        "feature own must be a value of its own event, as the charter hides records, but looks at others; leave"
                                + " the column out of the charter, or refuse the task");
    }

    /** Why the node refuses a charter that hides these units; empty if it takes it. */
    private static Optional<String> asked(ParticipantConfig.Data data, UnitBound unit, String... columns) {
        FeatureSet features = EventRows.of(data).orElseThrow().features();
        PrivacyTerms terms = new PrivacyTerms(
                unit,
                unit.unit() == PrivacyUnit.RECORD ? Optional.of("test") : Optional.empty(),
                1_000_000,
                6,
                new PrivacyTerms.Clip.Fixed(1_000_000),
                PrivacyTerms.Accountant.RDP);
        Charter charter = builder(List.of(columns), "label", Bytes.EMPTY)
                .schema(features.schema())
                .privacy(terms)
                .build();
        try {
            Contribution unused = new ExchangeRows(
                            data,
                            Optional.of(features),
                            Secret.of(new byte[Secret.BYTES]),
                            Contributors.installed(),
                            new DenseTrainer())
                    .of(charter);
            return Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    @Test
    void aDroppedColumnIsNotThere() {
        assertThatThrownBy(() -> contribute(Optional.empty(), Optional.of("^b$"), List.of("a", "b"), "fraud"))
                .hasMessageContaining("the charter's column b must be");
    }

    @Test
    void theLabelIsNoFeatureAndNoOtherColumnIsTheLabel() {
        assertThatThrownBy(() -> contribute(Optional.of("fraud"), Optional.empty(), List.of("a", "fraud"), "b"))
                .hasMessageContaining("fraud must be used as the label only");
        assertThatThrownBy(() -> contribute(Optional.of("fraud"), Optional.empty(), List.of("a"), "b"))
                .hasMessageContaining("label must be fraud");
    }

    /** Two rows of alice's three count, with 256 words each, and bob's one. */
    @Test
    void ofACustomerNoMoreRowsCountThanTheCharterSays() throws Exception {
        Files.writeString(file, "who,a,fraud\nalice,1,0\nalice,1,0\nbob,3,1\nalice,1,0\n");
        ParticipantConfig.Data data = new ParticipantConfig.Data(
                file, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("who"));
        ScalingPlan plan = ScalingPlan.of(List.of("a"), 100)
                .under(new NoisyCounts(new UnitBound(PrivacyUnit.CUSTOMER, 2), 1_000_000));

        assertThat(Arrays.stream(contribute(data, plan, "fraud"))
                        .filter(word -> word != 0)
                        .toArray())
                .containsExactly(2L * NoisyCounts.SCALE, (long) NoisyCounts.SCALE);
        assertThatThrownBy(() -> contribute(
                        new ParticipantConfig.Data(
                                file,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        plan,
                        "fraud"))
                .hasMessageContaining("name the column of the customer under data.customer");
        assertThatThrownBy(() -> contribute(data, ScalingPlan.of(List.of("who"), 100), "fraud"))
                .hasMessageContaining("the charter's column who must be a column of " + file);
    }

    /** In a charter without privacy, where such rows count: each with 256 words, though one row of a customer does. */
    @Test
    void rowsOfNobodyAreNotOneCustomer() throws Exception {
        Files.writeString(file, "who,a,fraud\n,1,0\n,1,0\nbob,3,1\nbob,3,1\n");
        ParticipantConfig.Data data = new ParticipantConfig.Data(
                file, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("who"));
        ScalingPlan plan = ScalingPlan.of(List.of("a"), 100)
                .under(new NoisyCounts(new UnitBound(PrivacyUnit.CUSTOMER, 1), 1_000_000));

        assertThat(Arrays.stream(contribute(data, plan, "fraud"))
                        .filter(word -> word != 0)
                        .toArray())
                .containsExactly(2L * NoisyCounts.SCALE, (long) NoisyCounts.SCALE);
    }

    @Test
    void aColumnOfTextIsRefusedWithoutItsValues() {
        assertThatThrownBy(() -> contribute(Optional.empty(), Optional.empty(), List.of("who"), "fraud"))
                .hasMessageContaining("column who must be numeric")
                .hasMessageNotContaining("alice");
    }
}
