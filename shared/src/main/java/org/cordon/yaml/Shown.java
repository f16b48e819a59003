// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.yaml;

/** Foreign text made safe for one line of a message. */
public final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    public static String cut(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return cut.replaceAll("[\\p{Cntrl}\\p{Cs}\"]", "?");
    }
}
