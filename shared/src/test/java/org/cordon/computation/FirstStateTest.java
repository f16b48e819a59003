// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

/** A first state that does something else than the charter's stages say is not the charter's, whatever digest the charter names. */
class FirstStateTest {
    private static final StagedComputation PIPELINE = new StagedComputation();
    private static final Bytes CUSTOMERS = plan(new UnitBound(PrivacyUnit.CUSTOMER, 4));
    private static final Bytes RECORDS = plan(UnitBound.RECORD);

    private static Bytes plan(UnitBound protects) {
        return new ScalingPlan(List.of("amount"), 100, 8, 4, 1)
                .under(new NoisyCounts(protects, 1_000_000))
                .encode();
    }

    private static Stages stages(Bytes parameters) {
        return Stages.of(new Stages.Stage("scaling", Scaling.NAME, parameters));
    }

    private static void require(Bytes state) {
        PIPELINE.requireFirst(state, List.of(Scaling.NAME), List.of(CUSTOMERS));
    }

    @Test
    void theStateOfTheStagesWithWhateverInputIsTheirFirst() {
        assertThatCode(() -> require(PIPELINE.start(stages(CUSTOMERS).encode(), Map.of())))
                .doesNotThrowAnyException();
        Map<String, Bytes> input = Map.of("initial-parameters", Bytes.wrap(new byte[] {1, 2, 3, 4}));
        assertThatCode(() -> require(PIPELINE.start(stages(CUSTOMERS).encode(), input)))
                .doesNotThrowAnyException();
    }

    @Test
    void aStateThatHidesRecordsWhereTheCharterSaysCustomers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> require(PIPELINE.start(stages(RECORDS).encode(), Map.of())))
                .withMessageContaining("parameters of stage 1 of the state must be those of the charter");
    }

    @Test
    void aStateWhoseRunningStageIsAnotherThanItsStagesSay() {
        Bytes other = new Scaling().start(RECORDS, Map.of());
        SortedMap<String, Bytes> none = new TreeMap<>();
        Bytes forged = new StagedState(stages(CUSTOMERS), 0, 0, other, new TreeMap<>(), none).encode();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> require(forged))
                .withMessage("state must be the first that its stages and inputs give, but is another");
        Bytes later = new StagedState(
                        stages(CUSTOMERS), 0, 1, new Scaling().start(CUSTOMERS, Map.of()), new TreeMap<>(), none)
                .encode();
        assertThatIllegalArgumentException().isThrownBy(() -> require(later));
    }
}
