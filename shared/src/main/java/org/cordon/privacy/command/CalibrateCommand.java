// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.privacy.accountant.Calibration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon privacy calibrate}. */
@Command(
        name = "calibrate",
        description = "Find the least noise multiplier that keeps epsilon and delta.",
        footer = {"", "Example:", "  cordon privacy calibrate --epsilon 3 --delta 1e-6 --sampling-rate 0.02 --steps 488"
        })
final class CalibrateCommand implements Callable<Integer> {
    @Option(names = "--epsilon", paramLabel = "E", description = "What the releases may cost together.")
    private @Nullable Double epsilon;

    @Mixin
    private ReleaseOptions releases = new ReleaseOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /** The document of {@code --json}; {@code epsilon} is what the multiplier costs, at most what was asked for. */
    private record Found(double noiseMultiplier, double epsilon, double delta, String accountant) {}

    @Override
    public Integer call() {
        double target = ReleaseOptions.required("--epsilon", epsilon);
        ReleaseOptions.require(target > 0 && target < 1e6, "--epsilon", "above 0 and below 1000000", target);
        double delta = releases.delta();
        Calibration.Calibrated found = ReleaseOptions.checked(
                () -> new Calibration(releases.accountant()).noiseMultiplier(releases::releases, target, delta));
        String accountant = found.guarantee().accountant();
        double stated = found.guarantee().epsilon();
        PrintWriter out = ReleaseOptions.required("spec", spec).commandLine().getOut();
        if (json.asked()) {
            json.print(out, new Found(found.noiseMultiplier(), stated, delta, accountant));
            return ExitCode.OK.value();
        }
        // Rounded up, so that what is copied from here keeps the target as well.
        double shown = Math.ceil(found.noiseMultiplier() * 1e4) / 1e4;
        out.printf("noise multiplier = %s (%s)%n", shown, accountant);
        out.printf(
                "With it %s cost epsilon = %.6g at delta = %s under adding or removing one unit; the noise's standard"
                        + " deviation is the multiplier times the sensitivity.%n",
                releases.sentence(), stated, delta);
        out.flush();
        return ExitCode.OK.value();
    }
}
