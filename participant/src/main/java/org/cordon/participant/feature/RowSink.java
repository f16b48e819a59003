// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

/** Takes the rows of features, in the order of their events. */
@FunctionalInterface
public interface RowSink {
    void accept(FeatureRow row);
}
