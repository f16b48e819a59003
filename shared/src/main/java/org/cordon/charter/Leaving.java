// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

/**
 * What one stage lets out of an exchange: masked vectors, of which only the sum over the survivors is opened.
 *
 * @param words of one vector, at the most
 * @param sums how many are opened, at the most
 */
public record Leaving(String stage, String what, long words, int sums) {}
