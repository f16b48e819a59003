// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordon.log.Hash;
import org.cordon.record.InputList;
import org.cordon.suite.Bytes;
import org.cordon.wire.BlobCodec;

/** Collects the masked inputs of a sum's survivors; used by one thread. */
public final class InputArchive {
    private final ProtocolLog log;
    private final List<InputList.Input> inputs = new ArrayList<>();

    InputArchive(ProtocolLog log) {
        this.log = log;
    }

    /** Keeps an input; members ascend. */
    public void add(int member, Bytes packed) {
        inputs.add(new InputList.Input(member, log.blob(packed)));
    }

    /** Keeps an input that lies in a file which nobody writes any more: linked where the disk can. */
    public void add(int member, Bytes packed, Path file) {
        Hash name = Hash.ofContent(packed.toByteArray());
        log.storage().putBlob(name, file);
        inputs.add(new InputList.Input(member, name));
    }

    /** Keeps the list; what the record of the sum names. */
    public Hash list() {
        return log.blob(BlobCodec.inputs(new InputList(inputs)));
    }
}
