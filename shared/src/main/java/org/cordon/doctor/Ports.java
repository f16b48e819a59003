// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a server can listen somewhere, and if not, who does.
 *
 * <p><b>Does not check</b> firewalls between here and those who dial.
 */
public final class Ports {
    private static final Path PROCESSES = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int SHOWN = 120;

    private Ports() {}

    /**
     * Tries to listen, and gives the port back.
     *
     * @param key where the port stands in the configuration
     */
    public static Finding examine(String key, String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            return Finding.failed(
                    key + ": the host " + host + " must be an address of this machine, but has none",
                    "Correct the host, or use 0.0.0.0 for all addresses of this machine");
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
            return Finding.passed(host + ":" + port + " is free");
        } catch (IOException refused) {
            return taken(key, address.getAddress(), host, port, refused);
        }
    }

    private static Finding taken(String key, InetAddress address, String host, int port, IOException refused) {
        Optional<Holder> holder = holder(port);
        if (holder.filter(Holder::isCoordinator).isPresent()) {
            return Finding.passed(host + ":" + port + " is held by the running coordinator, process "
                    + holder.get().process());
        }
        String who = holder.map(held -> "process " + held.process() + " (" + held.command() + ") holds it")
                .orElse(String.valueOf(refused.getMessage()));
        boolean low = port > 0 && port < 1024 && holder.isEmpty();
        return Finding.failed(
                key + ": cannot listen on " + host + ":" + port + ": " + who,
                low
                        ? "Name a port from 1024 up, or allow low ones: setcap cap_net_bind_service=+ep on java"
                        : "Stop what listens there, or name another port"
                                + (address.isAnyLocalAddress() ? "" : " or host"));
    }

    /** The process that listens on a port. */
    record Holder(long process, String command) {
        boolean isCoordinator() {
            return command.contains("org.cordon.cli.Cordon") && command.contains("coordinator serve");
        }
    }

    /** Who listens on {@code port}, as far as this user may see it (Linux only). */
    static Optional<Holder> holder(int port) {
        try {
            for (String table : List.of("net/tcp", "net/tcp6")) {
                Optional<String> inode = inode(PROCESSES.resolve(table), port);
                if (inode.isPresent()) {
                    return process("socket:[" + inode.get() + "]");
                }
            }
            return Optional.empty();
        } catch (IOException | UncheckedIOException elsewhere) {
            return Optional.empty();
        }
    }

    /** proc(5): the second field is local address and port in hexadecimal, the fourth the state, the tenth the inode. */
    private static Optional<String> inode(Path table, int port) throws IOException {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try (Stream<String> lines = Files.lines(table)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING))
                    .map(fields -> fields[9])
                    .findFirst();
        }
    }

    private static Optional<Holder> process(String socket) throws IOException {
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> holds(process, socket))
                    .map(process ->
                            new Holder(Long.parseLong(process.getFileName().toString()), command(process)))
                    .findFirst();
        }
    }

    private static boolean holds(Path process, String socket) {
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return open.anyMatch(descriptor -> leadsTo(descriptor, socket));
        } catch (IOException | UncheckedIOException notOurs) {
            return false;
        }
    }

    private static boolean leadsTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException gone) {
            return false;
        }
    }

    /** Program and subcommands; a class path in between is left out. */
    private static String command(Path process) {
        try {
            String[] words = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .split("\0", -1);
            String whole = String.join(" ", words);
            int main = whole.indexOf("org.cordon.cli.Cordon");
            String shown = main >= 0 ? whole.substring(main) : whole;
            return shown.strip().substring(0, Math.min(SHOWN, shown.strip().length()));
        } catch (IOException gone) {
            return "unknown";
        }
    }
}
