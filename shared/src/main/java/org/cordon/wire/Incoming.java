// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.cordon.suite.BodyCodec.MalformedBody;

/** A message on its way in, of known and bounded length; nothing is allocated before the bound was checked. */
final class Incoming {
    private final InputStream source;
    private final String name;
    private int remaining;

    private Incoming(InputStream source, String name, int length) {
        this.source = source;
        this.name = name;
        this.remaining = length;
    }

    /** Refuses a message that is longer than its rules allow. */
    static Incoming of(InputStream source, MessageRules rules) {
        try {
            if (source instanceof KnownLength) {
                int length = source.available();
                if (length > rules.maxBytes()) {
                    throw rules.tooLong(length);
                }
                return new Incoming(source, rules.name(), length);
            }
            byte[] all = source.readNBytes(Math.toIntExact(rules.maxBytes()) + 1);
            if (all.length > rules.maxBytes()) {
                throw rules.tooLong(all.length);
            }
            return new Incoming(new ByteArrayInputStream(all), rules.name(), all.length);
        } catch (IOException unreadable) {
            throw unreadable(rules.name(), unreadable);
        }
    }

    int remaining() {
        return remaining;
    }

    /** All that is left. */
    byte[] rest() {
        byte[] target = new byte[remaining];
        read(target, 0, remaining);
        return target;
    }

    /** At most {@code count} bytes. */
    byte[] head(int count) {
        byte[] target = new byte[Math.min(count, remaining)];
        read(target, 0, target.length);
        return target;
    }

    /** Exactly {@code count} bytes into {@code target}. */
    void read(byte[] target, int offset, int count) {
        try {
            if (source.readNBytes(target, offset, count) != count) {
                throw new MalformedBody(name + " must be as long as announced, but was cut short");
            }
            remaining -= count;
        } catch (IOException unreadable) {
            throw unreadable(name, unreadable);
        }
    }

    private static MalformedBody unreadable(String name, IOException cause) {
        return new MalformedBody(name + " must be readable, but was not: " + cause.getMessage());
    }
}
