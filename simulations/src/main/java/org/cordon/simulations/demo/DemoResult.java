// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.util.List;
import org.cordon.computation.Report;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/**
 * Everything the demo has to tell.
 *
 * @param consortium digest of the founding statement, which an auditor asks a member for
 * @param data who had which rows
 * @param report what the federation itself says of its last state
 * @param lastState canonical bytes, the same at every node
 * @param leaver name of the exchange that was cut off
 * @param vectorsAfterReturn of it, taken since it came back
 * @param fewest members in any sum
 * @param parameters of the trained network
 */
record DemoResult(
        DemoFigures figures,
        Digest consortium,
        DemoData data,
        Report report,
        Bytes lastState,
        List<Outflow> outflows,
        String leaver,
        int vectorsAfterReturn,
        int fewest,
        int parameters) {
    DemoResult {
        outflows = List.copyOf(outflows);
    }

    /**
     * What left an exchange.
     *
     * @param bytesOnWire of all messages, as gRPC sent them
     * @param bytesByFormula of the same messages by docs/protocol.md
     * @param uploadBytes of these, in uploads of masked vectors
     */
    record Outflow(String exchange, int rows, long bytesOnWire, long bytesByFormula, long uploadBytes) {}
}
