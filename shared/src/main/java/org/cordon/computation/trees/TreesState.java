// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The state of {@link BoostedTrees}.
 *
 * @param ensemble the trees that are done
 * @param growing the tree that grows while {@code phase} is {@link Phase#GROWING}
 */
public record TreesState(TreesPlan plan, Phase phase, TrainedTrees ensemble, Optional<Tree> growing) {
    private static final int VERSION = 1;

    /** What the next sum is for. */
    public enum Phase {
        /** Rows by label, for the log-odds to start from. */
        BASE(0),
        /** Gradients by open node, feature and bin. */
        GROWING(1),
        /** Held-out rows by margin and label. */
        CALIBRATING(2),
        /** Nothing. */
        DONE(3);

        private final int code;

        Phase(int code) {
            this.code = code;
        }

        private static Phase of(int code) {
            return Arrays.stream(values())
                    .filter(phase -> phase.code == code)
                    .findFirst()
                    .orElseThrow(() -> new MalformedEncoding("phase must be in [0, 3], but was " + code));
        }
    }

    public TreesState {
        if ((phase == Phase.GROWING) != growing.isPresent()) {
            throw new IllegalArgumentException("a tree must grow in phase growing and in no other, but did not");
        }
        if (growing.filter(Tree::finished).isPresent()) {
            throw new IllegalArgumentException("a growing tree must have an open node, but had none");
        }
        if (growing.filter(tree -> tree.level() >= plan.depth()).isPresent()) {
            throw new IllegalArgumentException(
                    "open nodes must be less than " + plan.depth() + " splits deep, but were not");
        }
        if (phase == Phase.BASE && !ensemble.trees().isEmpty()) {
            throw new IllegalArgumentException("trees must come after the base, but came before");
        }
        if (!ensemble.bins().features().equals(plan.features())) {
            throw new IllegalArgumentException("bins must be those of " + plan.features() + ", but were of "
                    + ensemble.bins().features());
        }
    }

    /** Of the tree that grows. */
    public LevelLayout layout() {
        return new LevelLayout(
                ensemble.bins(),
                plan.columns().of(ensemble.trees().size(), plan.features().size()));
    }

    TreesState growing(TrainedTrees next) {
        return new TreesState(plan, Phase.GROWING, next, Optional.of(Tree.root()));
    }

    TreesState ended(Phase last, TrainedTrees next) {
        return new TreesState(plan, last, next, Optional.empty());
    }

    Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(VERSION)
                .bytes(plan.encode())
                .u8(phase.code)
                .bytes(ensemble.encode());
        growing.ifPresent(tree -> tree.writeTo(writer));
        return writer.toBytes();
    }

    /** Reads a state of {@link BoostedTrees}; anything else is a {@link MalformedEncoding}. */
    public static TreesState decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, TrainedTrees.MAX_BYTES);
        reader.version("state of trees", VERSION);
        TreesPlan plan = TreesPlan.decode(reader.bytes("plan", TreesPlan.MAX_BYTES));
        Phase phase = Phase.of(reader.u8());
        TrainedTrees ensemble = TrainedTrees.decode(reader.bytes("ensemble", TrainedTrees.MAX_BYTES));
        List<Tree> growing = new ArrayList<>();
        if (phase == Phase.GROWING) {
            growing.add(Tree.readFrom(reader, plan.features().size()));
        }
        reader.end();
        try {
            return new TreesState(plan, phase, ensemble, growing.stream().findFirst());
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
