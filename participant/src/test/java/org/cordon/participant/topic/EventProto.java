// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.Optional;

/** The type of an exchange's events, as protoc would describe it. */
public final class EventProto {
    private final Descriptor type;

    private EventProto(Descriptor type) {
        this.type = type;
    }

    /** With presence for the amount, which is of this type. */
    public static EventProto of(FieldDescriptorProto.Type amount) throws DescriptorValidationException {
        DescriptorProto message = DescriptorProto.newBuilder()
                .setName("Event")
                .addField(field("id", 1, FieldDescriptorProto.Type.TYPE_STRING))
                .addField(field("time", 2, FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setTypeName(".google.protobuf.Timestamp"))
                .addField(field("kind", 3, FieldDescriptorProto.Type.TYPE_STRING))
                .addField(field("account", 4, FieldDescriptorProto.Type.TYPE_STRING))
                .addField(field("amount_usd", 5, amount).setProto3Optional(true).setOneofIndex(0))
                .addField(field("device", 6, FieldDescriptorProto.Type.TYPE_STRING))
                .addOneofDecl(OneofDescriptorProto.newBuilder().setName("_amount_usd"))
                .build();
        return of(message);
    }

    static EventProto of(DescriptorProto message) throws DescriptorValidationException {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("exchange/event.proto")
                .setPackage("exchange.v1")
                .setSyntax("proto3")
                .addDependency("google/protobuf/timestamp.proto")
                .addMessageType(message)
                .build();
        FileDescriptor built = FileDescriptor.buildFrom(
                file, new FileDescriptor[] {Timestamp.getDescriptor().getFile()});
        return new EventProto(Optional.ofNullable(built.findMessageTypeByName(message.getName()))
                .orElseThrow());
    }

    static FieldDescriptorProto.Builder field(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }

    /** With what it imports before it. */
    public List<FileDescriptorProto> files() {
        return List.of(
                Timestamp.getDescriptor().getFile().toProto(), type.getFile().toProto());
    }

    /** A message without a field. */
    public Fields message() {
        return new Fields(DynamicMessage.newBuilder(type));
    }

    /** Sets a field. */
    public void set(DynamicMessage.Builder message, String field, Object value) {
        message.setField(type.findFieldByName(field), value);
    }

    /** A message on its way. */
    public final class Fields {
        private final DynamicMessage.Builder builder;

        private Fields(DynamicMessage.Builder builder) {
            this.builder = builder;
        }

        public Fields set(String field, Object value) {
            EventProto.this.set(builder, field, value);
            return this;
        }

        public DynamicMessage.Builder builder() {
            return builder;
        }
    }
}
