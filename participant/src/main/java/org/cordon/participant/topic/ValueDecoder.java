// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

/** Takes the value of a message apart. */
@FunctionalInterface
interface ValueDecoder {
    /** The fields of the whole of {@code value}. */
    TopicRecord decode(byte[] value) throws MalformedValue;
}
