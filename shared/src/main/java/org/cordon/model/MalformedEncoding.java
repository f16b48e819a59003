// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

/** Bytes that are not the canonical encoding of what they claim to be. */
public final class MalformedEncoding extends IllegalArgumentException {
    public MalformedEncoding(String message) {
        super(message);
    }
}
