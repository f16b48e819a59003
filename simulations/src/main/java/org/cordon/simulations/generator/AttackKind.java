// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

/** The attacks of the generator; see {@link ThreatGenerator} for what each looks like. */
public enum AttackKind {
    HOT_WALLET_DRAIN,
    ACCOUNT_TAKEOVER,
    WASH_TRADING,
    PEEL_CHAIN,
    INSIDER
}
