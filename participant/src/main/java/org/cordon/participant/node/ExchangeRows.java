// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cordon.computation.Query;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.feature.FeatureSet;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.PartitionedTable;
import org.cordon.participant.data.ReadOptions;
import org.cordon.participant.data.Table;
import org.cordon.participant.data.TableSource;
import org.cordon.participant.process.ExternalTrainer;
import org.cordon.participant.round.Contribution;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.Secret;
import org.cordon.task.Charter;
import org.cordon.wire.CharterCodec;

/**
 * The exchange's file as the private half of tasks.
 *
 * <p><b>Guarantees.</b> The file is read when a charter first asks, then kept for that charter; only the charter's
 * columns
 * are read, in the charter's order. The split between training and held-out rows derives from the machine's own
 * secret and
 * the charter, so it is the same after a restart.
 *
 * <p><b>Refuses</b> a charter that names a column that is not offered, or the label column as a feature; and, where rows are made of
 * events, one whose schema is not the name of their features.
 */
final class ExchangeRows {
    private static final byte[] SEED_LABEL = "cordon/rows/1".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] UNIT_LABEL = "cordon/unit/1".getBytes(StandardCharsets.US_ASCII);

    private final ParticipantConfig.Data data;
    /** That rows are made of, as they were at the start. */
    private final Optional<FeatureSet> features;

    private final Optional<String> label;
    private final Secret local;
    private final Contributors contributors;
    private final LocalTrainer trainer;

    /**
     * Of these data.
     *
     * @param features where the rows are made of events
     * @param local the machine's own secret
     */
    ExchangeRows(
            ParticipantConfig.Data data,
            Optional<FeatureSet> features,
            Secret local,
            Contributors contributors,
            LocalTrainer trainer) {
        this.data = data;
        this.features = features;
        this.label = data.labelColumn();
        this.local = local;
        this.contributors = contributors;
        this.trainer = trainer;
    }

    /** What answers the queries of one task. */
    Contribution of(Charter charter) {
        requireFeatures(charter);
        requireUnits(charter);
        requireOwnEvents(charter);
        requireSequences(charter);
        return new OfCharter(charter, new ContributionContext(seed(charter), trainer));
    }

    /** Columns of one name must mean the same at every exchange: the charter names the features by their digest. */
    private void requireFeatures(Charter charter) {
        features.map(FeatureSet::schema).ifPresent(own -> {
            if (!charter.schema().equals(own)) {
                throw new IllegalArgumentException("the charter's schema must be " + own
                        + ", as these are the features that data.events makes, but is " + charter.schema()
                        + "; make the features that the charter means, or refuse the task");
            }
        });
    }

    /** What the configuration must say before a charter can hide units; not a question of the rows. */
    private void requireUnits(Charter charter) {
        charter.privacy().ifPresent(terms -> {
            if (terms.protects().unit() == PrivacyUnit.CUSTOMER && data.owner().isEmpty()) {
                throw new IllegalArgumentException(
                        "data.customer must name the column that says whose a row is, as the charter"
                                + " hides customers, but is not set; set it or refuse the task");
            }
            if (data.distinct().isPresent()) {
                throw new IllegalArgumentException(
                        "data.distinct must be left out under differential privacy, as a row of one unit"
                                + " would take the place of another's, but is "
                                + data.distinct().get()
                                + "; make the rows of the file distinct instead");
            }
        });
    }

    /**
     * Under differential privacy a row must be made of what is the unit's own, or taking the unit away would move rows of others,
     * which nothing is charged for.
     */
    private void requireOwnEvents(Charter charter) {
        charter.privacy().ifPresent(terms -> {
            boolean isRecord = terms.protects().unit() == PrivacyUnit.RECORD;
            features.stream()
                    .flatMap(set -> set.features().stream())
                    .filter(feature -> charter.columns().contains(feature.name()))
                    .filter(feature -> isRecord ? !feature.isOfOneEvent() : !feature.isOfOneAccount())
                    .forEach(feature -> {
                        throw new IllegalArgumentException("feature " + feature.name()
                                + (isRecord
                                        ? " must be a value of its own event, as the charter hides records, but looks at others"
                                        : " must have account in its key, as the charter hides customers, but rows of others depend on"
                                                + " a customer's events")
                                + "; leave the column out of the charter, or refuse the task");
                    });
        });
    }

    /** What a network of sequences needs, before a round is spent on it. */
    private void requireSequences(Charter charter) {
        boolean isAsked = charter.stages().stream()
                .filter(stage -> stage.computation().equals(NetworkTraining.NAME))
                .anyMatch(
                        stage -> TrainingPlan.decode(stage.parameters()).spec().isSequence());
        if (isAsked && data.owner().isEmpty()) {
            throw new IllegalArgumentException(
                    "data.customer must name the column that says whose a row is, as the charter trains a"
                            + " sequence_classifier, but is not set; set it or refuse the task");
        }
        if (isAsked && trainer instanceof ExternalTrainer) {
            throw new IllegalArgumentException(
                    "trainer must be left out, as the charter trains a sequence_classifier, but is set; leave it out or refuse"
                            + " the task");
        }
    }

    private long seed(Charter charter) {
        byte[] key = local.copyBytes();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(SEED_LABEL);
            mac.update(Hashes.blob(CharterCodec.encode(charter)).toByteArray());
            return ByteBuffer.wrap(mac.doFinal()).getLong();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java runtime lacks HMAC-SHA256", impossible);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private final class OfCharter implements Contribution {
        private final Charter charter;
        private final ContributionContext context;
        private Optional<Table> rows = Optional.empty();

        OfCharter(Charter charter, ContributionContext context) {
            this.charter = charter;
            this.context = context;
        }

        @Override
        public long[] contribute(Query query, Bytes state) {
            return contributors.encode(StagedComputation.NAME, query, state, rows(), context);
        }

        private synchronized Table rows() {
            if (rows.isEmpty()) {
                rows = Optional.of(read(charter));
            }
            return rows.get();
        }
    }

    private Table read(Charter charter) {
        Set<String> offered = data.offered(TableSource.columns(data.file()));
        List<String> columns = charter.columns();
        for (String column : columns) {
            requireOffered(offered, column, "column");
            if (label.filter(column::equals).isPresent()) {
                throw new IllegalArgumentException(
                        "column " + column + " must be used as the label only, but the charter reads it as a feature");
            }
        }
        charter.label().ifPresent(asked -> {
            requireOffered(offered, asked, "label");
            if (label.filter(own -> !own.equals(asked)).isPresent()) {
                throw new IllegalArgumentException(
                        "label must be " + label.get() + " as data says, but the charter names " + asked);
            }
        });
        boolean hidesRecords = charter.privacy()
                .filter(terms -> terms.protects().unit() == PrivacyUnit.RECORD)
                .isPresent();
        if (data.owner().isEmpty() || hidesRecords) {
            return TableSource.read(data.file(), options(charter)).withFeatures(columns);
        }
        PartitionedTable read = TableSource.readPartitioned(
                data.file(), options(charter).partitionedBy(data.owner().get()));
        Table rows = read.table().withFeatures(columns).withUnits(units(read.keys()));
        // a row of nobody counts for nobody: all of them as one customer would push each other out
        return charter.privacy().isPresent()
                ? rows.filter(row -> !read.keys().get(row).isBlank())
                : rows;
    }

    /** A keyed hash of each customer: whatever follows from it stays as secret as the machine's own secret. */
    private long[] units(List<String> customers) {
        byte[] key = local.copyBytes();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            Map<String, Long> known = new HashMap<>();
            long[] units = new long[customers.size()];
            for (int row = 0; row < units.length; row++) {
                // rows of nobody are of nobody else either: each is a customer of its own
                String customer = customers.get(row).isBlank() ? "\0" + row : customers.get(row);
                units[row] = known.computeIfAbsent(customer, name -> unit(mac, name));
            }
            return units;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java runtime lacks HMAC-SHA256", impossible);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static long unit(Mac mac, String customer) {
        mac.update(UNIT_LABEL);
        return ByteBuffer.wrap(mac.doFinal(customer.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private void requireOffered(Set<String> offered, String column, String role) {
        if (!offered.contains(column)) {
            throw new IllegalArgumentException("the charter's " + role + " " + column + " must be a column of "
                    + data.file() + " that is not dropped, but is not; add it to the file or refuse the task");
        }
    }

    private ReadOptions options(Charter charter) {
        ReadOptions options = charter.label().map(ReadOptions::labelled).orElseGet(ReadOptions::unlabelled);
        if (data.distinct().isPresent()) {
            options = options.distinctBy(data.distinct().get());
        }
        String kept = charter.columns().stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return options.dropping("^(?!(?:" + kept + ")$)");
    }
}
