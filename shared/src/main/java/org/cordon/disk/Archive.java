// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.disk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Transcript;

/**
 * A backup: named contents in one ZIP file, and a digest over all of them.
 *
 * <p><b>Guarantees.</b> The file has mode 0600 on POSIX and appears whole, on disk, or not at all; an existing one is not
 * overwritten. {@link #open} refuses a file that is cut short, changed, of another kind or of a newer format.
 *
 * <p><b>Does not check</b> who wrote it: the digest finds damage, not forgery.
 */
public final class Archive implements AutoCloseable {
    private static final int FORMAT = 1;
    private static final String HEADER = "cordon-backup";
    private static final String DIGEST = "digest";

    private final Path path;
    private final ZipFile zip;
    private final Header header;
    private final List<String> names;

    /**
     * What it is.
     *
     * @param kind whose backup
     * @param schema number of the newest migration of the tables
     */
    public record Header(String kind, int schema, Instant taken) {}

    /** Takes contents in. */
    @FunctionalInterface
    public interface Sink {
        void put(String name, Bytes content) throws IOException;
    }

    /** Gives contents out. */
    @FunctionalInterface
    public interface Contents {
        void writeTo(Sink sink) throws IOException;
    }

    private Archive(Path path, ZipFile zip, Header header, List<String> names) {
        this.path = path;
        this.zip = zip;
        this.header = header;
        this.names = names;
    }

    /** Writes a new file. */
    public static void write(Path file, Header header, Contents contents) {
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.deleteIfExists(draft);
            try (FileChannel channel =
                    DurableFiles.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel));
                Transcript all = new Transcript();
                put(zip, all, HEADER, encode(header));
                contents.writeTo((name, content) -> put(zip, all, name, content));
                put(zip, new Transcript(), DIGEST, digest(all));
                zip.finish();
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncName(file);
        } catch (FileAlreadyExistsException exists) {
            throw new StoreFailure(file + " exists and is not overwritten; name another file", exists);
        } catch (IOException failure) {
            throw StoreFailure.of("write the backup", file, failure);
        }
    }

    private static void put(ZipOutputStream zip, Transcript all, String name, Bytes content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.toByteArray());
        zip.closeEntry();
        say(all, name, content);
    }

    private static void say(Transcript all, String name, Bytes content) {
        all.lp(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8))).raw(Hashes.blob(content));
    }

    private static Bytes digest(Transcript all) {
        return Bytes.wrap(Hashes.blob(all.toBytes()).toByteArray());
    }

    private static Bytes encode(Header header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeUTF(header.kind());
            out.writeInt(header.schema());
            out.writeUTF(header.taken().toString());
        }
        return Bytes.wrap(bytes.toByteArray());
    }

    private static Header decode(Path file, Bytes content) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content.toByteArray()))) {
            int format = in.readInt();
            if (format != FORMAT) {
                throw new StoreFailure("the backup " + file + " has format " + format + ", this version reads " + FORMAT
                        + "; restore it with the version that wrote it");
            }
            return new Header(in.readUTF(), in.readInt(), Instant.parse(in.readUTF()));
        } catch (DateTimeException malformed) {
            throw new IOException("its header is malformed", malformed);
        }
    }

    /** Opens a backup of {@code kind}, having read all of it. */
    public static Archive open(Path file, String kind) {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            try {
                return checked(file, zip, kind);
            } catch (IOException | RuntimeException failure) {
                zip.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new StoreFailure(
                    file + " must be a whole backup, but is not (" + failure.getMessage() + "); take another", failure);
        }
    }

    private static Archive checked(Path file, ZipFile zip, String kind) throws IOException {
        List<String> names = new ArrayList<>(zip.stream().map(ZipEntry::getName).toList());
        if (names.size() < 2
                || !names.get(0).equals(HEADER)
                || !names.get(names.size() - 1).equals(DIGEST)) {
            throw new IOException("it lacks its header or its end");
        }
        Transcript all = new Transcript();
        for (String name : names.subList(0, names.size() - 1)) {
            say(all, name, content(zip, name));
        }
        if (!digest(all).equals(content(zip, DIGEST))) {
            throw new IOException("its digest differs");
        }
        Header header = decode(file, content(zip, HEADER));
        if (!header.kind().equals(kind)) {
            throw new StoreFailure("the backup " + file + " must be a " + kind + "'s, but is a " + header.kind()
                    + "'s; name the right one");
        }
        return new Archive(file, zip, header, List.copyOf(names.subList(1, names.size() - 1)));
    }

    private static Bytes content(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(name + " is missing");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return Bytes.wrap(in.readAllBytes());
        }
    }

    public Header header() {
        return header;
    }

    /** The names of the contents below {@code prefix}, in the order they were put. */
    public List<String> names(String prefix) {
        return names.stream().filter(name -> name.startsWith(prefix)).toList();
    }

    /** A content. */
    public Bytes read(String name) {
        try {
            return content(zip, name);
        } catch (IOException failure) {
            throw StoreFailure.of("read the backup", path, failure);
        }
    }

    /** The name of a public state of a session. */
    public static String stateName(Digest session, Digest state) {
        return "states/" + session.hex() + "/" + state.hex();
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException failure) {
            throw StoreFailure.of("close the backup", path, failure);
        }
    }
}
