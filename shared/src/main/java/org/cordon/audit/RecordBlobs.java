// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.log.Hash;
import org.cordon.record.LogRecord;

/** Which blobs a record names, and how long they must be there. */
final class RecordBlobs {
    private static final int LIST_BYTES = 64 << 20;
    private static final int VECTOR_BYTES = 1 << 30;

    private RecordBlobs() {}

    /**
     * A blob that a record names.
     *
     * @param mayExpire whether the charter's retention rule lets it go some time after the end of the task
     * @param limit most bytes that are read
     */
    record Named(Hash name, boolean mayExpire, int limit) {
        static Named kept(Hash name) {
            return new Named(name, false, LIST_BYTES);
        }

        static Named expiring(Hash name) {
            return new Named(name, true, VECTOR_BYTES);
        }
    }

    static List<Named> of(LogRecord record) {
        if (record instanceof LogRecord.Genesis genesis) {
            return List.of(Named.kept(genesis.entry()));
        } else if (record instanceof LogRecord.Amended amended) {
            return List.of(Named.kept(amended.entry()));
        } else if (record instanceof LogRecord.TaskApproved approved) {
            return List.of(Named.kept(approved.charter()), Named.expiring(approved.initialState()));
        } else if (record instanceof LogRecord.EpochOpened opened) {
            return List.of(Named.kept(opened.roster()));
        } else if (record instanceof LogRecord.CohortFixed fixed) {
            return List.of(Named.kept(fixed.openMessage()), Named.kept(fixed.cohort()));
        } else if (record instanceof LogRecord.SurvivorsFixed fixed) {
            return List.of(Named.kept(fixed.survivors()), Named.kept(fixed.certificate()));
        } else if (record instanceof LogRecord.AggregateReleased released) {
            List<Named> named =
                    new ArrayList<>(List.of(Named.expiring(released.content()), Named.expiring(released.opened())));
            Optional<Hash> inputs = released.inputs();
            inputs.ifPresent(list -> named.add(Named.expiring(list)));
            return named;
        }
        return List.of();
    }
}
