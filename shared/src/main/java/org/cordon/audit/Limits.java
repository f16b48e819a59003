// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;

/** What no log can prove. */
final class Limits {
    static final List<String> SENTENCES = List.of(
            "No log can prove that the raw data of a member is true.",
            "No log can prove that something was deleted.",
            "No log can prove that there is no shadow federation beside it, with other members or another log.",
            "No log can prove that the randomness of a member was good.");

    private Limits() {}
}
