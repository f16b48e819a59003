// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.GeneratedMessage.GeneratedExtension;
import com.google.protobuf.WireFormat;
import java.util.Optional;
import org.cordon.proto.v1.OptionsProto;
import org.cordon.suite.BodyCodec.MalformedBody;

/** What options.proto and the declaration of one field say about its encoding. */
final class FieldRule {
    private final FieldDescriptor field;
    private final String name;
    private final long least;
    private final long greatest;
    private final Optional<MessageRules> inside;

    FieldRule(FieldDescriptor field, Optional<MessageRules> inside) {
        this.field = field;
        this.name = field.getContainingType().getName() + "." + field.getName();
        this.inside = inside;
        switch (field.getType()) {
            case UINT32, UINT64 -> {
                least = number(OptionsProto.minValue).orElse(0L);
                greatest = number(OptionsProto.maxValue).orElseThrow(() -> undeclared("max_value"));
            }
            case ENUM -> {
                least = 1;
                greatest = Integer.MAX_VALUE;
            }
            case BYTES, STRING -> {
                Optional<Long> exact = size(OptionsProto.exactBytes);
                least = exact.orElse(0L);
                greatest = exact.or(() -> size(OptionsProto.maxBytes))
                        .orElseThrow(() -> undeclared("exact_bytes or max_bytes"));
            }
            case MESSAGE -> {
                least = 0;
                greatest = inside.orElseThrow().maxBytes();
            }
            default ->
                throw new IllegalArgumentException(name + " must be uint32, uint64, enum, bytes, string or a"
                        + " message, but was " + field.getType());
        }
        if (field.isRepeated() && field.getType() != FieldDescriptor.Type.MESSAGE) {
            throw new IllegalArgumentException(name + " must repeat messages only, but repeats " + field.getType());
        }
    }

    int number() {
        return field.getNumber();
    }

    String name() {
        return name;
    }

    boolean repeated() {
        return field.isRepeated();
    }

    long maxItems() {
        return size(OptionsProto.maxItems).orElseThrow(() -> undeclared("max_items"));
    }

    /** Index of the oneof it belongs to, or -1. */
    int oneof() {
        return field.getRealContainingOneof() == null
                ? -1
                : field.getRealContainingOneof().getIndex();
    }

    /** Whether a message without this field is malformed, apart from oneofs. */
    boolean required() {
        return switch (field.getType()) {
            case MESSAGE -> !repeated() && oneof() < 0 && !field.toProto().getProto3Optional();
            default -> least > 0;
        };
    }

    /** Most bytes that the field takes with tags and lengths. */
    long maxBytes() {
        long tag = CodedOutputStream.computeTagSize(number());
        long one = switch (field.getType()) {
            case UINT32, UINT64, ENUM -> CodedOutputStream.computeUInt64SizeNoTag(greatest);
            default -> CodedOutputStream.computeUInt64SizeNoTag(greatest) + greatest;
        };
        return (tag + one) * (repeated() ? maxItems() : 1);
    }

    /** Checks the value that follows a tag with {@code wireType}, and what it holds. */
    void check(byte[] source, WireReader reader, int wireType, int end) {
        boolean varint = isVarint();
        if (wireType != (varint ? WireFormat.WIRETYPE_VARINT : WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            throw new MalformedBody(name + " must be of its declared wire type, but was of type " + wireType);
        }
        if (varint) {
            checkNumber(reader.varint(end, name));
            return;
        }
        int length = reader.length(end, name);
        checkLength(length);
        if (inside.isPresent()) {
            inside.get().check(source, reader.position(), reader.position() + length);
        }
        reader.skip(length);
    }

    MalformedBody missing() {
        return new MalformedBody(name + " must be present, but was missing");
    }

    private boolean isVarint() {
        return switch (field.getType()) {
            case UINT32, UINT64, ENUM -> true;
            default -> false;
        };
    }

    private void checkNumber(long value) {
        if (value == 0) {
            throw new MalformedBody(name + " must be left out where it is 0, but was written");
        }
        if (field.getType() == FieldDescriptor.Type.ENUM) {
            boolean known = value == (int) value && field.getEnumType().findValueByNumber((int) value) != null;
            if (!known) {
                throw new MalformedBody(name + " must be a declared value, but was " + value);
            }
        } else if (value < least || value > greatest) {
            throw new MalformedBody(
                    name + " must be in [" + least + ", " + greatest + "], but was " + Long.toUnsignedString(value));
        }
    }

    private void checkLength(int length) {
        if (length < least || length > greatest) {
            String rule = least == greatest ? "exactly " : "at most ";
            throw new MalformedBody(name + " must be " + rule + greatest + " bytes, but was " + length);
        }
        if (length == 0 && field.getType() != FieldDescriptor.Type.MESSAGE) {
            throw new MalformedBody(name + " must be left out where it is empty, but was written");
        }
    }

    private Optional<Long> size(GeneratedExtension<FieldOptions, Integer> option) {
        return field.getOptions().hasExtension(option)
                ? Optional.of(Integer.toUnsignedLong(field.getOptions().getExtension(option)))
                : Optional.empty();
    }

    private Optional<Long> number(GeneratedExtension<FieldOptions, Long> option) {
        return field.getOptions().hasExtension(option)
                ? Optional.of(field.getOptions().getExtension(option))
                : Optional.empty();
    }

    private IllegalArgumentException undeclared(String option) {
        return new IllegalArgumentException(name + " must declare " + option + ", but does not");
    }
}
