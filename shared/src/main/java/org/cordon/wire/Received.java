// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

/**
 * What a server finds in a request: a value, or bytes that are none, so that garbage can be answered with a verdict.
 *
 * @param <T> the value
 */
public sealed interface Received<T> {
    /** The request, within its bounds. */
    record Whole<T>(T value) implements Received<T> {}

    /**
     * Bytes that do not decode.
     *
     * @param sentence message, field and rule
     */
    record Garbage<T>(String sentence) implements Received<T> {}
}
