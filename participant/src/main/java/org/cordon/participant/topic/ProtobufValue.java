// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One Protobuf message of a type that is known by its descriptor.
 *
 * <p>A field with presence that is not set is missing; one without presence is missing where it is an empty text, and 0 where it
 * is a number that nobody set; so the label must have presence. google.protobuf.Timestamp is a moment, a wrapper such as DoubleValue its value, an enum the name of its value. Fields
 * that the descriptor does not know are new columns by the name {@code field N}.
 */
final class ProtobufValue implements ValueDecoder {
    private static final String LABEL = "label";
    private static final String TIMESTAMP = "google.protobuf.Timestamp";
    private static final Set<String> WRAPPERS = Set.of(
            "google.protobuf.StringValue",
            "google.protobuf.BoolValue",
            "google.protobuf.DoubleValue",
            "google.protobuf.FloatValue",
            "google.protobuf.Int32Value",
            "google.protobuf.Int64Value",
            "google.protobuf.UInt32Value",
            "google.protobuf.UInt64Value");

    private final Descriptor type;

    private ProtobufValue(Descriptor type) {
        this.type = type;
    }

    /**
     * Reads messages of type {@code name}, such as exchange.v1.Event.
     *
     * @param descriptors a FileDescriptorSet with all that the type's file imports, as {@code protoc --include_imports
     *     --descriptor_set_out} writes it
     * @throws IllegalArgumentException if it is none, or lacks the type
     */
    static ProtobufValue of(byte[] descriptors, String name) {
        try {
            Descriptor type = find(FileDescriptorSet.parseFrom(descriptors), name);
            Optional.ofNullable(type.findFieldByName(LABEL))
                    .filter(label -> !label.hasPresence())
                    .ifPresent(label -> {
                        throw new IllegalArgumentException("field label of " + name
                                + " must be declared optional, as 0 and not known cannot be told apart, but is not");
                    });
            return new ProtobufValue(type);
        } catch (InvalidProtocolBufferException | DescriptorValidationException malformed) {
            throw new IllegalArgumentException(
                    "descriptors must be a set that protoc --include_imports --descriptor_set_out wrote, but are not",
                    malformed);
        }
    }

    private static Descriptor find(FileDescriptorSet set, String name) throws DescriptorValidationException {
        Map<String, FileDescriptor> built = new HashMap<>();
        // protoc writes a file after those that it imports
        for (FileDescriptorProto file : set.getFileList()) {
            FileDescriptor[] imported = new FileDescriptor[file.getDependencyCount()];
            for (int i = 0; i < imported.length; i++) {
                String dependency = file.getDependency(i);
                imported[i] = Optional.ofNullable(built.get(dependency))
                        .orElseThrow(() -> new IllegalArgumentException("descriptors must hold " + dependency
                                + ", which " + file.getName() + " imports, but do not; use --include_imports"));
            }
            built.put(file.getName(), FileDescriptor.buildFrom(file, imported));
        }
        return built.values().stream()
                .flatMap(file -> within(file, name).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "message must be a type of the descriptors, but " + name + " is none"));
    }

    private static Optional<Descriptor> within(FileDescriptor file, String name) {
        String prefix = file.getPackage().isEmpty() ? "" : file.getPackage() + ".";
        if (!name.startsWith(prefix)) {
            return Optional.empty();
        }
        String[] steps = name.substring(prefix.length()).split("\\.", -1);
        Optional<Descriptor> found = Optional.ofNullable(file.findMessageTypeByName(steps[0]));
        for (int i = 1; i < steps.length; i++) {
            String step = steps[i];
            found = found.map(outer -> outer.findNestedTypeByName(step));
        }
        return found;
    }

    /** Where its type stands within its file, as frames of Confluent say it. */
    List<Integer> path() {
        LinkedList<Integer> path = new LinkedList<>();
        for (Descriptor at = type; at != null; at = at.getContainingType()) {
            path.addFirst(at.getIndex());
        }
        return path;
    }

    /** The message behind a frame, which must be of this type. */
    TopicRecord decodeFramed(byte[] value) throws MalformedValue {
        Framed framed = Framed.of(value).withPath(value);
        if (!framed.path().equals(path())) {
            throw new MalformedValue("must be a message " + type.getFullName() + ", but its frame names another one");
        }
        return decode(Arrays.copyOfRange(value, framed.start(), value.length));
    }

    @Override
    public TopicRecord decode(byte[] value) throws MalformedValue {
        DynamicMessage message;
        try {
            message = DynamicMessage.parseFrom(type, value);
        } catch (InvalidProtocolBufferException malformed) {
            throw new MalformedValue("must be a message " + type.getFullName() + ", but is not", malformed);
        }
        RecordFields fields = new RecordFields();
        for (FieldDescriptor field : type.getFields()) {
            if (field.isRepeated()) {
                if (message.getRepeatedFieldCount(field) > 0) {
                    throw RecordFields.notSingle(field.getName());
                }
                fields.missing(field.getName());
            } else if (field.hasPresence() && !message.hasField(field)) {
                fields.missing(field.getName());
            } else {
                put(field.getName(), field, message.getField(field), fields);
            }
        }
        message.getUnknownFields().asMap().keySet().forEach(number -> fields.text("field " + number, "?"));
        return fields.record();
    }

    private static void put(String name, FieldDescriptor field, Object value, RecordFields fields)
            throws MalformedValue {
        switch (field.getType()) {
            case BOOL -> fields.truth(name, (Boolean) value);
            case DOUBLE -> fields.number(name, (Double) value);
            case FLOAT -> fields.number(name, (Float) value);
            case ENUM -> fields.text(name, ((EnumValueDescriptor) value).getName());
            case UINT32, FIXED32 -> fields.text(name, Integer.toUnsignedString((Integer) value));
            case UINT64, FIXED64 -> fields.text(name, Long.toUnsignedString((Long) value));
            case MESSAGE, GROUP -> nested(name, (Message) value, fields);
            case BYTES ->
                throw new MalformedValue("must have a text or a number in field " + name + ", but it is bytes");
            default -> fields.text(name, String.valueOf(value));
        }
    }

    private static void nested(String name, Message value, RecordFields fields) throws MalformedValue {
        Descriptor type = value.getDescriptorForType();
        if (type.getFullName().equals(TIMESTAMP)) {
            long seconds = (Long) value.getField(type.findFieldByNumber(1));
            int nanos = (Integer) value.getField(type.findFieldByNumber(2));
            try {
                fields.moment(name, Instant.ofEpochSecond(seconds, nanos));
            } catch (DateTimeException | ArithmeticException outOfRange) {
                throw new MalformedValue(
                        "must have a moment in field " + name + ", but it is out of range", outOfRange);
            }
        } else if (WRAPPERS.contains(type.getFullName())) {
            FieldDescriptor wrapped = type.findFieldByNumber(1);
            put(name, wrapped, value.getField(wrapped), fields);
        } else {
            throw RecordFields.notSingle(name);
        }
    }
}
