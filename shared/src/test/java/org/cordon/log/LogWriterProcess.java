// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** A process that writes a log until it is killed; it prints size and root of what has become durable. */
final class LogWriterProcess {
    private LogWriterProcess() {}

    /** The directory, and the seed of what is done. */
    public static void main(String[] arguments) throws LogRefused {
        Path root = Path.of(arguments[0]);
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
        while (true) {
            try (DirectoryLog log = DirectoryLog.open(root)) {
                System.out.println("opened " + log.size() + " " + log.root().hex());
                int steps = random.nextInt(1, 200);
                for (int step = 0; step < steps; step++) {
                    step(log, random);
                }
            }
        }
    }

    private static void step(DirectoryLog log, SplittableRandom random) {
        long size = log.size();
        long next = size + (random.nextInt(20) == 0 ? random.nextInt(700) : random.nextInt(12));
        List<byte[]> leaves = TestLog.leaves(size, next);
        if (random.nextInt(4) == 0) {
            log.append(leaves);
            System.out.println("leaves " + log.size() + " " + log.root().hex());
        } else {
            log.commit(leaves, TestLog::note);
            System.out.println("checkpoint " + log.size() + " " + log.root().hex());
        }
        if (random.nextInt(3) == 0) {
            log.publish();
        }
    }
}
