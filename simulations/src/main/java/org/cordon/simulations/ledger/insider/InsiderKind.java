// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.insider;

/** What an insider does, each with an honest duty that looks like it in most columns. */
public enum InsiderKind {
    /** Raises a limit and adds a destination; looks like the duty of a listing night. */
    LIMIT_RAISE("limits"),
    /** Resets credentials of a rich account that slept; looks like an heir's or a locked-out customer's case. */
    ACCOUNT_RESET("credentials"),
    /** Credits an accomplice, below the sum that needs a second person; looks like the refunds of a quarter's end. */
    REFUND("refunds"),
    /** Copies customers' records; looks like the work of an audit. */
    RECORD_COPY("records"),
    /** Takes part of a key from a strange device; looks like the person on call who travels. */
    KEY_ACCESS("keys");

    private final String area;

    InsiderKind(String area) {
        this.area = area;
    }

    /** What is acted upon, as the column asset has it. */
    public String area() {
        return area;
    }
}
