// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Optional;
import org.cordon.coordinator.round.Desk;
import org.cordon.suite.Signed;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;
import org.cordon.wire.Received;
import org.cordon.wire.UploadPart;

/**
 * One stream of an upload: the statement, then chunks from the offset that is held already.
 *
 * <p>The next part is asked for when the one before is stored. A verdict other than accepted ends the call with that
 * verdict as its answer; what was stored stays and can be resumed.
 */
final class UploadCall extends ServerCall.Listener<Received<UploadPart>> {
    private final ServerCall<Received<UploadPart>, Verdict> call;
    private final Desk desk;
    private final int member;
    private Optional<Desk.UploadReceiver> receiver = Optional.empty();
    private boolean over;

    UploadCall(ServerCall<Received<UploadPart>, Verdict> call, Desk desk) {
        this.call = call;
        this.desk = desk;
        this.member = Peers.MEMBER.get();
        call.request(1);
    }

    @Override
    public void onMessage(Received<UploadPart> message) {
        attempt(() -> {
            if (message instanceof Received.Whole<UploadPart> sound) {
                take(sound.value());
            } else if (message instanceof Received.Garbage<UploadPart> malformed) {
                refuse(Refusals.malformed(malformed.sentence()));
            }
        });
    }

    private void take(UploadPart part) {
        if (part instanceof UploadPart.Statement statement) {
            begin(statement.signed());
        } else if (part instanceof UploadPart.Data chunk) {
            store(chunk);
        }
    }

    private void begin(Signed<RoundBody.Upload> statement) {
        if (receiver.isPresent()) {
            refuse(Refusals.malformed("statement must be the first part of an upload only, but was repeated"));
            return;
        }
        Desk.UploadAdmission admission = desk.upload(member, statement);
        if (admission instanceof Desk.UploadAdmission.Closed closed) {
            answer(closed.verdict());
        } else if (admission instanceof Desk.UploadAdmission.Welcome welcome) {
            receiver = Optional.of(welcome.receiver());
            call.request(1);
        }
    }

    private void store(UploadPart.Data chunk) {
        if (receiver.isEmpty()) {
            refuse(Refusals.malformed("statement must be the first part of an upload, but was a chunk"));
            return;
        }
        Verdict verdict = receiver.get().chunk(chunk.offset(), chunk.masked());
        if (verdict == Verdict.ACCEPTED) {
            call.request(1);
        } else {
            answer(verdict);
        }
    }

    @Override
    public void onHalfClose() {
        if (over) {
            return;
        }
        attempt(() -> {
            if (receiver.isPresent()) {
                answer(receiver.get().finish());
            } else {
                refuse(Refusals.malformed("statement must be the first part of an upload, but was missing"));
            }
        });
    }

    @Override
    public void onCancel() {
        over = true;
        release();
    }

    @Override
    public void onComplete() {
        release();
    }

    private void attempt(Runnable step) {
        if (over) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException failure) {
            refuse(Refusals.of(failure, call));
        }
    }

    private void answer(Verdict verdict) {
        over = true;
        release();
        call.sendHeaders(new Metadata());
        call.sendMessage(verdict);
        call.close(Status.OK, new Metadata());
    }

    private void refuse(Refusals refusal) {
        over = true;
        release();
        refusal.close(call);
    }

    private void release() {
        Optional<Desk.UploadReceiver> held = receiver;
        receiver = Optional.empty();
        held.ifPresent(Desk.UploadReceiver::close);
    }
}
