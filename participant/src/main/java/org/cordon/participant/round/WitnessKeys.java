// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.participant.witness.LogMirror;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;

/** The witness keys that a roster's adverts bring: each is one member's, and nobody's identity key. */
final class WitnessKeys {
    private WitnessKeys() {}

    /** Binds the keys of a roster whose adverts were verified, durably. */
    static void bind(Signed<EpochBody.Roster> roster, Manifest manifest, LogMirror mirror) {
        Scope where = roster.body().scope();
        Map<Bytes, Integer> owners = new HashMap<>();
        Stream.concat(manifest.members().stream(), Stream.of(manifest.coordinator()))
                .map(Member::identity)
                .forEach(identity -> owners.put(Bytes.wrap(identity.toByteArray()), Scope.COORDINATOR));
        for (Signed<EpochBody.Advert> advert : roster.body().adverts()) {
            int sender = advert.body().scope().sender();
            Bytes key = advert.body().witnessKey();
            if (owners.putIfAbsent(key, sender) != null || mirror.isAnothers(key, sender)) {
                throw new ProtocolViolation(
                        Violation.DUPLICATE_KEY,
                        Scope.COORDINATOR,
                        where,
                        "the witness key of member " + sender + " is in use already");
            }
        }
        mirror.learn(roster);
    }
}
