// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.nio.ByteBuffer;
import org.cordon.suite.Signed;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;

/**
 * One member's upload on its way to disk; what was stored before a cut is kept and resumed.
 *
 * <p>Of several receptions of one vector the newest goes on, as the others may hang on dead connections; they are told
 * {@link Verdict#UNEXPECTED}. A vector that was counted is never touched again.
 */
final class UploadReception implements Desk.UploadReceiver {
    private final TaskDesk desk;
    private final Uploads uploads;
    private final int member;
    private final Signed<RoundBody.Upload> statement;
    private final CoordinatorStore.UploadFile file;
    private final Uploads.Slot slot;

    UploadReception(TaskDesk desk, Uploads uploads, int member, Signed<RoundBody.Upload> statement) {
        this.desk = desk;
        this.uploads = uploads;
        this.member = member;
        this.statement = statement;
        this.file = uploads.open(member);
        this.slot = uploads.slot(member);
        slot.take(this);
    }

    @Override
    public long offset() {
        synchronized (slot) {
            return file.length();
        }
    }

    @Override
    public Verdict chunk(long offset, ByteBuffer data) {
        // Spec: docs/protocol.md#upload.chunk
        synchronized (slot) {
            if (!slot.isHeldBy(this) || uploads.isAdded(member) || offset != file.length()) {
                return Verdict.UNEXPECTED;
            }
            if (offset + data.remaining() > uploads.expectedBytes()) {
                return Verdict.TOO_LARGE;
            }
            file.append(offset, data);
            return Verdict.ACCEPTED;
        }
    }

    @Override
    public Verdict finish() {
        // Spec: docs/protocol.md#upload.complete
        synchronized (slot) {
            if (uploads.isAdded(member)) {
                return Verdict.DUPLICATE;
            }
            if (!slot.isHeldBy(this)) {
                return Verdict.UNEXPECTED;
            }
            if (file.length() != uploads.expectedBytes()) {
                return Verdict.MALFORMED;
            }
            file.sync();
            if (!uploads.fits(member, statement.body().root())) {
                uploads.forget(member);
                file.truncate(0);
                return Verdict.CONFLICT;
            }
            return desk.completed(member, uploads);
        }
    }

    @Override
    public void close() {
        slot.release(this);
        file.close();
    }
}
