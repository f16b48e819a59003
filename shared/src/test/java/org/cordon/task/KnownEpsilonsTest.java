// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.cordon.privacy.accountant.Composition;
import org.cordon.privacy.accountant.Mechanism;
import org.junit.jupiter.api.Test;

class KnownEpsilonsTest {
    private final KnownEpsilons known = new KnownEpsilons(2);

    private static Composition steps(int count) {
        return Composition.of(new Mechanism.PoissonGaussian(1, 0.01), count);
    }

    @Test
    void anAnswerIsTheAccountantsWhetherItWasAskedForBeforeOrNot() {
        for (int turn = 0; turn < 2; turn++) {
            for (int count = 1; count <= 4; count++) {
                for (PrivacyTerms.Accountant name : PrivacyTerms.Accountant.values()) {
                    double expected = PrivacyPlan.accountant(name)
                            .epsilon(steps(count), 1e-6)
                            .epsilon();
                    assertThat(known.epsilon(name, 1e-6, steps(count))).isEqualTo(expected);
                    assertThat(known.epsilon(name, 1e-6, steps(count))).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void anotherDeltaIsAnotherQuestion() {
        assertThat(known.epsilon(PrivacyTerms.Accountant.RDP, 1e-6, steps(10)))
                .isGreaterThan(known.epsilon(PrivacyTerms.Accountant.RDP, 1e-5, steps(10)));
    }

    @Test
    void whatAnAccountantRefusesIsRefusedEachTime() {
        for (int turn = 0; turn < 2; turn++) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> known.epsilon(PrivacyTerms.Accountant.RDP, 2, steps(1)));
        }
    }
}
