// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.Set;
import java.util.stream.Collectors;
import org.cordon.suite.Digest;

/** Which epochs of a store may still be spoken in. */
public final class OpenEpochs {
    private OpenEpochs() {}

    /** The manifests under which epochs of {@code store} are open: this member holds keys of them. */
    public static Set<Digest> manifests(MemberStore store) {
        return store.sessions().stream()
                .flatMap(session -> store.load(session).stream())
                .filter(record -> !record.secrets().isEmpty())
                .map(record -> SessionRecord.decode(record).epoch().manifest())
                .collect(Collectors.toUnmodifiableSet());
    }
}
