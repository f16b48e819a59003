// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import org.cordon.proto.v1.ConsortiumProto;
import org.cordon.proto.v1.OptionsProto;
import org.junit.jupiter.api.Test;

/** The consortium port on paper and on values; only a proposal, which people make, can carry more than keys. */
class ConsortiumSurfaceTest {
    private static final ServiceDescriptor CONSORTIUM =
            ConsortiumProto.getDescriptor().findServiceByName("Consortium");

    @Test
    void everyFieldDeclaresItsBound() {
        Surface surface = new Surface(false);
        ConsortiumProto.getDescriptor().getMessageTypes().forEach(surface::walk);
        assertThat(surface.faults()).isEmpty();
        surface.seen()
                .forEach(type -> assertThat(MessageRules.of(type).maxBytes()).isLessThan(4 << 20));
        surface.seen().stream()
                .flatMap(type -> type.getFields().stream())
                .forEach(field -> MessageRules.held(field)
                        .ifPresent(held -> assertThat(MessageRules.of(held).maxBytes())
                                .as(held.getName())
                                .isLessThanOrEqualTo(field.getOptions().getExtension(OptionsProto.maxBytes))));
    }

    @Test
    void onlyAProposalCarriesMoreThanKeysAndSignatures() {
        Surface all = new Surface(true);
        CONSORTIUM.getMethods().stream().map(MethodDescriptor::getInputType).forEach(all::walk);
        assertThat(all.faults()).isEmpty();
        assertThat(all.carriers()).containsExactly("cordon.v1.ProposalData.data");
        assertThat(all.seen().stream().map(Descriptor::getName))
                .contains("JoinBody", "QuestionBody", "ProposalBody", "Endorsement", "Withdrawal");
    }

    @Test
    void theServiceOnValuesIsTheServiceOnPaper() {
        assertThat(ConsortiumMethods.SERVICE.getMethods().stream().map(io.grpc.MethodDescriptor::getFullMethodName))
                .containsExactlyElementsOf(CONSORTIUM.getMethods().stream()
                        .map(method -> CONSORTIUM.getFullName() + "/" + method.getName())
                        .toList());
        for (io.grpc.MethodDescriptor<?, ?> method : ConsortiumMethods.SERVICE.getMethods()) {
            MethodDescriptor paper = CONSORTIUM.findMethodByName(String.valueOf(method.getBareMethodName()));
            assertThat(method.getType().clientSendsOneMessage()).isEqualTo(!paper.isClientStreaming());
            assertThat(method.getType().serverSendsOneMessage()).isEqualTo(!paper.isServerStreaming());
        }
    }
}
