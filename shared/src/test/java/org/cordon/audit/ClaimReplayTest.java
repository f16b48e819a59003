// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.log.Hash;
import org.cordon.record.InputList;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.sum.round.OpenedSecrets;
import org.cordon.sum.round.RoundBody;
import org.cordon.wire.BlobCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claim 30: the sum is made again from what was archived and what was opened. */
final class ClaimReplayTest {
    @TempDir
    Path directory;

    private Path written(Malice malice) {
        return HonestLog.write(directory, HonestLog.Options.BRIEF.with(malice)).directory();
    }

    private static LogRecord.AggregateReleased with(
            LogRecord.AggregateReleased released, Hash content, Hash opened, Optional<Hash> inputs) {
        return new LogRecord.AggregateReleased(
                released.scope(), released.context(), released.sum(), content, opened, inputs);
    }

    private static byte[] flipped(Bytes bytes) {
        byte[] copy = bytes.toByteArray();
        copy[0] ^= 1;
        return copy;
    }

    @Test
    void archivedInputIsNotTheOneThatWasUploaded() {
        Flips.only(30, written(Malice.instead(LogRecord.AggregateReleased.class, 0, (desk, released) -> {
            InputList list = BlobCodec.inputs(desk.blob(released.inputs().orElseThrow()));
            List<InputList.Input> inputs = new ArrayList<>(list.inputs());
            InputList.Input first = inputs.get(0);
            inputs.set(
                    0, new InputList.Input(first.member(), desk.blob(Bytes.wrap(flipped(desk.blob(first.content()))))));
            return List.of(with(
                    released,
                    released.content(),
                    released.opened(),
                    Optional.of(desk.blob(BlobCodec.inputs(new InputList(inputs))))));
        })));
    }

    @Test
    void archivedInputOfASurvivorIsLeftOut() {
        Flips.only(30, written(Malice.instead(LogRecord.AggregateReleased.class, 0, (desk, released) -> {
            InputList list = BlobCodec.inputs(desk.blob(released.inputs().orElseThrow()));
            InputList fewer =
                    new InputList(list.inputs().subList(1, list.inputs().size()));
            return List.of(with(
                    released, released.content(), released.opened(), Optional.of(desk.blob(BlobCodec.inputs(fewer)))));
        })));
    }

    @Test
    void sumThatLiesThereIsNotTheOneThatWasReleased() {
        Flips.only(
                30,
                written(Malice.instead(
                        LogRecord.AggregateReleased.class,
                        3,
                        (desk, released) -> List.of(with(
                                released,
                                desk.blob(Bytes.wrap(flipped(desk.blob(released.content())))),
                                released.opened(),
                                released.inputs())))));
    }

    @Test
    void openedSecretIsNotTheOneThatWasCommittedTo() {
        Flips.only(30, written(Malice.instead(LogRecord.AggregateReleased.class, 1, (desk, released) -> {
            OpenedSecrets secrets = BlobCodec.secrets(desk.blob(released.opened()));
            List<RoundBody.OpenedSelfMask> masks = new ArrayList<>(secrets.selfMasks());
            RoundBody.OpenedSelfMask first = masks.get(0);
            masks.set(0, new RoundBody.OpenedSelfMask(first.member(), Bytes.wrap(flipped(first.seed()))));
            return List.of(with(
                    released,
                    released.content(),
                    desk.blob(BlobCodec.secrets(new OpenedSecrets(masks, secrets.dropped()))),
                    released.inputs()));
        })));
    }
}
