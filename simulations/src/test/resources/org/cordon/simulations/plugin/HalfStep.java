// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

// docs: example
import org.cordon.simulations.strategy.*;

public class HalfStep implements Strategy {
    public float[] step(Mean mean) {
        float[] next = mean.parameters().clone();
        for (int k = 0; k < next.length; k++) next[k] += (float) (0.5 * mean.update()[k]);
        return next;
    }
}
// docs: end
