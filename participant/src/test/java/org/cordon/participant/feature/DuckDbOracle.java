// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cordon.feature.EventFilter;
import org.cordon.feature.FeatureSet;
import org.cordon.feature.FeatureSpec;
import org.cordon.feature.KeyField;

/**
 * The features of a CSV file of events by SQL alone, from the definitions in docs/features.md.
 *
 * <p>Events are numbered {@code o = 1000 * microseconds + rank among those of the microsecond}, so that one column has their order.
 */
final class DuckDbOracle {
    private static final String EVENTS = """
            CREATE TABLE events AS
            SELECT *, epoch_us(time::TIMESTAMPTZ) AS t, CAST(round(amount_usd * 1000000) AS HUGEINT) AS micros,
              epoch_us(time::TIMESTAMPTZ) * 1000 + rank() OVER (PARTITION BY time::TIMESTAMPTZ ORDER BY id) AS o
            FROM read_csv('FILE', header = true, nullstr = '', columns = {'id': 'VARCHAR', 'time': 'VARCHAR',
              'kind': 'VARCHAR', 'account': 'VARCHAR', 'asset': 'VARCHAR', 'chain': 'VARCHAR',
              'amount_usd': 'DECIMAL(30,6)', 'counterparty': 'VARCHAR', 'ip_block': 'VARCHAR', 'device': 'VARCHAR',
              'country': 'VARCHAR', 'outcome': 'VARCHAR', 'role': 'VARCHAR', 'label': 'INTEGER', 'x_risk': 'DOUBLE'})
            """;

    private DuckDbOracle() {}

    /** By the id of the event, its features; NaN is missing. */
    static Map<String, double[]> rows(Path csv, FeatureSet set) throws SQLException {
        Map<String, double[]> rows = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(EVENTS.replace("FILE", csv.toString()));
            String columns = set.features().stream().map(DuckDbOracle::column).collect(Collectors.joining(",\n"));
            try (ResultSet result = statement.executeQuery("SELECT id, " + columns + " FROM events")) {
                while (result.next()) {
                    double[] row = new double[set.features().size()];
                    for (int i = 0; i < row.length; i++) {
                        double value = result.getDouble(i + 2);
                        row[i] = result.wasNull() ? Double.NaN : value;
                    }
                    rows.put(result.getString(1), row);
                }
            }
        }
        return rows;
    }

    private static String column(FeatureSpec spec) {
        String value = switch (spec.compute()) {
            case COUNT -> count(spec, spec.windowMicros());
            case SUM -> "coalesce(" + sum(spec, spec.windowMicros()) + ", 0)::DOUBLE / 1e6";
            case MEAN -> over("avg(micros)", spec, spec.windowMicros(), "CURRENT ROW") + " / 1e6";
            case SPREAD -> over("stddev_pop(micros::DOUBLE)", spec, spec.windowMicros(), "CURRENT ROW") + " / 1e6";
            case DISTINCT ->
                over("count(DISTINCT " + spec.of().orElseThrow() + ")", spec, spec.windowMicros(), "CURRENT ROW");
            case SINCE -> "(t - " + over("max(t)", spec, spec.windowMicros(), "1 PRECEDING") + ") / 1e6";
            case FIRST ->
                "CASE WHEN " + over("count(*)", spec, spec.windowMicros(), "1 PRECEDING") + " = 0 THEN 1 ELSE 0 END";
            case RATIO -> ratio(spec);
            case VALUE -> own(spec.of().orElseThrow());
        };
        String missing =
                spec.keyFields().stream().map(field -> field + " IS NULL").collect(Collectors.joining(" OR "));
        return missing.isEmpty() ? value : "CASE WHEN " + missing + " THEN NULL ELSE " + value + " END";
    }

    private static String own(String of) {
        return switch (of) {
            case FeatureSpec.HOUR -> "hour(time::TIMESTAMPTZ)";
            case FeatureSpec.WEEKDAY -> "isodow(time::TIMESTAMPTZ)";
            case FeatureSpec.AMOUNT -> "micros::DOUBLE / 1e6";
            default -> of;
        };
    }

    private static String ratio(FeatureSpec spec) {
        long window = spec.windowMicros();
        long baseline = spec.horizonMicros() - window;
        boolean count = spec.of().orElseThrow().equals(FeatureSpec.COUNT);
        String near = count ? count(spec, window) : "coalesce(" + sum(spec, window) + ", 0)";
        String all = count ? count(spec, window + baseline) : "coalesce(" + sum(spec, window + baseline) + ", 0)";
        return "((" + near + ")::DOUBLE / " + window + ") / (nullif(" + all + " - " + near + ", 0)::DOUBLE / "
                + baseline + ")";
    }

    private static String count(FeatureSpec spec, long window) {
        return over("count(*)", spec, window, "CURRENT ROW");
    }

    private static String sum(FeatureSpec spec, long window) {
        return over("sum(micros)", spec, window, "CURRENT ROW");
    }

    /** The window (t - w, t]: from the first rank of microsecond t - w + 1 on. */
    private static String over(String aggregate, FeatureSpec spec, long window, String end) {
        String partition = spec.keyFields().isEmpty()
                ? ""
                : "PARTITION BY "
                        + spec.keyFields().stream().map(KeyField::toString).collect(Collectors.joining(", "))
                        + " ";
        return aggregate + " FILTER (WHERE " + condition(spec.passing()) + ") OVER (" + partition
                + "ORDER BY o RANGE BETWEEN (o - (t - " + window + " + 1) * 1000) PRECEDING AND " + end + ")";
    }

    private static String condition(EventFilter filter) {
        List<String> conditions = new ArrayList<>();
        conditions.add("true");
        filter.kinds()
                .ifPresent(kinds -> conditions.add("kind IN ("
                        + kinds.stream().map(kind -> "'" + kind + "'").collect(Collectors.joining(", ")) + ")"));
        filter.outcome().ifPresent(outcome -> conditions.add("coalesce(outcome, 'unknown') = '" + outcome + "'"));
        filter.role().ifPresent(role -> conditions.add("role = '" + role + "'"));
        filter.asset().ifPresent(asset -> conditions.add("asset = '" + asset + "'"));
        filter.chain().ifPresent(chain -> conditions.add("chain = '" + chain + "'"));
        return String.join(" AND ", conditions);
    }
}
