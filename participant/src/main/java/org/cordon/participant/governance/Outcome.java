// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.PrintWriter;
import org.cordon.cli.JsonOption;
import org.cordon.enrol.Fingerprint;
import org.cordon.governance.Standing;
import org.cordon.suite.Digest;

/**
 * What became of something that was decided; also what {@code --json} prints.
 *
 * @param effective whether it took effect: appended to the history, started, or ended
 */
record Outcome(String what, String digest, String fingerprint, int approvals, int needed, boolean effective) {
    static Outcome of(String what, Digest digest, Standing standing) {
        return new Outcome(
                what,
                digest.hex(),
                Fingerprint.of(digest).text(),
                standing.approvals(),
                standing.needed(),
                standing.code() == Standing.Code.EFFECTIVE);
    }

    void show(PrintWriter out, JsonOption json) {
        if (json.asked()) {
            json.print(out, this);
            return;
        }
        out.println((effective ? "in effect: " : "waits for approvals: ") + what);
        out.println("approvals          " + approvals + (needed > 0 ? " of " + needed + " needed" : ""));
        out.flush();
    }
}
