// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.data.Table;

/**
 * Digits of MNIST, in the IDX format, plain or gzipped: 60,000 to train on, 10,000 to test, pixels from 0 to 1.
 *
 * @param directory with the four files under their published names
 */
public record Mnist(String directory) implements Source {
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;
    private static final int MOST = 1_000_000;

    @Override
    public int classes() {
        return 10;
    }

    @Override
    public Sample read(Path base, Set<String> columns, long seed) {
        Path from = base.resolve(directory);
        Columns.requireNone("mnist", columns);
        return new Sample(part(from, "train"), new TreeMap<>(), List.of(), Optional.of(part(from, "t10k")));
    }

    private static Table part(Path from, String name) {
        Path images = file(from, name + "-images-idx3-ubyte");
        Path labels = file(from, name + "-labels-idx1-ubyte");
        try (DataInputStream pixels = open(images);
                DataInputStream digits = open(labels)) {
            int count = head(images, pixels, IMAGES);
            int width = pixels.readInt() * pixels.readInt();
            if (head(labels, digits, LABELS) != count || width != 784) {
                throw unfit(labels, "must fit the images beside it, but does not");
            }
            byte[] raw = pixels.readNBytes(count * width);
            byte[] said = digits.readNBytes(count);
            if (raw.length != count * width || said.length != count) {
                throw unfit(images, "must be whole, but ends early");
            }
            float[] values = new float[raw.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (raw[i] & 0xff) / 255f;
            }
            float[] classes = new float[count];
            for (int i = 0; i < count; i++) {
                classes[i] = said[i] & 0xff;
                if (classes[i] > 9) {
                    throw unfit(labels, "must hold digits from 0 to 9, but image " + (i + 1) + " has another");
                }
            }
            List<String> names =
                    IntStream.range(0, width).mapToObj(i -> "pixel" + i).toList();
            return Table.of(names, count, values, Optional.of(classes));
        } catch (IOException unreadable) {
            throw unfit(images, "must be readable, but is not: " + unreadable.getMessage());
        }
    }

    private static int head(Path file, DataInputStream in, int magic) throws IOException {
        int found = in.readInt();
        int count = in.readInt();
        if (found != magic || count < 1 || count > MOST) {
            throw unfit(file, "must be an IDX file of MNIST, but is none");
        }
        return count;
    }

    private static Path file(Path from, String name) {
        Path plain = from.resolve(name);
        Path zipped = from.resolve(name + ".gz");
        if (Files.isRegularFile(plain)) {
            return plain;
        }
        if (Files.isRegularFile(zipped)) {
            return zipped;
        }
        throw unfit(zipped, "must be there, but is not");
    }

    private static DataInputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return new DataInputStream(file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in);
    }

    private static CommandFailure unfit(Path file, String problem) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                file + " " + problem,
                "Put the four files of MNIST into the directory that data.mnist names");
    }
}
