// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PrivacyLossTest {
    @Test
    void aLedgerIsChargedBeforeEachRelease() {
        // docs: ledger
        PrivacyAccount account = new PrivacyAccount(new PldAccountant(), 1e-6);
        double budget = 0.5;
        Mechanism step = new Mechanism.PoissonGaussian(1.1, 0.004);
        PrivacyLoss charged = account.nothing().charge(new Mechanism.Laplace(50), 1);
        while (true) {
            PrivacyLoss next = charged.charge(step, 100);
            if (next.guarantee().epsilon() > budget) {
                break;
            }
            charged = next;
        }
        // docs: end
        assertThat(charged.guarantee().epsilon()).isLessThanOrEqualTo(budget);
        assertThat(charged.releases().releases()).hasSize(2);
        Composition atOnce = Composition.of(new Mechanism.Laplace(50), 1)
                .plus(step, charged.releases().count() - 1);
        assertThat(charged.guarantee()).isEqualTo(new PrivacyAccount(new PldAccountant(), 1e-6).of(atOnce));
    }

    @Test
    void bothAccountantsBoundTheSameTraining() {
        // docs: training
        PrivacyGuarantee tight = new PrivacyAccount(new PldAccountant(), 1e-6).training(1.1, 0.004, 5000);
        PrivacyGuarantee loose = new PrivacyAccount(new RdpAccountant(), 1e-6).training(1.1, 0.004, 5000);
        // docs: end
        assertThat(tight.epsilon()).isBetween(1.4, loose.epsilon());
        assertThat(loose.order()).isPresent();
    }

    @Test
    void noiseIsFoundForATarget() {
        // docs: calibration
        Calibration.Calibrated found = new Calibration(new PldAccountant()).poissonGaussian(0.02, 500, 3, 1e-6);
        double noiseMultiplier = found.noiseMultiplier();
        // docs: end
        assertThat(noiseMultiplier).isBetween(1.0, 1.1);
    }

    @Test
    void sharesCostWhatTheirSumDiffersBy() {
        PrivacyAccount account = new PrivacyAccount(new RdpAccountant(), 1e-6);
        Composition one = Composition.of(new Mechanism.PoissonDiscreteGaussian(16, 4, 0.01), 1000);
        NoiseShares wide = new NoiseShares(16, 16);
        assertThat(account.ofShares(one, wide, 1_000_000)).isEqualTo(account.of(one));
        NoiseShares narrow = new NoiseShares(16, 1);
        assertThat(account.ofShares(one, narrow, 10).epsilon())
                .isGreaterThan(account.of(one).epsilon() + 2 * narrow.tau() * 1000 * 10);
    }

    @Test
    void deltaIsChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PrivacyAccount(new RdpAccountant(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PrivacyAccount(new RdpAccountant(), 0));
    }
}
