// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.yaml;

/** What the keys of a kind of file mean. */
public interface Vocabulary {
    /** What may stand under a component of a record; every component of every record of the file has one. */
    Field field(Class<?> owner, String component);

    /** Where a person finds every key and its range, as a sentence. */
    String mend();
}
