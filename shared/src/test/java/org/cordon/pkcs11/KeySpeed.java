// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import org.cordon.suite.SigningKey;

/** Prints Ed25519 signatures a second over 200 bytes, for a key in memory and one in a SoftHSM2 token; run by hand. */
final class KeySpeed {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(4);
    private static final Bytes MESSAGE = Bytes.wrap(new byte[200]);

    private KeySpeed() {}

    public static void main(String[] arguments) throws TokenRefused, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        TokenAddress address = SoftHsm.token("speed");
        byte[] id = {1, 2, 3};
        try (Token token = SoftHsm.open(address);
                Signer inToken = token.makeSigner(Bytes.wrap(id), "speed");
                Signer inMemory = SigningKey.generate(Randomness.secure())) {
            for (int threads : IntStream.of(1, cores).distinct().toArray()) {
                print("memory, " + threads + " thread(s)", inMemory, threads);
                print("SoftHSM2, " + threads + " thread(s)", inToken, threads);
            }
        }
    }

    private static void print(String what, Signer signer, int threads) throws InterruptedException {
        double unused = perSecond(signer, threads, WARM_UP);
        System.out.printf("%-24s %,9.0f signatures/s%n", what, perSecond(signer, threads, MEASURED));
    }

    private static double perSecond(Signer signer, int threads, Duration period) throws InterruptedException {
        LongAdder signed = new LongAdder();
        long start = System.nanoTime();
        long end = start + period.toNanos();
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = new Thread(() -> {
                while (System.nanoTime() < end) {
                    if (signer.sign("ready", MESSAGE).toByteArray().length > 0) {
                        signed.increment();
                    }
                }
            });
            workers[i].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        return signed.sum() * 1e9 / (System.nanoTime() - start);
    }
}
