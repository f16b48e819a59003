// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Optional;
import org.cordon.coordinator.member.ConsortiumDesk;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.governance.ProposalPart;
import org.cordon.governance.Standing;
import org.cordon.wire.Received;

/** One proposal on its way in: its head is verified before a byte of its data is asked for. */
final class ProposalCall extends ServerCall.Listener<Received<ProposalPart>> {
    private final ServerCall<Received<ProposalPart>, Standing> call;
    private final ConsortiumDesk desk;
    private Optional<ConsortiumDesk.ProposalReceiver> receiver = Optional.empty();
    private boolean over;

    ProposalCall(ServerCall<Received<ProposalPart>, Standing> call, ConsortiumDesk desk) {
        this.call = call;
        this.desk = desk;
        call.request(1);
    }

    /** A step that may be refused. */
    @FunctionalInterface
    private interface Act {
        void run() throws ConsortiumRefused;
    }

    @Override
    public void onMessage(Received<ProposalPart> message) {
        attempt(() -> {
            if (message instanceof Received.Garbage<ProposalPart> malformed) {
                refuse(Refusals.malformed(malformed.sentence()));
            } else if (message instanceof Received.Whole<ProposalPart> sound) {
                take(sound.value());
            }
        });
    }

    private void take(ProposalPart part) throws ConsortiumRefused {
        if (part instanceof ProposalPart.Head head && receiver.isEmpty()) {
            receiver = Optional.of(desk.propose(head.signed()));
            call.request(1);
        } else if (part instanceof ProposalPart.Data data && receiver.isPresent()) {
            receiver.get().take(data.bytes());
            call.request(1);
        } else {
            refuse(Refusals.malformed("a proposal must be its head and then its data, but was in another order"));
        }
    }

    @Override
    public void onHalfClose() {
        attempt(() -> {
            if (receiver.isEmpty()) {
                refuse(Refusals.malformed("a proposal must begin with its head, but was empty"));
                return;
            }
            Standing standing = receiver.get().finish();
            end();
            call.sendHeaders(new Metadata());
            call.sendMessage(standing);
            call.close(Status.OK, new Metadata());
        });
    }

    @Override
    public void onCancel() {
        end();
    }

    @Override
    public void onComplete() {
        end();
    }

    private void attempt(Act act) {
        if (over) {
            return;
        }
        try {
            act.run();
        } catch (ConsortiumRefused refused) {
            refuse(Refusals.of(refused));
        } catch (RuntimeException failure) {
            refuse(Refusals.of(failure, call));
        }
    }

    private void refuse(Refusals refusal) {
        end();
        refusal.close(call);
    }

    private void end() {
        over = true;
        Optional<ConsortiumDesk.ProposalReceiver> held = receiver;
        receiver = Optional.empty();
        held.ifPresent(ConsortiumDesk.ProposalReceiver::close);
    }
}
