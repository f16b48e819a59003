// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordon.privacy.accountant.AccountantRefused;
import org.cordon.privacy.accountant.Composition;
import org.cordon.privacy.accountant.DiscreteGaussianNoise;
import org.cordon.privacy.accountant.MatrixMechanisms;
import org.cordon.privacy.accountant.Mechanism;
import org.cordon.privacy.accountant.NoiseShares;
import org.cordon.privacy.accountant.SkellamNoise;

/** Evaluates rows of reference values by what they say; one that it cannot evaluate says why. */
final class ReferenceValues {
    private static final Pattern DELTA_AT = Pattern.compile("delta (?:at|for) eps(?:ilon)?\\s*=?\\s*(?<at>\\S+)");
    private static final Pattern NOISE_FOR = Pattern.compile(
            "(?:noise ?multiplier|z|sd|sigma|standard deviation|scale|b)\\b.* (?:for|at) eps(?:ilon)?\\s*=?\\s*(?<at>\\S+)");
    private static final Pattern AT_ORDERS = Pattern.compile(
            "(?:exact )?rdp(?: bound)?\\s*(?:at orders?|at alpha)?\\s*\\(?\\s*(?<orders>[^()]*?)\\s*\\)?");
    private static final Pattern UNLIKE =
            Pattern.compile("(?<count>\\d+)\\s*x\\s*(?:z|nm|sigma)\\s*=\\s*(?<noise>[\\d.e-]+)");

    private final List<String> unreadable = new ArrayList<>();

    /** A row that is readable, but asks for what is not there. */
    private static final class Unsupported extends Exception {
        private static final long serialVersionUID = 1;

        Unsupported(String why) {
            super(why);
        }
    }

    /** What was wrong with rows that could not be read. */
    List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    /** The row's id with its value, or with the reason why there is none. */
    Map<String, Object> document(ReferenceRow row) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", row.id());
        try {
            Object value = evaluate(row);
            document.put("quantity", row.text("quantity"));
            document.put("value", value);
        } catch (ReferenceRow.BadField bad) {
            String sentence = String.valueOf(bad.getMessage());
            unreadable.add(sentence);
            document.put("unsupported", sentence);
        } catch (Unsupported | AccountantRefused | IllegalArgumentException refused) {
            document.put("unsupported", String.valueOf(refused.getMessage()));
        }
        return document;
    }

    private static Object evaluate(ReferenceRow row) throws ReferenceRow.BadField, Unsupported {
        if (row.brokenAt().isPresent()) {
            throw row.bad(
                    row.brokenAt().get(),
                    "a row must have as many fields as the header, but has more or fewer",
                    "close quotes, and put fields with commas in quotes");
        }
        String quantity = row.lower("quantity");
        if (quantity.isEmpty()) {
            throw row.bad("quantity", "quantity must be given", "write it such as epsilon or delta at eps=1");
        }
        if (quantity.contains("lower bound")) {
            return AuditRows.value(row);
        }
        ReferenceRow.Parameters given = row.parameters();
        if (quantity.contains("coef")) {
            int length = given.whole("n");
            boolean inverse = quantity.contains("^-1") || quantity.contains("inverse") || quantity.contains("noising");
            return list(MatrixMechanisms.squareRootToeplitz(length, inverse));
        }
        if (quantity.equals("tau")) {
            return new NoiseShares(given.whole("n"), variance(given)).tau();
        }
        if (row.lower("mechanism").contains("skellam")) {
            return skellam(row, given);
        }
        if (quantity.equals("variance")) {
            return new DiscreteGaussianNoise(Math.sqrt(variance(given))).variance();
        }
        if (quantity.startsWith("p[x=")) {
            double at = row.number("quantity", "value", quantity.substring(4).replace("]", ""));
            return new DiscreteGaussianNoise(Math.sqrt(variance(given))).probability((long) at);
        }
        return accounted(row, given);
    }

    private static double variance(ReferenceRow.Parameters given) throws ReferenceRow.BadField {
        Optional<Double> sigma = given.optional("sigma");
        return sigma.isPresent() && given.optional("sigma^2").isEmpty()
                ? sigma.get() * sigma.get()
                : given.of("sigma^2");
    }

    private static Object skellam(ReferenceRow row, ReferenceRow.Parameters given)
            throws ReferenceRow.BadField, Unsupported {
        SkellamNoise noise = new SkellamNoise(variance(given));
        String quantity = row.lower("quantity");
        List<Double> values = new ArrayList<>();
        for (double order : orders(row, given)) {
            if (quantity.contains("bound")) {
                double shift = given.optional("shift").orElse(1.0);
                values.add(noise.bound(
                        order,
                        given.optional("delta1").orElse(shift),
                        given.optional("delta2").orElse(shift)));
            } else {
                values.add(noise.divergence(order, given.optional("shift").isEmpty() ? 1 : given.whole("shift")));
            }
        }
        return oneOrList(values);
    }

    /** Quantities that an accountant answers. */
    private static Object accounted(ReferenceRow row, ReferenceRow.Parameters given)
            throws ReferenceRow.BadField, Unsupported {
        String quantity = row.lower("quantity");
        RowAccountant accountant = RowAccountant.of(row, given);
        Matcher noiseFor = NOISE_FOR.matcher(quantity);
        if (noiseFor.matches()) {
            double epsilon = row.number("quantity", "epsilon", noiseFor.group("at"));
            return accountant.calibrate(
                    multiplier -> releases(row, given, Optional.of(multiplier)), epsilon, delta(row));
        }
        Matcher deltaAt = DELTA_AT.matcher(quantity);
        if (deltaAt.matches()) {
            double epsilon = row.number("quantity", "epsilon", deltaAt.group("at"));
            return accountant.delta(() -> releases(row, given, Optional.empty()), epsilon);
        }
        if (quantity.equals("delta")) {
            return accountant.delta(() -> releases(row, given, Optional.empty()), given.of("epsilon"));
        }
        if (quantity.startsWith("epsilon") || quantity.equals("eps")) {
            return accountant.epsilon(() -> releases(row, given, Optional.empty()), delta(row));
        }
        if (quantity.startsWith("rdp")) {
            List<Double> values = new ArrayList<>();
            for (double order : orders(row, given)) {
                values.add(RowAccountant.divergence(releases(row, given, Optional.empty()), order));
            }
            return oneOrList(values);
        }
        throw new Unsupported("There is no way to evaluate the quantity " + row.text("quantity"));
    }

    private static double delta(ReferenceRow row) throws ReferenceRow.BadField {
        double delta = row.number("delta", Double.NaN);
        if (!(delta > 0 && delta < 1)) {
            throw row.bad(
                    "delta",
                    "delta must be above 0 and below 1, but was "
                            + (row.text("delta").isEmpty() ? "empty" : delta),
                    "write it such as 1e-6");
        }
        return delta;
    }

    /** The orders that the quantity names, or else the parameter of that name. */
    private static List<Double> orders(ReferenceRow row, ReferenceRow.Parameters given) throws ReferenceRow.BadField {
        Matcher named = AT_ORDERS.matcher(row.lower("quantity"));
        String text = named.matches() ? String.valueOf(named.group("orders")) : "";
        if (text.isBlank()) {
            return List.of(given.of("order"));
        }
        List<Double> orders = new ArrayList<>();
        for (String one : text.split("[;,\\s]+", -1)) {
            double order = row.number("quantity", "order", one);
            if (!(order > 1)) {
                throw row.bad("quantity", "an order must be above 1, but was " + one, "write it such as rdp(8)");
            }
            orders.add(order);
        }
        return orders;
    }

    /** What the row releases, with its own noise or with the one that is looked for. */
    static Composition releases(ReferenceRow row, ReferenceRow.Parameters given, Optional<Double> sought)
            throws ReferenceRow.BadField {
        String mechanism = row.lower("mechanism");
        Matcher unlike = UNLIKE.matcher(mechanism);
        Composition mixed = Composition.NONE;
        while (unlike.find()) {
            double noise = row.number("mechanism", "noise", unlike.group("noise"));
            mixed = mixed.plus(new Mechanism.Gaussian(noise), Long.parseLong(unlike.group("count")));
        }
        if (!mixed.releases().isEmpty()) {
            return mixed;
        }
        long steps = row.steps().stream().mapToLong(Long::longValue).sum();
        if (mechanism.contains("tree")) {
            long leaves = given.optional("steps").map(Double::longValue).orElse(steps);
            return MatrixMechanisms.treeAggregation(sought.isPresent() ? sought.get() : given.noise(), leaves);
        }
        return Composition.of(mechanism(row, given, sought), steps);
    }

    private static Mechanism mechanism(ReferenceRow row, ReferenceRow.Parameters given, Optional<Double> sought)
            throws ReferenceRow.BadField {
        String mechanism = row.lower("mechanism");
        if (mechanism.contains("laplace")) {
            double scale = sought.isPresent() ? sought.get() : given.of("b");
            return new Mechanism.Laplace(scale / given.optional("sensitivity").orElse(1.0));
        }
        double rate = row.number("sampling_rate", 1);
        if (mechanism.matches(".*(discrete gaussian|\\bdg\\b|n_z).*")) {
            double sigma = sought.isPresent() ? sought.get() : Math.sqrt(variance(given));
            int sensitivity = given.optional("sensitivity").isEmpty() ? 1 : given.whole("sensitivity");
            if (rate < 1) {
                return new Mechanism.PoissonDiscreteGaussian(sigma, sensitivity, rate);
            }
            return given.optional("truncation").isEmpty()
                    ? new Mechanism.DiscreteGaussian(sigma, sensitivity)
                    : new Mechanism.DiscreteGaussian(sigma, sensitivity, given.whole("truncation"));
        }
        if (!mechanism.contains("gauss")) {
            throw new IllegalArgumentException(
                    "The mechanism must be a Gaussian, discrete Gaussian, Laplace, Skellam or tree"
                            + " aggregation, but was " + row.text("mechanism"));
        }
        double noise = sought.isPresent() ? sought.get() : gaussianNoise(given);
        return rate < 1 ? new Mechanism.PoissonGaussian(noise, rate) : new Mechanism.Gaussian(noise);
    }

    /** Concentrated differential privacy: a Gaussian's rho is {@code 1 / 2z^2}. */
    private static double gaussianNoise(ReferenceRow.Parameters given) throws ReferenceRow.BadField {
        return given.optional("rho").isPresent() ? 1 / Math.sqrt(2 * given.of("rho")) : given.noise();
    }

    private static Object oneOrList(List<Double> values) {
        return values.size() == 1 && !values.get(0).isInfinite()
                ? values.get(0)
                : list(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static String list(double[] values) {
        List<String> texts = new ArrayList<>();
        for (double value : values) {
            texts.add(Double.isInfinite(value) ? "inf" : Double.toString(value));
        }
        return String.join(";", texts);
    }
}
