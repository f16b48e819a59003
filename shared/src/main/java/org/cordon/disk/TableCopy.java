// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.disk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cordon.suite.Bytes;

/**
 * The rows of a table as bytes that fit SQLite and PostgreSQL: whole numbers, texts and byte strings.
 *
 * <p>A column {@code id} only gives the order; it is not copied. No column of ours may be NULL: what SQLite's driver hands
 * out as null is an empty byte string.
 */
public final class TableCopy {
    private static final int NUMBER = 1;
    private static final int TEXT = 2;
    private static final int BYTES = 3;

    private TableCopy() {}

    /** Whether the database has the table. */
    public static boolean exists(Connection connection, String table) throws SQLException {
        try (ResultSet found = connection.getMetaData().getTables(null, null, table, null)) {
            return found.next();
        }
    }

    /** The number of the newest migration; 0 where none has run. */
    public static int schema(Connection connection) throws SQLException {
        if (!exists(connection, "flyway_schema_history")) {
            return 0;
        }
        String select =
                "SELECT version FROM flyway_schema_history WHERE version IS NOT NULL ORDER BY installed_rank DESC";
        try (PreparedStatement statement = connection.prepareStatement(select);
                ResultSet result = statement.executeQuery()) {
            return result.next() ? Integer.parseInt(result.getString(1)) : 0;
        }
    }

    /** All rows that {@code select} gives. */
    public static Bytes read(Connection connection, String select) throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PreparedStatement statement = connection.prepareStatement(select);
                ResultSet rows = statement.executeQuery();
                DataOutputStream out = new DataOutputStream(bytes)) {
            ResultSetMetaData meta = rows.getMetaData();
            List<Integer> copied = new ArrayList<>();
            for (int column = 1; column <= meta.getColumnCount(); column++) {
                if (!meta.getColumnName(column).equals("id")) {
                    copied.add(column);
                }
            }
            out.writeInt(copied.size());
            for (int column : copied) {
                out.writeUTF(meta.getColumnName(column));
            }
            while (rows.next()) {
                out.writeBoolean(true);
                for (int column : copied) {
                    write(out, Optional.ofNullable(rows.getObject(column)));
                }
            }
            out.writeBoolean(false);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Bytes.wrap(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, Optional<Object> value) throws IOException {
        if (value.isEmpty()) {
            out.writeByte(BYTES);
            out.writeInt(0);
        } else if (value.get() instanceof Number number) {
            out.writeByte(NUMBER);
            out.writeLong(number.longValue());
        } else if (value.get() instanceof byte[] bytes) {
            out.writeByte(BYTES);
            out.writeInt(bytes.length);
            out.write(bytes);
        } else {
            out.writeByte(TEXT);
            byte[] text = value.get().toString().getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
        }
    }

    /** Puts the rows into {@code table}, in their order. */
    public static void insert(Connection connection, String table, Bytes rows) throws SQLException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(rows.toByteArray()))) {
            List<String> columns = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                columns.add(in.readUTF());
            }
            String insert = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                while (in.readBoolean()) {
                    for (int column = 1; column <= columns.size(); column++) {
                        set(statement, column, in);
                    }
                    statement.executeUpdate();
                }
            }
        } catch (IOException malformed) {
            throw new StoreFailure("the rows of " + table + " in the backup are malformed; take another", malformed);
        }
    }

    private static void set(PreparedStatement statement, int column, DataInputStream in)
            throws IOException, SQLException {
        switch (in.readByte()) {
            case NUMBER -> statement.setLong(column, in.readLong());
            case TEXT -> statement.setString(column, new String(bytes(in), StandardCharsets.UTF_8));
            case BYTES -> statement.setBytes(column, bytes(in));
            default -> throw new IOException("unknown kind of value");
        }
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] value = in.readNBytes(length);
        if (value.length != length) {
            throw new IOException("cut short");
        }
        return value;
    }
}
