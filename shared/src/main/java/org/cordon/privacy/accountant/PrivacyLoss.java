// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/**
 * A ledger of releases about the same data, and what they cost together. Immutable: charging gives the next state, so that
 * a hard stop is a comparison before the release.
 *
 * <p><b>Guarantees.</b> What is stated depends on the charges alone. With {@link PldAccountant} each statement costs a few
 * transforms, because the losses of one release are kept by the accountant.
 */
public final class PrivacyLoss {
    private final PrivacyAccount account;
    private final Composition releases;

    PrivacyLoss(PrivacyAccount account, Composition releases) {
        this.account = account;
        this.releases = releases;
    }

    /** With one release, made {@code count} times, charged as well. */
    public PrivacyLoss charge(Mechanism mechanism, long count) {
        return new PrivacyLoss(account, releases.plus(mechanism, count));
    }

    /** What is charged so far. */
    public Composition releases() {
        return releases;
    }

    /** What all charges together cost. */
    public PrivacyGuarantee guarantee() {
        return account.of(releases);
    }
}
