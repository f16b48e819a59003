// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.record;

import java.util.List;
import org.cordon.log.Hash;

/**
 * Where the masked inputs of a sum's survivors lie.
 *
 * @param inputs ascending by member, U2
 */
public record InputList(List<Input> inputs) {
    public InputList {
        inputs = List.copyOf(inputs);
    }

    /**
     * One masked input.
     *
     * @param content blob: the packed ring words of y
     */
    public record Input(int member, Hash content) {}
}
