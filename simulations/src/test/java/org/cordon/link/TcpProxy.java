// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Relays a TCP port and cuts the connection where the test wants it; can also speak HTTP CONNECT first. */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final String connectAnswer;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** The number of every connection, as it is accepted. */
    final BlockingQueue<Integer> accepted = new LinkedBlockingQueue<>();

    final AtomicLong upBudget = new AtomicLong(Long.MAX_VALUE);
    final AtomicLong downBudget = new AtomicLong(Long.MAX_VALUE);

    private TcpProxy(int target, String connectAnswer) {
        this.target = target;
        this.connectAnswer = connectAnswer;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        threads.execute(this::accept);
    }

    static TcpProxy to(int port) {
        return new TcpProxy(port, "");
    }

    static TcpProxy connect(int port, String answer) {
        return new TcpProxy(port, answer);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The connection that is open is cut once so many more bytes went up; later ones are not. */
    void cutAfterUp(long bytes) {
        upBudget.set(bytes);
    }

    void cutAfterDown(long bytes) {
        downBudget.set(bytes);
    }

    void cut() {
        sockets.forEach(TcpProxy::close);
    }

    private void accept() {
        try {
            for (int number = 1; true; number++) {
                Socket client = server.accept();
                accepted.add(number);
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void serve(Socket client) {
        try {
            if (!connectAnswer.isEmpty()) {
                readHead(client.getInputStream());
                client.getOutputStream().write(connectAnswer.getBytes(StandardCharsets.US_ASCII));
                if (!connectAnswer.contains(" 200 ")) {
                    client.close();
                    return;
                }
            }
            Socket coordinator = new Socket();
            coordinator.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            sockets.add(client);
            sockets.add(coordinator);
            threads.execute(() -> relay(client, coordinator, upBudget));
            relay(coordinator, client, downBudget);
        } catch (IOException refused) {
            close(client);
        }
    }

    private static void readHead(InputStream in) throws IOException {
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no CONNECT");
            }
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
        }
    }

    private void relay(Socket from, Socket to, AtomicLong budget) {
        byte[] buffer = new byte[16 << 10];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                long left = budget.get() == Long.MAX_VALUE ? Long.MAX_VALUE : budget.addAndGet(-read);
                if (left <= 0) {
                    budget.set(Long.MAX_VALUE);
                    break;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException cut) {
            // closed below
        }
        close(from);
        close(to);
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            throw new AssertionError(already);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        cut();
        threads.shutdownNow();
    }
}
