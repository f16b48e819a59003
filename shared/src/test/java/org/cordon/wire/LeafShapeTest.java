// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** No leaf has room for text, fractions or maps. */
final class LeafShapeTest {
    @Test
    void leavesHoldNumbersDigestsAndCodesOnly() {
        assertThat(LeafShape.unfit()).isEmpty();
    }
}
