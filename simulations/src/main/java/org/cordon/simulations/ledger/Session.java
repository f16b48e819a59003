// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

/**
 * Where somebody acted from.
 *
 * @param ipBlock a /24 in 10.0.0.0/8, which belongs to nobody
 * @param device a made-up name
 * @param country ISO 3166-1 alpha-2
 */
public record Session(String ipBlock, String device, String country) {}
