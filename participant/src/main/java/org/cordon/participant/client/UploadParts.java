// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.cordon.suite.Signed;
import org.cordon.sum.round.RoundBody;
import org.cordon.wire.UploadPart;

/** The statement, then views of the content from what the coordinator holds already to its end. */
final class UploadParts implements Iterator<UploadPart> {
    private final Signed<RoundBody.Upload> statement;
    private final ByteBuffer content;
    private final int chunk;
    private long offset;
    private boolean stated;

    UploadParts(Signed<RoundBody.Upload> statement, ByteBuffer content, long held, int chunk) {
        this.statement = statement;
        this.content = content;
        this.offset = held;
        this.chunk = chunk;
    }

    @Override
    public boolean hasNext() {
        return !stated || offset < content.limit();
    }

    @Override
    public UploadPart next() {
        if (!stated) {
            stated = true;
            return new UploadPart.Statement(statement);
        }
        if (offset >= content.limit()) {
            throw new NoSuchElementException("the upload is complete");
        }
        int from = (int) offset;
        int length = Math.min(chunk, content.limit() - from);
        offset += length;
        return new UploadPart.Data(from, content.slice(from, length));
    }
}
