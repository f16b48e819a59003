// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import org.cordon.suite.Digest;
import org.cordon.suite.Secret;

/**
 * How x of the open round lies on disk.
 *
 * @param key under which it is sealed; erasing it erases x
 * @param hash H(x)
 */
record SealedInput(Secret key, Digest hash) {}
