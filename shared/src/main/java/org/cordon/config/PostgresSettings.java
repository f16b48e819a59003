// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordon.disk.StoreFailure;
import org.cordon.yaml.Shown;

/**
 * Where a PostgreSQL database is, and who reads it.
 *
 * <p><b>Guarantees.</b> The URL holds no password, and a server on another host is dialled with TLS under a verified name
 * only ({@code sslmode=verify-full}). The password never prints.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, options after a question mark
 * @param user the role to log in with
 * @param passwordFile a file of mode 0600 whose first line is the password
 */
public record PostgresSettings(
        @Meaning(
                value = "Where it is; a server on another host needs sslmode=verify-full.",
                example = "\"jdbc:postgresql://localhost:5432/cordon\"")
        String url,

        @Meaning(
                value =
                        "The role to log in with; for the coordinator the owner of the database, for events one that may SELECT.",
                example = "cordon")
        String user,

        @Meaning(value = "A file of mode 0600 whose first line is the password.", example = "postgres.password")
        Path passwordFile) {
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** What cannot lead the driver elsewhere, load code or take TLS back. */
    private static final Set<String> OPTIONS = Set.of(
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "connectTimeout",
            "socketTimeout",
            "loginTimeout",
            "tcpKeepAlive",
            "currentSchema",
            "ApplicationName");

    private static final Pattern URL = Pattern.compile(
            "jdbc:postgresql://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?/([A-Za-z0-9_-]+)(\\?\\S*)?");

    public PostgresSettings {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("url must be jdbc:postgresql://host:port/database, but was not");
        }
        List<String> options = options(parts);
        if (options.stream().anyMatch(option -> option.startsWith("user=") || option.startsWith("password="))) {
            throw new IllegalArgumentException(
                    "url must name no user and no password, but does; user and passwordFile do");
        }
        Set<String> named = new HashSet<>();
        for (String option : options) {
            String name = option.split("=", 2)[0];
            if (!option.isEmpty() && (!OPTIONS.contains(name) || !named.add(name))) {
                throw new IllegalArgumentException(
                        "url must have options of " + new TreeSet<>(OPTIONS) + ", each once, but " + Shown.cut(name)
                                + (OPTIONS.contains(name) ? " is there twice" : " is none of them"));
            }
        }
        if (!options.contains("sslmode=verify-full") && !isLoopback(parts.group(1))) {
            throw new IllegalArgumentException("url must ask for sslmode=verify-full, as " + parts.group(1)
                    + " is another host, but does not; see docs/storage.md for its certificate");
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("user must be a role of the database, but was blank");
        }
    }

    private static List<String> options(Matcher parts) {
        String options = Optional.ofNullable(parts.group(4)).orElse("?");
        return List.of(options.substring(1).split("&", -1));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** How messages name the database. */
    public String place() {
        Matcher parts = URL.matcher(url);
        return parts.matches()
                ? "the database " + parts.group(3) + " at " + parts.group(1)
                        + Optional.ofNullable(parts.group(2)).orElse("")
                : "the database";
    }

    /** The first line of the password file; {@link StoreFailure} where it cannot be read or is open to others. */
    public String password() {
        try {
            if (Files.getFileStore(passwordFile).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(passwordFile).stream().anyMatch(OF_OTHERS::contains)) {
                throw new StoreFailure("the password file " + passwordFile
                        + " must be its owner's alone, but others can use it; run: chmod 600 " + passwordFile);
            }
            return Files.readString(passwordFile).lines().findFirst().orElse("");
        } catch (IOException failure) {
            throw StoreFailure.of("read the password file", passwordFile, failure);
        }
    }

    @Override
    public String toString() {
        return "PostgresSettings[" + place() + "]";
    }
}
