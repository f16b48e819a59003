// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.function.Function;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signed;

/**
 * How values of one type look as messages of another: a mapping each way and the rules of the encoding.
 *
 * @param <V> the value
 * @param <M> the generated message
 */
final class Form<V, M extends Message> {
    private final Class<? super V> type;
    private final Parser<M> parser;
    private final MessageRules rules;
    private final Function<V, M> toMessage;
    private final Function<M, V> toValue;

    private Form(Class<? super V> type, M prototype, Function<V, M> toMessage, Function<M, V> toValue) {
        this.type = type;
        this.parser = parserOf(prototype);
        this.rules = MessageRules.of(prototype.getDescriptorForType());
        this.toMessage = toMessage;
        this.toValue = toValue;
    }

    static <V, M extends Message> Form<V, M> of(
            Class<? super V> type, M prototype, Function<V, M> toMessage, Function<M, V> toValue) {
        return new Form<>(type, prototype, toMessage, toValue);
    }

    Class<? super V> type() {
        return type;
    }

    MessageRules rules() {
        return rules;
    }

    /** Encodes a value; one that breaks a bound is the caller's bug and an {@link IllegalArgumentException}. */
    byte[] write(V value) {
        byte[] exact = toMessage.apply(value).toByteArray();
        try {
            rules.check(exact);
        } catch (MalformedBody outOfBounds) {
            throw new IllegalArgumentException(outOfBounds.getMessage(), outOfBounds);
        }
        return exact;
    }

    /** Checks and reads exact bytes, or throws {@link MalformedBody}. */
    V read(byte[] exact) {
        rules.check(exact);
        try {
            return toValue.apply(parser.parseFrom(exact));
        } catch (InvalidProtocolBufferException | IllegalArgumentException malformed) {
            throw new MalformedBody(rules.name() + " must be well formed: " + malformed.getMessage());
        }
    }

    /** Reads bytes that the rules of an enclosing message went through already. */
    Signed<V> signed(ByteString body, ByteString signature) {
        return new Signed<>(parse(body), Values.bytes(body), Values.signature(signature));
    }

    /** Reads bytes that the rules of an enclosing message went through already. */
    V parse(ByteString body) {
        try {
            return toValue.apply(parser.parseFrom(body));
        } catch (InvalidProtocolBufferException malformed) {
            throw new MalformedBody(rules.name() + " must be well formed: " + malformed.getMessage());
        }
    }

    Bytes encode(V value) {
        return Bytes.wrap(write(value));
    }

    V decode(Bytes exact) {
        if (exact.size() > rules.maxBytes()) {
            throw rules.tooLong(exact.size());
        }
        return read(exact.toByteArray());
    }

    @SuppressWarnings("unchecked") // getParserForType() of a generated M is a Parser<M>
    private static <M extends Message> Parser<M> parserOf(M prototype) {
        return (Parser<M>) prototype.getParserForType();
    }
}
