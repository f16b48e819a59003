// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** Values that are each in order, but not together; all that is wrong at once. */
public final class Unfit extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<Finding> findings;

    /**
     * One of them.
     *
     * @param place the key within the record that was refused
     * @param mend what to write instead
     */
    public record Finding(String place, String sentence, String mend) {}

    /** Refuses with at least one finding. */
    public Unfit(List<Finding> findings) {
        super(findings.stream().map(Finding::sentence).collect(Collectors.joining("; ")));
        this.findings = List.copyOf(findings);
    }

    /** All of them. */
    public List<Finding> findings() {
        return findings;
    }
}
