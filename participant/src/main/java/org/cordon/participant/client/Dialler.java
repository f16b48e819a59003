// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import io.grpc.ClientInterceptor;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ManagedChannel;
import io.grpc.ProxyDetector;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes channels to the coordinator; all of a process share gRPC's event loops. */
final class Dialler {
    /** HTTP/2 flow-control window per connection and stream, in bytes. */
    private static final int WINDOW = 2 << 20;

    private static final int MAX_METADATA = 8 << 10;

    private final LinkSettings settings;
    private final SslContext tls;
    private final List<ClientInterceptor> observers;

    Dialler(LinkSettings settings, SslContext tls, List<ClientInterceptor> observers) {
        this.settings = settings;
        this.tls = tls;
        this.observers = List.copyOf(observers);
    }

    ManagedChannel dial() {
        HostPort coordinator = settings.coordinator();
        return NettyChannelBuilder.forAddress(coordinator.host(), coordinator.port())
                .sslContext(tls)
                .proxyDetector(proxy())
                .intercept(observers)
                .disableServiceConfigLookUp()
                .disableRetry()
                .flowControlWindow(WINDOW)
                .maxInboundMetadataSize(MAX_METADATA)
                .keepAliveTime(settings.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(settings.keepAlive().toMillis() / 2, TimeUnit.MILLISECONDS)
                .build();
    }

    /** Only the configured proxy counts, never the environment's. */
    private ProxyDetector proxy() {
        return new ProxyDetector() {
            @Override
            public @Nullable HttpConnectProxiedSocketAddress proxyFor(SocketAddress target) throws IOException {
                if (settings.proxy().isEmpty()) {
                    return null;
                }
                HostPort proxy = settings.proxy().get();
                InetSocketAddress address = new InetSocketAddress(proxy.host(), proxy.port());
                if (address.isUnresolved()) {
                    throw new IOException("the proxy's host " + proxy.host() + " has no address");
                }
                return HttpConnectProxiedSocketAddress.newBuilder()
                        .setProxyAddress(address)
                        .setTargetAddress((InetSocketAddress) target)
                        .build();
            }
        };
    }
}
