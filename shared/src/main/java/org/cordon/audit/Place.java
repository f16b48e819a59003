// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import org.cordon.suite.Digest;
import org.cordon.suite.Scope;

/**
 * What part of a log a failure is about: all of it, a task, or an attempt of a round.
 *
 * @param path of its parts, each with a slash after it; empty for the whole log
 */
record Place(String path) {
    static final Place LOG = new Place("");

    static Place of(Digest session) {
        return new Place(session.hex() + "/");
    }

    static Place of(Scope scope) {
        return new Place(
                of(scope.session()).path() + scope.epoch() + "/" + scope.round() + "/" + scope.attempt() + "/");
    }

    /** Whether one is part of the other. */
    boolean meets(Place other) {
        return path.startsWith(other.path) || other.path.startsWith(path);
    }
}
