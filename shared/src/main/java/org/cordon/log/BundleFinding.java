// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

/**
 * Something that is wrong with one file of a bundle.
 *
 * @param file path below the bundle's directory, with slashes
 * @param problem what kind of damage
 * @param detail what is wrong, in words that follow the file's name
 */
public record BundleFinding(String file, Problem problem, String detail) {
    /** Kinds of damage. */
    public enum Problem {
        /** A file that the size calls for is not there. */
        MISSING,
        /** It ends too early. */
        TRUNCATED,
        /** It goes on where it should end. */
        EXTENDED,
        /** Its bytes are not those that the rest of the log was made from. */
        CHANGED,
        /** Nothing calls for it. */
        EXTRA,
        /** The system does not hand it out as a plain file. */
        UNREADABLE
    }

    @Override
    public String toString() {
        return file + " " + detail;
    }
}
