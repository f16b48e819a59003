// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cordon.proto.v1.ComplaintBody;
import org.cordon.proto.v1.Leaf;
import org.cordon.proto.v1.ReceiptBody;
import org.cordon.proto.v1.RevealReceiptBody;
import org.cordon.proto.v1.Statement;
import org.cordon.proto.v1.UploadBody;

/**
 * What a leaf of the protocol log has room for, by its message types alone.
 *
 * <p>Source: docs/protocol-log.md, A leaf.
 */
public final class LeafShape {
    private static final List<Descriptor> ROOTS = List.of(
            Leaf.getDescriptor(),
            Statement.getDescriptor(),
            UploadBody.getDescriptor(),
            RevealReceiptBody.getDescriptor(),
            ReceiptBody.getDescriptor(),
            ComplaintBody.getDescriptor());

    private LeafShape() {}

    /** Fields that could hold text, fractions, maps or messages of any type, in order; there should be none. */
    public static List<String> unfit() {
        TreeSet<String> unfit = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        ROOTS.forEach(root -> walk(root, seen, unfit));
        return List.copyOf(unfit);
    }

    private static void walk(Descriptor type, Set<String> seen, Set<String> unfit) {
        if (!seen.add(type.getFullName())) {
            return;
        }
        for (FieldDescriptor field : type.getFields()) {
            switch (field.getType()) {
                case UINT32, UINT64, BYTES, ENUM -> {
                    // numbers, digests and codes
                }
                case MESSAGE -> {
                    boolean foreign = !field.getMessageType().getFullName().startsWith("cordon.v1.");
                    if (foreign || field.isMapField()) {
                        unfit.add(field.getFullName());
                    } else {
                        walk(field.getMessageType(), seen, unfit);
                    }
                }
                default -> unfit.add(field.getFullName());
            }
        }
    }
}
