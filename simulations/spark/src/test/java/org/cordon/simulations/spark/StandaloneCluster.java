// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A Spark cluster on loopback: a master and workers with one core each, all processes of their own. */
final class StandaloneCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final int port;

    StandaloneCluster(Path directory, int workers) throws IOException, InterruptedException {
        this.directory = directory;
        this.port = freePort();
        Files.createDirectories(directory.resolve("home/jars"));
        Process master = start("master", "org.apache.spark.deploy.master.Master", "--port", String.valueOf(port));
        await(master, () -> listens(port), "the master to listen");
        for (int worker = 0; worker < workers; worker++) {
            start(
                    "worker-" + worker,
                    "org.apache.spark.deploy.worker.Worker",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--work-dir",
                    work(worker).toString(),
                    master());
        }
    }

    String master() {
        return "spark://127.0.0.1:" + port;
    }

    /** Where a worker keeps what its executors leave. */
    Path work(int worker) {
        return directory.resolve("work-" + worker);
    }

    /** Waits for an executor of a worker, and for {@code moment}, then kills it. */
    void killExecutor(int worker, BooleanSupplier moment) throws InterruptedException {
        Process process = processes.get(worker + 1);
        await(
                process,
                () -> moment.getAsBoolean() && process.descendants().findAny().isPresent(),
                "an executor");
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private Process start(String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "@jvm.options",
                "-cp",
                System.getProperty("java.class.path"),
                main,
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", directory.resolve("home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static void await(Process process, BooleanSupplier holds, String what) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
