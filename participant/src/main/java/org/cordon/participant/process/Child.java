// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One process of an external trainer: a request goes in, an answer comes out, one at a time.
 *
 * <p>Bytes are moved on a thread of its own, so that whoever waits can stop waiting: at the deadline, at the limit of processor
 * time, or when it is interrupted. After any failure the process is of no use and must be closed.
 */
final class Child implements AutoCloseable {
    /** A node's secrets may stand in its environment: these variables are passed on, and no others. */
    private static final List<String> ENVIRONMENT =
            List.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");

    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();
    private static final long BETWEEN_LOOKS_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long GRACE_MILLIS = 2000;

    private final ExternalTrainer.Settings settings;
    private final Process process;
    private final InputStream answers;
    private final Stderr stderr;
    private final Thread reader;
    private final ExecutorService pipe;
    private long number;
    private List<ProcessHandle> started = List.of();

    private Child(ExternalTrainer.Settings settings, Process process, Consumer<String> told) {
        this.settings = settings;
        this.process = process;
        this.answers = new BufferedInputStream(process.getInputStream());
        this.stderr = new Stderr(process.getErrorStream(), told);
        this.reader = daemon(stderr, "trainer-stderr");
        this.pipe = Executors.newSingleThreadExecutor(work -> daemon(work, "trainer-pipe"));
        reader.start();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** @param told takes the lines of stderr */
    static Child start(ExternalTrainer.Settings settings, Consumer<String> told) {
        ProcessBuilder builder = new ProcessBuilder(settings.command().list())
                .directory(settings.directory().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(ENVIRONMENT);
        try {
            return new Child(settings, builder.start(), told);
        } catch (IOException failed) {
            throw new TrainerFailed(
                    settings.name() + " must start in " + settings.directory() + ", but did not: "
                            + failed.getMessage(),
                    "install the program, or correct trainer.process");
        }
    }

    /** Sends the request with the next number and waits for its answer. */
    Answer ask(Function<Long, Request> numbered) {
        Request request = numbered.apply(++number);
        stderr.again();
        Future<Answer> answer = pipe.submit(() -> exchange(request));
        try {
            return await(answer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("training must run to its end, but was stopped", stopped);
        } catch (ExecutionException failed) {
            throw failure(Optional.ofNullable(failed.getCause()).orElse(failed));
        }
    }

    private Answer exchange(Request request) throws IOException, MalformedAnswer {
        int unasked = answers.available();
        if (unasked > 0) {
            throw new MalformedAnswer("nothing may follow an answer, but stdout said \""
                    + Printable.of(answers.readNBytes(Math.min(unasked, 60)), 60) + "\"");
        }
        Answer.Expected expected = new Answer.Expected(
                number, request.spec().parameterCount(), request.rows().rows());
        try {
            OutputStream out = process.getOutputStream();
            request.writeTo(out);
        } catch (IOException closed) {
            // it wrote something else, or has ended: what it wrote says more than the broken pipe
            return Answer.read(answers, expected);
        }
        return Answer.read(answers, expected);
    }

    private Answer await(Future<Answer> answer) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + settings.timeout().toNanos();
        Duration before = processorTime();
        long looked = System.nanoTime();
        while (true) {
            long left = end - System.nanoTime();
            try {
                return answer.get(Math.max(0, Math.min(left, LOOK_NANOS)), TimeUnit.NANOSECONDS);
            } catch (TimeoutException notYet) {
                if (left <= LOOK_NANOS) {
                    throw failed(
                            "must answer within " + settings.timeout() + ", but did not",
                            "make it faster, or raise trainer.timeout; it must read all of a request, then write one answer and"
                                    + " flush");
                }
                if (System.nanoTime() - looked >= BETWEEN_LOOKS_NANOS) {
                    looked = System.nanoTime();
                    remember();
                    if (!process.isAlive()) {
                        return lastAnswer(answer);
                    }
                    requireProcessorTimeSince(before);
                }
            }
        }
    }

    /** Who it has started: once it has ended nobody knows them any more. */
    private void remember() {
        List<ProcessHandle> now = process.descendants().toList();
        started = now.isEmpty() ? started : now;
    }

    /** Of a process that has ended: whom it has started may keep stdout open, and then nothing comes any more. */
    private Answer lastAnswer(Future<Answer> answer) throws InterruptedException, ExecutionException {
        try {
            return answer.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException heldOpen) {
            throw failed(
                    "must answer request " + number + ", but ended, and left processes behind" + exit() + lastWords(),
                    "run it by hand to see why it ends; it must answer requests until stdin ends");
        }
    }

    private void requireProcessorTimeSince(Duration before) {
        settings.processorTime().ifPresent(most -> {
            if (processorTime().minus(before).compareTo(most) > 0) {
                throw failed(
                        "must take at most " + most
                                + " of processor time for a round, as the policy's limits.cpuARound says, but took longer",
                        "raise the limit or refuse the task");
            }
        });
    }

    /** Of the process and its descendants that are alive. */
    private Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(handle -> handle.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private RuntimeException failure(Throwable cause) {
        if (cause instanceof MalformedAnswer malformed) {
            return failed(
                    "gave a wrong answer to request " + number + ": " + malformed.getMessage(),
                    "stdout carries answers alone, so let the program print to stderr; docs/external-trainer.md has the bytes");
        }
        if (cause instanceof EOFException ended) {
            return failed(
                    "must answer request " + number + ", but " + ended.getMessage() + exit() + lastWords(),
                    "run it by hand to see why it ends; it must answer requests until stdin ends");
        }
        if (cause instanceof IOException broken) {
            return failed(
                    "could not be read: " + broken.getMessage() + exit() + lastWords(),
                    "run it by hand to see why it ends");
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    private TrainerFailed failed(String sentence, String mend) {
        return new TrainerFailed(settings.name() + " " + sentence, mend);
    }

    private String exit() {
        try {
            return process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)
                    ? "; it ended with exit code " + process.exitValue()
                    : "; it closed stdout and goes on";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private String lastWords() {
        try {
            reader.join(GRACE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return stderr.last().isEmpty() ? "" : ", and said \"" + stderr.last() + "\"";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends stdin, whereupon a trainer ends by itself. */
    void finish() {
        remember();
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // it has ended before
        }
    }

    /** Waits a moment for a process that {@link #finish} was called for, then ends it with all its descendants. */
    void awaitEnd() {
        try {
            boolean unused = process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** Ends it now, with all its descendants. */
    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        started.forEach(ProcessHandle::destroyForcibly);
        pipe.shutdownNow();
    }
}
