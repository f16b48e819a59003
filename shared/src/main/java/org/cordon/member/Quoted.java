// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

/** Foreign text made safe for one line of a message: quoted, cut to 60 characters, control characters replaced. */
final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    static String of(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return '"' + cut.replaceAll("[\\p{Cntrl}\\p{Cs}\"]", "?") + '"';
    }
}
