// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

/**
 * A kind of file that {@link ConfigFile} reads and {@code cordon config explain} prints; found by {@link
 * java.util.ServiceLoader}.
 *
 * <p>Every component of the record, and of the records it is made of, has a {@link Meaning}.
 */
public interface ConfigDocument {
    /** What {@code cordon config explain} calls it, e.g. {@code coordinator}. */
    String name();

    /** The command that reads it and what it is for, in one sentence. */
    String purpose();

    /** What the file is read into. */
    Class<? extends Record> type();
}
