// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.dossier;

import java.util.List;
import org.cordon.member.Threshold;

/**
 * Who takes part, from a manifest.
 *
 * @param version of the manifest
 * @param digest of the manifest, cut short
 */
record Roster(String consortium, int version, String digest, List<String> members) {
    Roster {
        members = List.copyOf(members);
    }

    Threshold threshold() {
        return new Threshold(members.size());
    }
}
