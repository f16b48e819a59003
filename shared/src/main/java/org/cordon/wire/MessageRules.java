// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cordon.proto.v1.OptionsProto;
import org.cordon.suite.BodyCodec.MalformedBody;

/**
 * The encoding rules of one message type, read once from its descriptor and options.proto.
 *
 * <p><b>Guarantees.</b> {@link #check} accepts exactly one encoding of each value within the declared bounds, goes into
 * sub-messages and into bytes that hold messages, runs in one pass over the bytes and allocates nothing that depends on
 * them.
 *
 * <p>Source: docs/protocol.md, encoding; proto/cordon/v1/options.proto.
 */
final class MessageRules {
    private static final Map<Descriptor, MessageRules> CACHE = new ConcurrentHashMap<>();

    private final String name;
    private final FieldRule[] fields;
    private final long[] maxItems;
    private final int[] oneofOf;
    private final List<String> oneofs;
    private final long maxBytes;

    private MessageRules(Descriptor type) {
        this.name = type.getName();
        this.oneofs = type.getRealOneofs().stream()
                .map(oneof -> name + "." + oneof.getName())
                .toList();
        List<FieldRule> rules = new ArrayList<>();
        type.getFields().stream()
                .sorted(Comparator.comparingInt(FieldDescriptor::getNumber))
                .forEach(field -> rules.add(new FieldRule(field, inside(field))));
        this.fields = rules.toArray(FieldRule[]::new);
        this.maxItems = rules.stream()
                .mapToLong(rule -> rule.repeated() ? rule.maxItems() : 1)
                .toArray();
        this.oneofOf = rules.stream().mapToInt(FieldRule::oneof).toArray();
        this.maxBytes = sumOfMaxima(rules);
    }

    static MessageRules of(Descriptor type) {
        MessageRules known = CACHE.get(type);
        if (known == null) {
            known = new MessageRules(type);
            CACHE.put(type, known);
        }
        return known;
    }

    /** Most bytes that a message within its bounds takes. */
    long maxBytes() {
        return maxBytes;
    }

    String name() {
        return name;
    }

    /** Checks a whole message, or throws {@link MalformedBody}. */
    void check(byte[] exact) {
        if (exact.length > maxBytes) {
            throw tooLong(exact.length);
        }
        check(exact, 0, exact.length);
    }

    MalformedBody tooLong(long length) {
        return new MalformedBody(name + " must be at most " + maxBytes + " bytes, but was " + length);
    }

    /** Checks the message in bytes {@code from} to {@code end}. */
    void check(byte[] source, int from, int end) {
        WireReader reader = new WireReader(source, from);
        int at = 0; // rules below are done with
        long items = 0; // of the rule at `at`
        long oneofsSeen = 0;
        while (reader.position() < end) {
            long tag = reader.varint(end, name);
            long number = tag >>> 3;
            while (at < fields.length && fields[at].number() < number) {
                requireIfMissing(at, items);
                at++;
                items = 0;
            }
            if (at == fields.length || fields[at].number() != number) {
                throw new MalformedBody(name + " must have known fields in ascending order, but had field "
                        + Long.toUnsignedString(number));
            }
            if (++items > maxItems[at]) {
                throw new MalformedBody(fields[at].name() + " must be there at most " + maxItems[at] + " times");
            }
            oneofsSeen = withOneof(oneofsSeen, at);
            fields[at].check(source, reader, (int) (tag & 7), end);
        }
        for (; at < fields.length; at++, items = 0) {
            requireIfMissing(at, items);
        }
        requireOneofs(oneofsSeen);
    }

    private void requireIfMissing(int at, long items) {
        if (items == 0 && fields[at].required()) {
            throw fields[at].missing();
        }
    }

    private long withOneof(long seen, int at) {
        if (oneofOf[at] < 0) {
            return seen;
        }
        long bit = 1L << oneofOf[at];
        if ((seen & bit) != 0) {
            throw new MalformedBody(oneofs.get(oneofOf[at]) + " must be set once, but was set twice");
        }
        return seen | bit;
    }

    private void requireOneofs(long seen) {
        for (int i = 0; i < oneofs.size(); i++) {
            if ((seen & (1L << i)) == 0) {
                throw new MalformedBody(oneofs.get(i) + " must be set, but was missing");
            }
        }
    }

    private long sumOfMaxima(List<FieldRule> rules) {
        long sum = 0;
        long[] alternatives = new long[oneofs.size()];
        for (FieldRule rule : rules) {
            if (rule.oneof() < 0) {
                sum += rule.maxBytes();
            } else {
                alternatives[rule.oneof()] = Math.max(alternatives[rule.oneof()], rule.maxBytes());
            }
        }
        for (long alternative : alternatives) {
            sum += alternative;
        }
        return sum;
    }

    private static Optional<MessageRules> inside(FieldDescriptor field) {
        if (field.getType() == FieldDescriptor.Type.MESSAGE) {
            return Optional.of(of(field.getMessageType()));
        }
        return held(field).map(MessageRules::of);
    }

    /** The message type that a bytes field holds, resolved among the file of the field and what it imports. */
    static Optional<Descriptor> held(FieldDescriptor field) {
        if (!field.getOptions().hasExtension(OptionsProto.holds)) {
            return Optional.empty();
        }
        String full = field.getOptions().getExtension(OptionsProto.holds);
        String prefix = field.getFile().getPackage() + ".";
        Descriptor found =
                full.startsWith(prefix) ? field.getFile().findMessageTypeByName(full.substring(prefix.length())) : null;
        if (found == null) {
            throw new IllegalArgumentException(
                    field.getFullName() + " must hold a message of its own file, but names " + full);
        }
        return Optional.of(found);
    }
}
