// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

// docs: example
import org.cordon.simulations.partition.*;

public class RoundRobin implements Partition {
    public int[] assign(Rows rows, int exchanges) {
        int[] owner = new int[rows.table().rows()];
        for (int i = 0; i < owner.length; i++) owner[i] = i % exchanges;
        return owner;
    }
}
// docs: end
