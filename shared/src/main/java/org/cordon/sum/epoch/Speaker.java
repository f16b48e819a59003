// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import org.cordon.suite.Body;
import org.cordon.suite.BodyCodec;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signed;
import org.cordon.suite.Signer;

/** A party's voice: turns bodies into signed messages under its identity key. */
public record Speaker(Signer key, BodyCodec codec) {
    /** Encodes once and signs those bytes. */
    public <B extends Body> Signed<B> say(B body) {
        Bytes exact = codec.encode(body);
        return new Signed<>(body, exact, key.sign(body.type(), exact));
    }
}
