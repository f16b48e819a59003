// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.nio.charset.StandardCharsets;

/** Every label under which css/1 hashes; the hashed text is {@code "css/1/"} and {@link #text()}. */
public enum HashLabel {
    /** All adverts of an epoch, in order. */
    ROSTER("roster"),
    /** {@code H(v)}: any byte string that stands for itself. */
    BLOB("blob"),
    /** The exact bytes of an opened round: {@code o}. */
    OPEN("open"),
    /** What one member says about its pair with another. */
    LEAF("leaf"),
    /** A pair pre-mask {@code p_ij}. */
    P("p"),
    /** A share of a self-mask seed. */
    SB("sb"),
    /** A share of a recovery key. */
    SK("sk"),
    /** A self-mask seed {@code b_i}. */
    B("b"),
    /** A recovery key {@code k_i}. */
    K("k"),
    /** The cohort: {@code ctx}. */
    CTX("ctx"),
    /** The salt of a pair key. */
    PAIR("pair"),
    /** What a survivor endorses: ctx, U2, all Y_u, checkpoint. */
    SURVIVORS("survivors"),
    /** Bounds, ring and length of a round. */
    CONFIGURATION("configuration"),
    /** Sums that may be subtracted from each other. */
    GROUP("group"),
    /** The positions of blocks that a checker draws. */
    POSITIONS("positions");

    private final String text;

    HashLabel(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** The bytes that are hashed as the first field. */
    byte[] prefixed() {
        return ("css/1/" + text).getBytes(StandardCharsets.US_ASCII);
    }
}
