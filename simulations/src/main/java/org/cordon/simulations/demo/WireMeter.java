// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.concurrent.atomic.LongAdder;
import org.cordon.wire.Methods;
import org.cordon.wire.WireSize;

/**
 * Counts what leaves an exchange: every message that gRPC puts on the wire, and beside it what the formula of
 * docs/protocol.md says of that message.
 *
 * <p><b>Does not count</b> HTTP/2 and TLS framing.
 */
final class WireMeter implements ClientInterceptor {
    private final LongAdder onWire = new LongAdder();
    private final LongAdder byFormula = new LongAdder();
    private final LongAdder uploads = new LongAdder();

    /** Bytes of all messages as gRPC sent them, with the frame of each. */
    long bytesOnWire() {
        return onWire.sum();
    }

    /** Bytes of the same messages by formula. */
    long bytesByFormula() {
        return byFormula.sum();
    }

    /** Of the bytes on the wire, those of uploads. */
    long uploadBytes() {
        return uploads.sum();
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        boolean upload = method.getFullMethodName().equals(Methods.UPLOAD.getFullMethodName());
        ClientStreamTracer.Factory counting = new ClientStreamTracer.Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
                return new Counting(upload);
            }
        };
        return new SimpleForwardingClientCall<>(next.newCall(method, options.withStreamTracerFactory(counting))) {
            @Override
            public void sendMessage(Q message) {
                byFormula.add(SentMessage.bytes(message));
                super.sendMessage(message);
            }
        };
    }

    private final class Counting extends ClientStreamTracer {
        private final boolean upload;

        Counting(boolean upload) {
            this.upload = upload;
        }

        @Override
        public void outboundMessage(int number) {
            count(WireSize.FRAME);
        }

        @Override
        public void outboundWireSize(long bytes) {
            count(bytes);
        }

        private void count(long bytes) {
            onWire.add(bytes);
            if (upload) {
                uploads.add(bytes);
            }
        }
    }
}
