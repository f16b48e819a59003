// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.cordon.disk.DurableFiles;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Digest;

/*
 * One line a round, in the order in which they were entered:
 *
 *   milliseconds since 1970, session, epoch, round
 *
 * or, for rounds that were entered longer ago than a day, one line a session: "past", their number, session, epoch and
 * round of the newest. A line counts with its line feed: what a crash cut off was never answered.
 */
/**
 * Which rounds were entered, on disk.
 *
 * <p><b>Guarantees.</b> A round is on disk when {@link #enter} returns; the newest round of a session counts once however often
 * it is entered. A clock that is set back forgets nothing. A file that was altered is refused when it is opened.
 */
final class EnteredRounds implements AutoCloseable {
    private static final Duration DAY = Duration.ofHours(24);
    private static final int MANY_LINES = 10_000;
    private static final String PAST = "past";

    private final Path file;
    private final Map<Digest, Course> courses = new HashMap<>();
    private final Deque<Long> times = new ArrayDeque<>();
    private final FileChannel channel;

    /** How many rounds of a session, and the newest. */
    private record Course(int rounds, int epoch, int round) {
        boolean isAt(int otherEpoch, int otherRound) {
            return epoch == otherEpoch && round == otherRound;
        }
    }

    private EnteredRounds(Path file, Instant now) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            String whole = new String(OwnFiles.read(file, Integer.MAX_VALUE - 8), StandardCharsets.US_ASCII);
            String[] lines = whole.substring(0, whole.lastIndexOf('\n') + 1).split("\n");
            for (int i = 0; i < lines.length; i++) {
                if (!lines[i].isEmpty()) {
                    read(i + 1, lines[i]);
                }
            }
            if (lines.length > MANY_LINES || !whole.endsWith("\n")) {
                DurableFiles.replace(file, bytes(shortened(lines, now)));
            }
        }
        this.channel =
                DurableFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        DurableFiles.syncName(file);
    }

    /** Opens {@code file}, which one process at a time may do. */
    static EnteredRounds open(Path file, Instant now) {
        try {
            return new EnteredRounds(file, now);
        } catch (IOException failure) {
            throw StoreFailure.of("read", file, failure);
        }
    }

    /** Rounds of a session. */
    synchronized int of(Digest session) {
        Course course = courses.get(session);
        return course == null ? 0 : course.rounds();
    }

    /** Rounds of all sessions in the 24 hours before {@code now}, and those that lie in a future that is not yet. */
    synchronized int inDayBefore(Instant now) {
        long since = now.minus(DAY).toEpochMilli();
        return (int) times.stream().filter(time -> time > since).count();
    }

    /** Whether the round is the session's newest. */
    synchronized boolean isNewest(Digest session, int epoch, int round) {
        Course course = courses.get(session);
        return course != null && course.isAt(epoch, round);
    }

    /** Counts a round, durable on return. */
    synchronized void enter(Digest session, int epoch, int round, Instant now) {
        long whole = -1;
        try {
            whole = channel.size();
            ByteBuffer line = bytes(now.toEpochMilli() + " " + session.hex() + " " + epoch + " " + round + "\n");
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException failure) {
            cutBack(whole);
            throw StoreFailure.of("write", file, failure);
        }
        count(session, 1, epoch, round);
        long horizon = now.minus(DAY).toEpochMilli();
        while (!times.isEmpty() && times.getFirst() <= horizon) {
            times.removeFirst();
        }
        times.addLast(now.toEpochMilli());
    }

    /** What was written of a line is no round: the next one must not begin behind it. */
    private void cutBack(long whole) {
        try {
            if (whole >= 0 && channel.isOpen()) {
                channel.truncate(whole);
            }
        } catch (IOException second) {
            throw StoreFailure.of("cut back", file, second);
        }
    }

    private void read(int number, String line) throws IOException {
        String[] parts = line.split(" ", -1);
        try {
            if (parts[0].equals(PAST)) {
                count(
                        Digest.parseHex(parts[2]),
                        positive(parts[1]),
                        Integer.parseInt(parts[3]),
                        Integer.parseInt(parts[4]));
            } else {
                times.addLast(Long.parseLong(parts[0]));
                count(Digest.parseHex(parts[1]), 1, Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
            throw new IOException(
                    "line " + number + " must name a round, but does not; restore the file, or move it away"
                            + " and accept that rounds of the last 24 hours are forgotten");
        }
    }

    private static int positive(String text) {
        int value = Integer.parseInt(text);
        if (value < 1) {
            throw new IllegalArgumentException("number must be at least 1, but was " + value);
        }
        return value;
    }

    private void count(Digest session, int rounds, int epoch, int round) {
        courses.merge(
                session,
                new Course(rounds, epoch, round),
                (old, add) -> new Course(old.rounds() + add.rounds(), add.epoch(), add.round()));
    }

    private static String shortened(String[] lines, Instant now) {
        long since = now.minus(DAY).toEpochMilli();
        Map<String, Course> past = new HashMap<>();
        StringBuilder kept = new StringBuilder();
        for (String line : lines) {
            String[] parts = line.split(" ", -1);
            boolean summary = parts[0].equals(PAST);
            if (line.isEmpty()) {
                continue;
            }
            if (summary || Long.parseLong(parts[0]) <= since) {
                int from = summary ? 2 : 1;
                Course course = new Course(
                        summary ? Integer.parseInt(parts[1]) : 1,
                        Integer.parseInt(parts[from + 1]),
                        Integer.parseInt(parts[from + 2]));
                past.merge(
                        parts[from],
                        course,
                        (old, add) -> new Course(old.rounds() + add.rounds(), add.epoch(), add.round()));
            } else {
                kept.append(line).append('\n');
            }
        }
        StringBuilder whole = new StringBuilder();
        past.forEach((session, course) -> whole.append(
                PAST + " " + course.rounds() + " " + session + " " + course.epoch() + " " + course.round() + "\n"));
        return whole.append(kept).toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw StoreFailure.of("close", file, failure);
        }
    }
}
