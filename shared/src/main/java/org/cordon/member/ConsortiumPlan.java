// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an operator decides when a consortium begins.
 *
 * <p><b>Guarantees.</b> At least five exchanges, or four if that was accepted explicitly: with four a sum hides an input
 * among two honest ones. Three are refused: one drop-out would end a round.
 *
 * @param consortium name, under the rule of member names
 * @param exchanges names of the members in the order of their indexes
 * @param hosts DNS names and IP addresses by node name; the coordinator's are those that members dial, a member without
 *     any gets its own name
 * @param validity of the node certificates; the authority's lasts ten years
 * @param acceptsFour whether four exchanges are accepted
 */
public record ConsortiumPlan(
        String consortium,
        List<String> exchanges,
        Map<String, List<String>> hosts,
        Duration validity,
        boolean acceptsFour) {
    /** Name of the coordinator's entry and directory. */
    public static final String COORDINATOR = "coordinator";

    /** Name of the operator's directory; no node. */
    public static final String OPERATOR = "operator";

    /** Name of the directory below which the approvers' directories lie; no node. */
    public static final String APPROVERS = "approvers";

    /** How long the authority's certificate lasts. */
    public static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3652);

    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final int SMALLEST = 5;
    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

    public ConsortiumPlan {
        exchanges = List.copyOf(exchanges);
        hosts = Map.copyOf(hosts);
        Member.requireName("consortium", consortium);
        requireExchanges(exchanges, acceptsFour);
        requireHosts(exchanges, hosts);
        if (validity.isNegative() || validity.isZero() || validity.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("validity must be positive and at most 3650 days, but was " + validity);
        }
    }

    /** A plan with certificates for a year and a coordinator on this machine. */
    public static ConsortiumPlan of(String consortium, List<String> exchanges) {
        Map<String, List<String>> hosts = Map.of(COORDINATOR, LOCAL);
        return new ConsortiumPlan(consortium, exchanges, hosts, Duration.ofDays(365), false);
    }

    /** The same plan with the names and addresses under which members dial the coordinator. */
    public ConsortiumPlan withCoordinatorHosts(List<String> names) {
        Map<String, List<String>> all = new HashMap<>(hosts);
        all.put(COORDINATOR, List.copyOf(names));
        return new ConsortiumPlan(consortium, exchanges, all, validity, acceptsFour);
    }

    /** As {@link #of}, but accepts four exchanges. */
    public static ConsortiumPlan ofFour(String consortium, List<String> exchanges) {
        Map<String, List<String>> hosts = Map.of(COORDINATOR, LOCAL);
        return new ConsortiumPlan(consortium, exchanges, hosts, Duration.ofDays(365), true);
    }

    /** The same plan with certificates that last this long. */
    public ConsortiumPlan withValidity(Duration value) {
        return new ConsortiumPlan(consortium, exchanges, hosts, value, acceptsFour);
    }

    /** With fewer members no task runs: five, or four where that was accepted. */
    public int minMembers() {
        return acceptsFour ? SMALLEST - 1 : SMALLEST;
    }

    List<String> hostsOf(String node) {
        return hosts.getOrDefault(node, List.of(node));
    }

    private static void requireExchanges(List<String> exchanges, boolean acceptsFour) {
        int least = acceptsFour ? SMALLEST - 1 : SMALLEST;
        if (exchanges.size() < least || exchanges.size() > Threshold.MAX_MEMBERS) {
            throw new IllegalArgumentException("exchanges must be " + least + " to 255, but was " + exchanges.size()
                    + (exchanges.size() == SMALLEST - 1
                            ? "; four hide an input among two honest ones and must be accepted explicitly"
                            : ""));
        }
        Set<String> seen = new HashSet<>(Set.of(COORDINATOR, OPERATOR, APPROVERS));
        for (String exchange : exchanges) {
            Member.requireName("exchange", exchange);
            if (!seen.add(exchange)) {
                throw new IllegalArgumentException(
                        "exchanges must be distinct and none of coordinator, operator and approvers, but was "
                                + exchange);
            }
        }
    }

    private static void requireHosts(List<String> exchanges, Map<String, List<String>> hosts) {
        hosts.forEach((node, names) -> {
            if (!node.equals(COORDINATOR) && !exchanges.contains(node)) {
                throw new IllegalArgumentException("hosts must be of nodes in the plan, but was of " + Quoted.of(node));
            }
            if (names.isEmpty()) {
                throw new IllegalArgumentException("hosts of " + node + " must be at least one, but was empty");
            }
            names.forEach(HostName::of);
        });
        if (!hosts.containsKey(COORDINATOR)) {
            throw new IllegalArgumentException("hosts must name the coordinator's, but did not");
        }
    }
}
