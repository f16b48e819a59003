// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.List;
import java.util.stream.Stream;
import org.cordon.proto.v1.EpochProto;
import org.cordon.proto.v1.MemberProto;
import org.cordon.proto.v1.OptionsProto;
import org.cordon.proto.v1.RoundProto;
import org.cordon.proto.v1.TaskProto;
import org.junit.jupiter.api.Test;

/** Nothing but the masked vector can carry data out of an exchange. */
class SurfaceTest {
    private static final ServiceDescriptor FEDERATION =
            TaskProto.getDescriptor().findServiceByName("Federation");

    @Test
    void everyFieldDeclaresItsBound() {
        Surface surface = new Surface(false);
        Stream.of(
                        EpochProto.getDescriptor(),
                        MemberProto.getDescriptor(),
                        RoundProto.getDescriptor(),
                        TaskProto.getDescriptor())
                .flatMap(file -> file.getMessageTypes().stream())
                .forEach(surface::walk);
        assertThat(surface.faults()).isEmpty();
        surface.seen()
                .forEach(type -> assertThat(MessageRules.of(type).maxBytes()).isLessThan(4 << 20));
    }

    @Test
    void everyBodyFitsTheFieldThatHoldsIt() {
        Surface surface = new Surface(false);
        FEDERATION
                .getMethods()
                .forEach(method -> surface.walk(method.getInputType()).walk(method.getOutputType()));
        surface.seen().stream()
                .flatMap(type -> type.getFields().stream())
                .forEach(field -> MessageRules.held(field)
                        .ifPresent(held -> assertThat(MessageRules.of(held).maxBytes())
                                .as(held.getName())
                                .isLessThanOrEqualTo(field.getOptions().getExtension(OptionsProto.maxBytes))));
    }

    @Test
    void onlyTheMaskedVectorCarriesData() {
        Surface surface = new Surface(true);
        FEDERATION.getMethods().stream().map(MethodDescriptor::getInputType).forEach(surface::walk);
        assertThat(surface.faults()).isEmpty();
        assertThat(surface.carriers()).containsExactly("cordon.v1.ChunkData.masked");
        assertThat(surface.seen().stream().map(Descriptor::getName))
                .contains("Submission", "UploadChunk", "ReadyBody", "RevealBody", "ConfirmBody", "Refusal");
    }

    @Test
    void theServiceOnValuesIsTheServiceOnPaper() {
        assertThat(Methods.SERVICE.getMethods().stream().map(io.grpc.MethodDescriptor::getFullMethodName))
                .containsExactlyElementsOf(FEDERATION.getMethods().stream()
                        .map(method -> FEDERATION.getFullName() + "/" + method.getName())
                        .toList());
        for (io.grpc.MethodDescriptor<?, ?> method : Methods.SERVICE.getMethods()) {
            MethodDescriptor paper = FEDERATION.findMethodByName(String.valueOf(method.getBareMethodName()));
            assertThat(method.getType().clientSendsOneMessage()).isEqualTo(!paper.isClientStreaming());
            assertThat(method.getType().serverSendsOneMessage()).isEqualTo(!paper.isServerStreaming());
        }
    }

    @Test
    void aBadMessageIsFound() throws Exception {
        DescriptorProto bad = DescriptorProto.newBuilder()
                .setName("Bad")
                .addField(field("real", 1, FieldDescriptorProto.Type.TYPE_DOUBLE, Label.LABEL_OPTIONAL))
                .addField(field("numbers", 2, FieldDescriptorProto.Type.TYPE_UINT32, Label.LABEL_REPEATED))
                .addField(field("text", 3, FieldDescriptorProto.Type.TYPE_STRING, Label.LABEL_OPTIONAL))
                .addField(field("blob", 4, FieldDescriptorProto.Type.TYPE_BYTES, Label.LABEL_OPTIONAL))
                .build();
        FileDescriptor file = FileDescriptor.buildFrom(
                FileDescriptorProto.newBuilder()
                        .setName("bad.proto")
                        .setSyntax("proto3")
                        .addMessageType(bad)
                        .build(),
                new FileDescriptor[0]);
        List<String> faults =
                new Surface(true).walk(file.findMessageTypeByName("Bad")).faults();
        assertThat(faults)
                .containsExactly(
                        "Bad.real: an integer, enum, bytes or message",
                        "Bad.numbers: max_value",
                        "Bad.numbers: max_items",
                        "Bad.numbers: no repeated number or bytes",
                        "Bad.text: max_bytes",
                        "Bad.text: no text",
                        "Bad.blob: exact_bytes or max_bytes");
    }

    private static FieldDescriptorProto field(String name, int number, FieldDescriptorProto.Type type, Label label) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(label)
                .build();
    }
}
