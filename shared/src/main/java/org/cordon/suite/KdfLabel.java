// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

/**
 * Every label under which css/1 derives keys; which key, member pair and hash go with each is fixed by the methods of
 * {@link KeySchedule}, one per label.
 */
enum KdfLabel {
    CONFIRM("confirm"),
    CHAIN("chain"),
    ROUND("round"),
    NEXT("next"),
    SHARE("share"),
    PREMASK("premask"),
    B("b"),
    K("k"),
    BUNDLE("bundle"),
    SELF("self"),
    MASK("mask"),
    /** The seed of a witness key, from the machine's own secret; the one label that no session has a part in. */
    WITNESS("witness");

    private final String text;

    KdfLabel(String text) {
        this.text = text;
    }

    /** The label as it enters {@code info}. */
    String prefixed() {
        return "css/1/" + text;
    }
}
