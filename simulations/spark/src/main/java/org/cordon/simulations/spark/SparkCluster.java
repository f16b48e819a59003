// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.spark;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.util.ShutdownHookManager;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.engine.RemoteWork;
import org.cordon.simulations.laboratory.Cluster;
import org.cordon.suite.Bytes;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Spark as a {@link Cluster}: a job for each round, in slices of some exchanges.
 *
 * <p>A slice whose executor is lost is done again elsewhere, from the same bytes to the same bytes. Waiting is bounded: for the master
 * by {@link #CONNECTED_WITHIN_SECONDS}, for any executor by {@link #EXECUTOR_WITHIN_SECONDS}.
 */
final class SparkCluster implements Cluster {
    private static final long CONNECTED_WITHIN_SECONDS = 180;
    private static final long EXECUTOR_WITHIN_SECONDS = 120;
    /** So many for each core that exchanges of unlike size even out. */
    private static final int SLICES_PER_CORE = 3;
    /** Outcomes of a slice travel in one piece. */
    private static final int LARGEST_SLICE = 32;

    private static final String JVM_OPTIONS = "spark.executor.extraJavaOptions";

    private final Master master;
    private final JavaSparkContext spark;
    private final ExecutorService caller;
    private final AtomicBoolean closing = new AtomicBoolean();
    private Optional<Broadcast<byte[]>> lastRun = Optional.empty();

    private SparkCluster(Master master, JavaSparkContext spark, ExecutorService caller, Consumer<String> notices) {
        this.master = master;
        this.spark = spark;
        this.caller = caller;
        spark.sc().addSparkListener(new Losses(notices, closing));
    }

    static SparkCluster connect(Master master, Consumer<String> notices) throws InterruptedException {
        ExecutorService caller = Executors.newSingleThreadExecutor(job -> {
            Thread thread = new Thread(job, "spark jobs");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Callable<JavaSparkContext> connecting = () -> new JavaSparkContext(settings(master));
            JavaSparkContext spark = caller.submit(connecting).get(CONNECTED_WITHIN_SECONDS, TimeUnit.SECONDS);
            return new SparkCluster(master, spark, caller, notices);
        } catch (ExecutionException failed) {
            throw Master.unreachable(master.name(), String.valueOf(failed.getCause()));
        } catch (TimeoutException silent) {
            throw Master.unreachable(master.name(), "no answer within " + CONNECTED_WITHIN_SECONDS + " s");
        }
    }

    /** Whatever is not named here can be set as a system property, {@code -Dspark.executor.memory=8g}. */
    private static SparkConf settings(Master master) {
        SparkConf settings = new SparkConf()
                .setMaster(master.name())
                .setAppName("cordon")
                .set("spark.driver.maxResultSize", "0")
                .set("spark.job.interruptOnCancel", "true")
                .setIfMissing("spark.ui.enabled", "false")
                .set("spark.executorEnv.OMP_NUM_THREADS", "1")
                .setIfMissing("spark.executor.extraClassPath", classPath());
        settings.set(
                JVM_OPTIONS,
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0 '-Djdk.serialFilter="
                        + System.getProperty("jdk.serialFilter", "!*") + "' " + settings.get(JVM_OPTIONS, ""));
        if (master.isLocal()) {
            settings.set("spark.driver.bindAddress", "127.0.0.1")
                    .set("spark.driver.host", "127.0.0.1")
                    .set("spark.authenticate", "true");
        }
        return settings;
    }

    /** Executors run from the same jars at the same place. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public RemoteWork work(Bytes run) {
        lastRun.ifPresent(Broadcast::destroy);
        Broadcast<byte[]> text = spark.broadcast(run.toByteArray());
        lastRun = Optional.of(text);
        return (order, tasks, sink) -> round(text, order, tasks, sink);
    }

    private void round(Broadcast<byte[]> run, Bytes order, List<Bytes> tasks, Consumer<Bytes> sink)
            throws InterruptedException {
        Broadcast<byte[]> parameters = spark.broadcast(order.toByteArray());
        try {
            int slices = Math.max(
                    Math.min(tasks.size(), SLICES_PER_CORE * spark.defaultParallelism()),
                    (tasks.size() + LARGEST_SLICE - 1) / LARGEST_SLICE);
            RDD<byte[]> rdd = spark.parallelize(
                            tasks.stream().map(Bytes::toByteArray).toList(), slices)
                    .rdd();
            SliceWork work = new SliceWork(run, parameters);
            await(caller.submit(() -> {
                SparkContext context = spark.sc();
                context.runJob(rdd, work, new Handing(sink), ClassTag$.MODULE$.apply(byte[][].class));
            }));
        } finally {
            parameters.destroy();
        }
    }

    /** Hands outcomes on as slices end. */
    private static final class Handing extends AbstractFunction2<Object, byte[][], BoxedUnit> {
        private final Consumer<Bytes> sink;

        Handing(Consumer<Bytes> sink) {
            this.sink = sink;
        }

        @Override
        public BoxedUnit apply(Object slice, byte[][] outcomes) {
            for (byte[] outcome : outcomes) {
                sink.accept(Bytes.wrap(outcome));
            }
            return BoxedUnit.UNIT;
        }
    }

    private void await(Future<?> job) throws InterruptedException {
        long alone = 0;
        while (true) {
            try {
                job.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException running) {
                // The driver counts as one.
                boolean hasExecutor =
                        master.isLocal() || spark.sc().getExecutorMemoryStatus().size() > 1;
                alone = hasExecutor ? 0 : alone + 1;
                if (alone >= EXECUTOR_WITHIN_SECONDS) {
                    stop(job);
                    throw new CommandFailure(
                            ExitCode.SYSTEM_REFUSED,
                            master.name() + " must give this experiment an executor, but gave none for "
                                    + EXECUTOR_WITHIN_SECONDS + " s",
                            "See on the web page of the master whether a worker is alive and has a core and 1 GiB free;"
                                    + " the log of an executor that ended is in the worker's folder work");
                }
            } catch (ExecutionException failed) {
                if (ShutdownHookManager.inShutdown()) {
                    throw new InterruptedException("Spark heard of Ctrl-C first");
                }
                throw failure(Optional.ofNullable(failed.getCause()).orElse(failed));
            } catch (InterruptedException stopped) {
                stop(job);
                throw stopped;
            }
        }
    }

    private void stop(Future<?> job) {
        closing.set(true);
        spark.sc().cancelAllJobs();
        job.cancel(true);
    }

    private RuntimeException failure(Throwable cause) {
        return new CommandFailure(
                ExitCode.SYSTEM_REFUSED,
                master.name() + " must do the work of a round, but gave it up: "
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
                "See the log of the executor in the worker's folder work; give executors more memory with"
                        + " CORDON_JAVA_OPTS=-Dspark.executor.memory=4g if it ran out",
                cause);
    }

    @Override
    public void close() {
        closing.set(true);
        spark.close();
        caller.shutdownNow();
    }

    /** Says when an executor is lost; its work is done again. */
    private static final class Losses extends SparkListener {
        private final Consumer<String> notices;
        private final AtomicBoolean closing;

        Losses(Consumer<String> notices, AtomicBoolean closing) {
            this.notices = notices;
            this.closing = closing;
        }

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            if (!closing.get()) {
                notices.accept("Executor " + removed.executorId() + " was lost ("
                        + String.valueOf(removed.reason()).lines().findFirst().orElse("")
                        + "); what it had not handed over is done again elsewhere");
            }
        }
    }
}
