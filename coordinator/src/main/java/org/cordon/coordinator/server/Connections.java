// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The open connections: a cap on all of them, and one per member under which the newest wins.
 *
 * <p>The newest, because a member whose network broke dials again long before its dead connections are noticed here.
 */
final class Connections {
    private final int capacity;
    private final int perMember;
    private final Map<SocketAddress, Channel> open = new HashMap<>();
    private final Map<Integer, Deque<SocketAddress>> ofMember = new HashMap<>();

    Connections(int capacity, int perMember) {
        this.capacity = capacity;
        this.perMember = perMember;
    }

    /** A server socket that closes at once what is accepted over the cap. */
    NioServerSocketChannel serverSocket() {
        return new NioServerSocketChannel() {
            @Override
            protected int doReadMessages(List<Object> accepted) throws Exception {
                int count = super.doReadMessages(accepted);
                accepted.removeIf(channel -> !accept((Channel) channel));
                return count > 0 ? accepted.size() : count;
            }
        };
    }

    private synchronized boolean accept(Channel channel) {
        if (open.size() >= capacity) {
            channel.unsafe().closeForcibly();
            return false;
        }
        SocketAddress remote = channel.remoteAddress();
        open.put(remote, channel);
        channel.closeFuture().addListener(closed -> forget(remote, channel));
        return true;
    }

    /** The connection from {@code remote} turned out to be {@code member}'s. */
    synchronized void identified(int member, SocketAddress remote) {
        Deque<SocketAddress> mine = ofMember.computeIfAbsent(member, unused -> new ArrayDeque<>());
        mine.addLast(remote);
        while (mine.size() > perMember) {
            Channel oldest = open.get(mine.removeFirst());
            if (oldest != null) {
                ChannelFuture unused = oldest.close();
            }
        }
    }

    private synchronized void forget(SocketAddress remote, Channel channel) {
        open.remove(remote, channel);
        ofMember.values().forEach(mine -> mine.remove(remote));
    }

    synchronized int count() {
        return open.size();
    }
}
