// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cordon.simulations.generator.Draws;

/** Which asset on which chain: shares by count are assumed (docs/ledger.md). */
public final class Assets {
    /** The asset most paid out in batches. */
    public static final String BITCOIN = "bitcoin";

    private static final int SMALL_TOKENS = 20;
    private static final List<String> NAMED = List.of(
            "DAI ethereum",
            "SHIB ethereum",
            "MATIC polygon",
            "LTC litecoin",
            "XLM stellar",
            "BONK solana",
            "TRUMP solana",
            "PENGU solana",
            "BTT tron");
    private static final double ZIPF = 1.1;
    private static final double SMALL_TOKENS_FROM = 0.90;

    private record Kind(double until, Money money) {}

    private static final List<Kind> KINDS = List.of(
            kind(0.18, "USDT", "tron"),
            kind(0.30, "USDT", "ethereum"),
            kind(0.33, "USDT", "bsc"),
            kind(0.46, "USDC", "ethereum"),
            kind(0.55, "USDC", "solana"),
            kind(0.67, "ETH", "ethereum"),
            kind(0.77, "BTC", BITCOIN),
            kind(0.81, "SOL", "solana"),
            kind(0.84, "TRX", "tron"),
            kind(0.87, "XRP", "xrpl"),
            kind(SMALL_TOKENS_FROM, "BNB", "bsc"));

    /** What else moves, the commonest first; whatever a script takes is here or above, so that its name tells nothing. */
    private static final List<Money> OTHERS = others();

    /** Pairs that are traded, the busiest first, each against USDT. */
    private static final List<String> PAIRS = pairs();

    private Assets() {}

    private static Kind kind(double until, String asset, String chain) {
        return new Kind(until, new Money(asset, chain, 0));
    }

    /** Chains with a hot wallet. */
    public static List<String> chains() {
        return Stream.concat(KINDS.stream().map(Kind::money), OTHERS.stream())
                .map(Money::chain)
                .distinct()
                .toList();
    }

    /** The asset a treasury keeps on a chain. */
    public static String treasuryOf(String chain) {
        return switch (chain) {
            case BITCOIN -> "BTC";
            case "ethereum" -> "ETH";
            case "solana" -> "SOL";
            case "xrpl" -> "XRP";
            case "polygon" -> "MATIC";
            case "litecoin" -> "LTC";
            case "stellar" -> "XLM";
            default -> "USDT";
        };
    }

    /** What moves next, worth nothing yet. */
    static Money draw(Draws draws) {
        double at = draws.unit();
        for (Kind kind : KINDS) {
            if (at < kind.until()) {
                return kind.money();
            }
        }
        return OTHERS.get(zipf(draws, OTHERS.size()));
    }

    /** A small token by its rank. */
    public static String token(int rank) {
        return "TOK" + twoDigits(rank);
    }

    /** A small token of Solana by its rank. */
    public static String solanaToken(int rank) {
        return "SPL" + twoDigits(rank);
    }

    private static String twoDigits(int rank) {
        return (rank < 10 ? "0" : "") + rank;
    }

    static String pair(Draws draws) {
        return PAIRS.get(zipf(draws, PAIRS.size()));
    }

    /** From 0, with weights 1 / (rank + 1) to the power of 1.1, by inversion of the integral. */
    private static int zipf(Draws draws, int count) {
        double power = 1 - ZIPF;
        double end = StrictMath.pow(count + 1.0, power);
        double at = StrictMath.pow(1 + draws.unit() * (end - 1), 1 / power);
        return (int) Math.min(count - 1, Math.max(0, at - 1));
    }

    private static List<Money> others() {
        List<Money> others = new ArrayList<>();
        for (String named : NAMED) {
            int space = named.indexOf(' ');
            others.add(new Money(named.substring(0, space), named.substring(space + 1), 0));
        }
        for (int rank = 1; rank <= SMALL_TOKENS; rank++) {
            others.add(new Money(token(rank), "ethereum", 0));
            others.add(new Money(solanaToken(rank), "solana", 0));
        }
        return List.copyOf(others);
    }

    private static List<String> pairs() {
        List<String> pairs = new ArrayList<>(List.of("BTC", "ETH", "SOL", "XRP", "TRX", "BNB"));
        for (int rank = 1; rank <= SMALL_TOKENS; rank++) {
            pairs.add(token(rank));
        }
        return List.copyOf(pairs);
    }
}
