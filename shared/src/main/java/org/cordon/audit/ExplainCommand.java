// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.log.LogRefused;
import org.cordon.record.Leaf;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.wire.LeafCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon audit explain}. */
@Command(
        name = "explain",
        description = "Say in words what one leaf of a protocol log records; nothing is verified.",
        footer = {"", "Example:", "  cordon audit explain log/ 12"})
final class ExplainCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "BUNDLE", description = "The log's directory, or a copy of it.")
    private Path directory = Path.of(".");

    @Parameters(index = "1", paramLabel = "INDEX", description = "Number of the leaf; the first is 0.")
    private long index;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<Explanation.Line> lines = Explanation.of(leaf());
        PrintWriter out = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(out, lines);
        } else {
            int width =
                    lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
            lines.forEach(line -> out.println(String.format("%-" + width + "s  %s", line.name(), line.value())));
            out.flush();
        }
        return ExitCode.OK.value();
    }

    private Leaf leaf() {
        Bundle bundle = Inputs.bundle(directory);
        long size = bundle.checkpoint().checkpoint().size();
        Inputs.requireLeaf(index, size);
        List<byte[]> found = new ArrayList<>();
        try {
            bundle.reader().forEachLeaf(size, index, index + 1, (at, bytes) -> found.add(bytes));
            return LeafCodec.decode(Bytes.wrap(found.get(0)));
        } catch (LogRefused refused) {
            throw Inputs.unreadable(String.valueOf(refused.getMessage()));
        } catch (MalformedBody malformed) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "leaf " + index + " of " + directory + ": " + malformed.getMessage(),
                    "`cordon audit verify` says what else is wrong with the log",
                    malformed);
        }
    }
}
