// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

// docs: example
import org.cordon.simulations.defence.*;

public class MyKrum implements Defence {
    public double[] combine(Updates updates) {
        int n = updates.list().size(), best = 0;
        double[] score = new double[n];
        for (int i = 0; i < n; i++) {
            double[] d = new double[n];
            for (int j = 0; j < n; j++)
                for (int k = 0; k < updates.length(); k++)
                    d[j] += Math.pow(updates.list().get(i)[k] - updates.list().get(j)[k], 2);
            java.util.Arrays.sort(d);
            for (int j = 1; j <= Math.min(n - 1, Math.max(1, n - updates.harmful() - 2)); j++) score[i] += d[j];
            if (score[i] < score[best]) best = i;
        }
        return updates.list().get(best).clone();
    }
}
// docs: end
