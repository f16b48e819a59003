// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

// docs: example
import org.cordon.simulations.attack.*;

public class Boost implements Attack {
    public double[] update(Malice malice) {
        double[] update = malice.honest();
        for (int k = 0; k < update.length; k++) update[k] *= malice.boost();
        return update;
    }
}
// docs: end
