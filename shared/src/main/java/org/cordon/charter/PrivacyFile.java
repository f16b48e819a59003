// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

/**
 * Differential privacy that a charter declares.
 *
 * @param epsilonMicro epsilon in millionths
 * @param deltaNano delta in thousand-millionths
 */
record PrivacyFile(long epsilonMicro, long deltaNano) {}
