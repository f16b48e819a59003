// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One event of {@code cordon/events-v1} in clear text, as an exchange keeps it.
 *
 * <p><b>Guarantees.</b> Every value keeps the rule of its column (docs/events.md). {@link #toString} tells nothing of the event:
 * it is data of a person. Events have one order, {@link #ORDER}: by time, then by id.
 *
 * <p><b>Does not check</b> that the id is unique in its source.
 *
 * @param time of the event, UTC, whole microseconds
 * @param account customer, staff member (admin) or wallet (transfer)
 * @param amountMicroUsd millionths of a US dollar, at least 0
 * @param counterparty destination or source address, or the other side of a trade
 * @param ipBlock an IPv4 network of /24 or an IPv6 network of /48
 * @param label 1 for what is to be found, 0 for what is not
 * @param extras further numbers by the name of their column, {@code x_...}; finite
 */
public record Event(
        String id,
        Instant time,
        EventKind kind,
        String account,
        Optional<String> asset,
        Optional<String> chain,
        OptionalLong amountMicroUsd,
        Optional<String> counterparty,
        Optional<String> ipBlock,
        Optional<String> device,
        Optional<String> country,
        Outcome outcome,
        Optional<String> role,
        OptionalInt label,
        Map<String, Double> extras) {
    /** The name of the schema. */
    public static final String SCHEMA = "cordon/events-v1";

    /** By time; events of one microsecond by id, as {@link String#compareTo} orders them. */
    public static final Comparator<Event> ORDER =
            Comparator.comparing(Event::time).thenComparing(Event::id);

    /** 100 billion dollars: more is an error of units. */
    public static final long MAX_AMOUNT_MICRO_USD = 100_000_000_000L * 1_000_000L;

    public Event {
        require("id", EventRules.isId(id), EventRules.ID);
        require("time", EventRules.isTime(time), EventRules.TIME);
        require("time", time.truncatedTo(ChronoUnit.MICROS).equals(time), "a whole number of microseconds");
        require("account", EventRules.isText(account), EventRules.TEXT);
        asset.ifPresent(text -> require("asset", EventRules.isName(text), EventRules.NAME));
        chain.ifPresent(text -> require("chain", EventRules.isName(text), EventRules.NAME));
        amountMicroUsd.ifPresent(
                amount -> require("amount_usd", amount >= 0 && amount <= MAX_AMOUNT_MICRO_USD, EventRules.AMOUNT));
        counterparty.ifPresent(text -> require("counterparty", EventRules.isText(text), EventRules.TEXT));
        ipBlock.ifPresent(text -> require("ip_block", EventRules.isIpBlock(text), EventRules.IP_BLOCK));
        device.ifPresent(text -> require("device", EventRules.isText(text), EventRules.TEXT));
        country.ifPresent(text -> require("country", EventRules.isCountry(text), EventRules.COUNTRY));
        role.ifPresent(text -> require("role", EventRules.isRole(text), EventRules.ROLE));
        label.ifPresent(value -> require("label", value == 0 || value == 1, EventRules.LABEL));
        extras = Map.copyOf(extras);
        extras.forEach((name, value) -> {
            require("name of an extra column", EventRules.isExtra(name), EventRules.EXTRA);
            require(name, Double.isFinite(value), "a finite number");
        });
    }

    /** Without a value: its sentence may reach a log. */
    private static void require(String name, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", but was not");
        }
    }

    /** The time in microseconds since 1970-01-01T00:00:00Z. */
    public long timeMicros() {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
    }

    @Override
    public String toString() {
        return "Event";
    }
}
