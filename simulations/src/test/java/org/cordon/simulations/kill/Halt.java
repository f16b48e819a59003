// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Halts this process at a named durability point, right before or after its write, as `kill -9` would. Standard input arms it:
 * {@code KILL point before|after nth}; {@code DISARM} takes that back.
 */
final class Halt {
    private Optional<Order> order = Optional.empty();

    private record Order(String point, boolean after, int left) {}

    /** Reads orders until standard input ends. */
    void listen() {
        Thread thread = new Thread(this::read, "orders");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                arm(
                        words[0].equals("KILL")
                                ? Optional.of(new Order(words[1], words[2].equals("after"), Integer.parseInt(words[3])))
                                : Optional.empty());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void arm(Optional<Order> next) {
        order = next;
    }

    /** Runs {@code write} as the point it is. */
    void at(String point, Runnable write) {
        fire(point, false);
        write.run();
        fire(point, true);
    }

    private synchronized void fire(String point, boolean after) {
        Optional<Order> met = order.filter(o -> o.point().equals(point) && o.after() == after);
        if (met.isPresent()) {
            Order reached = met.orElseThrow();
            if (reached.left() <= 1) {
                say("HALT " + point + " " + (after ? "after" : "before"));
                Runtime.getRuntime().halt(137);
            }
            order = Optional.of(new Order(point, after, reached.left() - 1));
        }
    }

    /** A line for the test. */
    static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
