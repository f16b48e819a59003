// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.cordon.disk.DurableFiles;
import org.cordon.participant.policy.PersonDecision.Choice;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.task.Charter;
import org.cordon.task.Demand;
import org.cordon.wire.CharterCodec;

/**
 * The charters that were left to a person and what was said, as files beside the node's state.
 *
 * <p><b>Guarantees.</b> Every charter and every decision is kept, durable on return, and never changed; two people who decide
 * at once do not overwrite each other. What was altered, or names another digest than its file's name, is {@link Altered}
 * and decides nothing. Works whether or not a node runs over the same directory.
 *
 * <p><b>Does not check</b> who the person is beyond the account that owns the files.
 */
public final class Decisions {
    private static final int MAX_CHARTER = 4 << 20;
    private static final int MAX_NOTE = 64 << 10;
    private static final int LONGEST_WORDS = 1000;
    private static final String CHARTER = ".charter";
    private static final String NOTE = ".json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path asked;
    private final Path decided;

    private Decisions(Path root) {
        this.asked = root.resolve("asked");
        this.decided = root.resolve("decided");
    }

    /** A file that was altered, or cannot be read; the message names it and the mend. */
    public static final class Altered extends IOException {
        private static final long serialVersionUID = 1L;

        Altered(Path file, String why) {
            super(file + " must be as it was written, but " + why + "; remove it, and let the task ask again");
        }
    }

    /** When and why a charter was left to a person. */
    record Note(String session, String at, String why) {}

    /** Over {@code root}, which is made where it is missing. */
    public static Decisions open(Path root) throws IOException {
        Decisions decisions = new Decisions(root);
        OwnFiles.makeDirectory(decisions.asked);
        OwnFiles.makeDirectory(decisions.decided);
        return decisions;
    }

    /** Keeps a charter for a person; nothing happens if it is kept already. */
    void ask(Digest session, Bytes charter, Instant now, String why) throws IOException {
        Path note = asked.resolve(session.hex() + NOTE);
        if (Files.exists(note)) {
            return;
        }
        OwnFiles.create(asked.resolve(session.hex() + CHARTER), charter.toByteArray());
        OwnFiles.create(note, JSON.writeValueAsBytes(new Note(session.hex(), now.toString(), why)));
    }

    /** The newest decision on exactly this digest. */
    Optional<PersonDecision> on(Digest session) throws IOException {
        int number = newest(session);
        return number == 0 ? Optional.empty() : Optional.of(decision(session, number));
    }

    /** Every decision on this digest, oldest first. */
    public List<PersonDecision> history(Digest session) throws IOException {
        List<PersonDecision> history = new ArrayList<>();
        for (int number = 1; number <= newest(session); number++) {
            history.add(decision(session, number));
        }
        return history;
    }

    /** Every charter that was left to a person, in the order in which they asked. */
    public List<AskedTask> all() throws IOException {
        List<AskedTask> all = new ArrayList<>();
        for (Digest session : sessions()) {
            all.add(task(session));
        }
        all.sort((a, b) -> a.at().compareTo(b.at()));
        return List.copyOf(all);
    }

    /** The digests of every charter that was left to a person. */
    public List<Digest> sessions() throws IOException {
        List<Digest> sessions = new ArrayList<>();
        for (Path file : DurableFiles.list(asked)) {
            String name = file.getFileName().toString();
            if (name.endsWith(NOTE)) {
                sessions.add(digest(file, name.substring(0, name.length() - NOTE.length())));
            }
        }
        return sessions;
    }

    /** The charter that was left to a person under this digest. */
    public AskedTask task(Digest session) throws IOException {
        Path note = asked.resolve(session.hex() + NOTE);
        Note read = parse(note, Note.class);
        if (!read.session().equals(session.hex())) {
            throw new Altered(note, "it is about " + shown(read.session()));
        }
        return new AskedTask(
                session, Demand.of(charter(session)), instant(note, read.at()), shown(read.why()), on(session));
    }

    /** The charter itself, whose bytes have this digest. */
    public Charter charter(Digest session) throws IOException {
        Path file = asked.resolve(session.hex() + CHARTER);
        Bytes exact = Bytes.wrap(OwnFiles.read(file, MAX_CHARTER));
        if (!Hashes.blob(exact.toByteArray()).equals(session)) {
            throw new Altered(file, "its digest is another");
        }
        try {
            return CharterCodec.decode(exact);
        } catch (MalformedBody malformed) {
            throw new Altered(file, "it is no charter: " + malformed.getMessage());
        }
    }

    /**
     * Keeps what a person says.
     *
     * @param task as it was when the person looked at it
     * @param because the person's words, at most 1000 characters
     * @return the decision; empty if another was made since the person looked
     */
    public Optional<PersonDecision> decide(AskedTask task, Choice choice, String because, Instant now)
            throws IOException {
        if (because.length() > LONGEST_WORDS || because.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("because must be at most " + LONGEST_WORDS
                    + " printable characters, but was " + because.length() + " or had others");
        }
        int number = task.decision().map(PersonDecision::number).orElse(0) + 1;
        PersonDecision decision = new PersonDecision(
                task.session().hex(),
                task.demand().name(),
                number,
                choice,
                because,
                String.valueOf(System.getProperty("user.name")),
                now.toString(),
                task.demand().hasNoPrivacyGuarantee() ? PersonDecision.NO_GUARANTEE : "");
        boolean first = OwnFiles.create(
                file(task.session(), number),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(decision));
        return first ? Optional.of(decision) : Optional.empty();
    }

    /** Changes whenever a decision is made. */
    long revision() throws IOException {
        return DurableFiles.list(decided).stream()
                .map(Path::getFileName)
                .map(Path::toString)
                .filter(name -> name.endsWith(NOTE))
                .toList()
                .hashCode();
    }

    private int newest(Digest session) throws IOException {
        TreeSet<Integer> numbers = new TreeSet<>(List.of(0));
        for (Path file : DurableFiles.list(decided)) {
            String name = file.getFileName().toString();
            if (name.startsWith(session.hex() + ".") && name.endsWith(NOTE)) {
                String number = name.substring(session.hex().length() + 1, name.length() - NOTE.length());
                if (!number.matches("[0-9]{4}")) {
                    throw new Altered(file, "its name is none of a decision");
                }
                numbers.add(Integer.parseInt(number));
            }
        }
        return numbers.last();
    }

    private PersonDecision decision(Digest session, int number) throws IOException {
        Path file = file(session, number);
        PersonDecision decision = parse(file, PersonDecision.class);
        if (!decision.session().equals(session.hex()) || decision.number() != number) {
            throw new Altered(file, "it is decision " + decision.number() + " on " + shown(decision.session()));
        }
        return decision;
    }

    private Path file(Digest session, int number) {
        return decided.resolve(String.format(Locale.ROOT, "%s.%04d%s", session.hex(), number, NOTE));
    }

    private static <T> T parse(Path file, Class<T> type) throws IOException {
        byte[] content = OwnFiles.read(file, MAX_NOTE);
        try {
            return JSON.readValue(new String(content, StandardCharsets.UTF_8), type);
        } catch (JsonProcessingException wrong) {
            throw new Altered(file, "it is malformed");
        }
    }

    private static Instant instant(Path file, String text) throws Altered {
        try {
            return Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new Altered(file, "its time is none");
        }
    }

    private static Digest digest(Path file, String hex) throws Altered {
        try {
            return Digest.parseHex(hex);
        } catch (IllegalArgumentException wrong) {
            throw new Altered(file, "its name is no digest");
        }
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > 200 ? printable.substring(0, 200) + "..." : printable;
    }
}
