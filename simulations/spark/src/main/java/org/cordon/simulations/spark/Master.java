// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;

/**
 * Where Spark runs.
 *
 * @param name as Spark takes it
 * @param hosts of the masters of a cluster, one of which leads; none in this process
 */
record Master(String name, List<InetSocketAddress> hosts) {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final Pattern LOCAL = Pattern.compile("local(\\[([1-9][0-9]{0,3}|\\*)\\])?");
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+\\]):([0-9]{1,5})");
    private static final String CLUSTER = "spark://";

    static Master of(String name) {
        if (LOCAL.matcher(name).matches()) {
            return new Master(name, List.of());
        }
        if (!name.startsWith(CLUSTER)) {
            throw wrong(name);
        }
        List<InetSocketAddress> hosts = new ArrayList<>();
        for (String host : name.substring(CLUSTER.length()).split(",", -1)) {
            Matcher parts = HOST.matcher(host);
            if (!parts.matches() || Integer.parseInt(parts.group(2)) > 0xffff) {
                throw wrong(name);
            }
            hosts.add(InetSocketAddress.createUnresolved(parts.group(1), Integer.parseInt(parts.group(2))));
        }
        return new Master(name, hosts);
    }

    private static CommandFailure wrong(String name) {
        return new CommandFailure(
                ExitCode.USAGE,
                "--master must be local[N], local[*] or spark://HOST:PORT, but was " + name,
                "Write for example --master local[2], or the address that the web page of the cluster's master shows");
    }

    boolean isLocal() {
        return hosts.isEmpty();
    }

    /** Refuses a cluster of which no master listens, sooner than Spark would. */
    void requireListening() {
        if (isLocal()) {
            return;
        }
        String last = "";
        for (InetSocketAddress host : hosts) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host.getHostString(), host.getPort()), PATIENCE_MILLIS);
                return;
            } catch (IOException silent) {
                last = String.valueOf(silent.getMessage());
            }
        }
        throw unreachable(name, last);
    }

    static CommandFailure unreachable(String name, String why) {
        return new CommandFailure(
                ExitCode.SYSTEM_REFUSED,
                "the master of " + name + " must answer, but does not: " + why,
                "Start it (sbin/start-master.sh of a Spark 4.2 distribution), or correct --master");
    }
}
