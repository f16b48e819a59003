// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.GeneratedMessage.GeneratedExtension;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.proto.v1.OptionsProto;

/** Walks message descriptors, also through bytes that hold messages, and writes down every field that breaks a rule. */
final class Surface {
    private final Set<Descriptor> seen = new LinkedHashSet<>();
    private final Set<FieldDescriptor> carriers = new LinkedHashSet<>();
    private final List<String> faults = new ArrayList<>();
    private final boolean outbound;

    /** {@code outbound}: the stricter rules for what travels from a participant to the coordinator. */
    Surface(boolean outbound) {
        this.outbound = outbound;
    }

    Surface walk(Descriptor message) {
        if (seen.add(message)) {
            message.getFields().forEach(this::visit);
        }
        return this;
    }

    List<String> faults() {
        return faults;
    }

    Set<Descriptor> seen() {
        return seen;
    }

    /** Names of bytes fields longer than any key, ciphertext or bundle that hold no message. */
    List<String> carriers() {
        return carriers.stream().map(FieldDescriptor::getFullName).toList();
    }

    private void visit(FieldDescriptor field) {
        boolean bounded = has(field, OptionsProto.exactBytes) || has(field, OptionsProto.maxBytes);
        switch (field.getType()) {
            case UINT32, UINT64 -> require(field, has(field, OptionsProto.maxValue), "max_value");
            case ENUM -> {}
            case STRING -> {
                require(field, bounded, "max_bytes");
                require(field, !outbound, "no text");
            }
            case BYTES -> visitBytes(field, bounded);
            case MESSAGE -> walk(field.getMessageType());
            default -> require(field, false, "an integer, enum, bytes or message");
        }
        if (field.isRepeated()) {
            require(field, has(field, OptionsProto.maxItems), "max_items");
            require(field, field.getType() == FieldDescriptor.Type.MESSAGE, "no repeated number or bytes");
        }
    }

    private void visitBytes(FieldDescriptor field, boolean bounded) {
        require(field, bounded, "exact_bytes or max_bytes");
        Optional<Descriptor> held = MessageRules.held(field);
        held.ifPresent(this::walk);
        boolean bulky = bounded
                && !has(field, OptionsProto.exactBytes)
                && field.getOptions().getExtension(OptionsProto.maxBytes) > 8156;
        if (held.isEmpty() && bulky) {
            carriers.add(field);
        }
    }

    private void require(FieldDescriptor field, boolean holds, String rule) {
        if (!holds) {
            faults.add(field.getFullName() + ": " + rule);
        }
    }

    private static boolean has(FieldDescriptor field, GeneratedExtension<FieldOptions, ?> option) {
        return field.getOptions().hasExtension(option);
    }
}
