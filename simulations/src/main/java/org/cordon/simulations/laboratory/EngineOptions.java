// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where exchanges work. */
final class EngineOptions {
    private static final String THREADS = "threads";
    private static final String SPARK = "spark";

    @Option(
            names = "--engine",
            paramLabel = "threads|spark",
            description =
                    "Where exchanges train: on threads of this process (the default), or on Apache Spark. Results are the same.")
    private String engine = THREADS;

    @Option(
            names = "--master",
            paramLabel = "MASTER",
            description = "With --engine spark: local[N], or spark://HOST:PORT of a cluster (default: local[*]).")
    private @Nullable String master;

    /** The cluster that was asked for; empty for the threads of this process. */
    Optional<Cluster> connect(Consumer<String> notices) throws InterruptedException {
        Optional<String> named = Optional.ofNullable(master);
        if (engine.equals(THREADS)) {
            named.ifPresent(given -> {
                throw usage("--master must go with --engine spark, but went without");
            });
            return Optional.empty();
        }
        if (!engine.equals(SPARK)) {
            throw usage("--engine must be threads or spark, but was " + engine);
        }
        Cluster.Provider spark = ServiceLoader.load(Cluster.Provider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.engine().equals(engine))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.SYSTEM_REFUSED,
                        "--engine spark needs Spark's libraries, but they are not on the class path",
                        "Start with the launcher ./cordon, which builds them on first use; see docs/engines.md"));
        return Optional.of(spark.connect(named.orElse("local[*]"), notices));
    }

    private static CommandFailure usage(String sentence) {
        return new CommandFailure(ExitCode.USAGE, sentence, "See cordon simulate run --help");
    }
}
