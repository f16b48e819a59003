// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordon.member.AmendmentRejected.Violation;
import org.cordon.suite.Digest;
import org.cordon.suite.VerifyKey;

/**
 * A consortium as its members made it: a chain of amendments, each approved by those whom it takes, and the manifests
 * that follow from them.
 *
 * <p><b>Guarantees.</b> Holding one is the proof: every entry was approved under the manifest before it, no key and no
 * index was ever given twice, and every new key signed for its entry. The fold is deterministic: equal statements make
 * equal manifests and digests on every machine. The operator, the coordinator and the certificate authority cannot add to
 * it.
 *
 * <p><b>Does not check</b> that the bytes of an entry encode its amendment (codecs do), the time of the founding, or that
 * it is the newest state there is: {@link #requireContinues} finds a rollback against what is known.
 *
 * <p>Immutable. Source: docs/protocol.md, "Who belongs to a consortium".
 */
public final class Consortium {
    private final List<Entry> entries;
    private final Map<Digest, VerifiedManifest> manifests;
    private final VerifiedManifest current;
    private final Digest authority;
    private final Set<Object> usedKeys;
    private final int highestIndex;

    private Consortium(
            List<Entry> entries,
            Map<Digest, VerifiedManifest> manifests,
            VerifiedManifest current,
            Digest authority,
            Set<Object> usedKeys,
            int highestIndex) {
        this.entries = List.copyOf(entries);
        this.manifests = manifests;
        this.current = current;
        this.authority = authority;
        this.usedKeys = usedKeys;
        this.highestIndex = highestIndex;
    }

    /** Checks a history from its founding on. */
    public static Consortium replay(List<Entry> entries) throws AmendmentRejected {
        // Spec: docs/protocol.md#member.history
        if (entries.isEmpty()) {
            throw new AmendmentRejected(
                    Violation.NOT_A_FOUNDING, "the history is empty; ask the coordinator or a member for all of it");
        }
        Consortium consortium = found(entries.get(0));
        for (Entry entry : entries.subList(1, entries.size())) {
            consortium = consortium.with(entry);
        }
        return consortium;
    }

    private static Consortium found(Entry entry) throws AmendmentRejected {
        Electorate founders = founders(entry);
        founders.requireEnough(entry.approvals());
        Amendment.Founding founding = (Amendment.Founding) entry.amendment();
        VerifiedManifest manifest = new VerifiedManifest(new Manifest(
                entry.digest(),
                founding.consortium(),
                1,
                entry.digest(),
                founding.founders(),
                founding.coordinator(),
                founding.minMembers(),
                founding.minApprovals()));
        Set<Object> keys = new HashSet<>(AmendmentRules.keys(founding.coordinator()));
        founding.founders().forEach(member -> keys.addAll(AmendmentRules.keys(member)));
        return new Consortium(
                List.of(entry),
                Map.of(manifest.digest(), manifest),
                manifest,
                founding.authority(),
                Set.copyOf(keys),
                founding.founders().size());
    }

    /** Who must approve a founding, all of them; refuses one that could not be valid whoever approved it. */
    public static Electorate founders(Entry entry) throws AmendmentRejected {
        if (!(entry.amendment() instanceof Amendment.Founding founding)) {
            throw new AmendmentRejected(
                    Violation.NOT_A_FOUNDING,
                    "the history does not begin with a founding; ask the coordinator or a member for all of it");
        }
        AmendmentRules.requireFounding(founding, entry.possessions());
        Approval.Subject subject =
                new Approval.Subject(Digest.ZERO, Approval.Kind.AMENDMENT, Digest.ZERO, entry.digest());
        return new Electorate(subject, founding.founders(), founding.founders().size(), Optional.empty());
    }

    /** The consortium after one more entry. */
    public Consortium with(Entry entry) throws AmendmentRejected {
        // Spec: docs/protocol.md#member.approvals
        Amendment.Change change = change(entry);
        Manifest next = rules().apply(change, entry);
        electorate(change, entry.digest()).requireEnough(entry.approvals());
        VerifiedManifest manifest = new VerifiedManifest(next);
        List<Entry> longer = new ArrayList<>(entries);
        longer.add(entry);
        Map<Digest, VerifiedManifest> all = new LinkedHashMap<>(manifests);
        all.put(manifest.digest(), manifest);
        Set<Object> keys = new HashSet<>(usedKeys);
        keys.addAll(AmendmentRules.newKeys(change));
        int highest = change instanceof Amendment.Admission admission
                ? admission.member().index()
                : highestIndex;
        return new Consortium(longer, all, manifest, authority, keys, highest);
    }

    /** Who may approve an entry that would come next; refuses one that could not be valid whoever approved it. */
    public Electorate electorate(Entry entry) throws AmendmentRejected {
        Amendment.Change change = change(entry);
        Manifest unused = rules().apply(change, entry);
        return electorate(change, entry.digest());
    }

    /** Who may approve a charter, or the end of a task, under the newest manifest. */
    public Electorate electorate(Approval.Kind kind, Digest subject) {
        return electorate(current, kind, subject);
    }

    /** Demands a quorum of the manifest that the approvals name, which must be in the history. */
    public VerifiedManifest requireQuorum(Approval.Kind kind, Digest subject, Approvals approvals)
            throws AmendmentRejected {
        VerifiedManifest manifest = at(approvals.manifest())
                .orElseThrow(() -> new AmendmentRejected(
                        Violation.UNKNOWN_MANIFEST,
                        "the approvals name manifest " + approvals.manifest().shortHex()
                                + ", which is not in this consortium's history as it is known here up to version "
                                + current.manifest().version()
                                + "; fetch the newest history, or have it approved again"));
        electorate(manifest, kind, subject).requireEnough(approvals.approvals());
        return manifest;
    }

    private Electorate electorate(VerifiedManifest manifest, Approval.Kind kind, Digest subject) {
        if (kind == Approval.Kind.AMENDMENT) {
            throw new IllegalArgumentException("kind must be CHARTER or WITHDRAWAL, but was AMENDMENT");
        }
        return new Electorate(
                new Approval.Subject(id(), kind, manifest.digest(), subject),
                manifest.manifest().members(),
                manifest.manifest().quorum(),
                Optional.empty());
    }

    private Electorate electorate(Amendment.Change change, Digest statement) throws AmendmentRejected {
        Approval.Subject subject = new Approval.Subject(id(), Approval.Kind.AMENDMENT, current.digest(), statement);
        return rules().electorate(change, subject);
    }

    private AmendmentRules rules() {
        return new AmendmentRules(current.manifest(), authority, usedKeys, highestIndex);
    }

    private static Amendment.Change change(Entry entry) throws AmendmentRejected {
        if (entry.amendment() instanceof Amendment.Change change) {
            return change;
        }
        throw new AmendmentRejected(
                Violation.NOT_A_FOUNDING,
                "a second founding cannot follow in a history; a new consortium is a history of its own");
    }

    /** Digest of the founding statement: what the consortium is known by, whatever becomes of its members. */
    public Digest id() {
        return current.manifest().id();
    }

    /** Digest of the newest statement: what the next one continues. */
    public Digest head() {
        return current.manifest().head();
    }

    /** SHA-256 of the SubjectPublicKeyInfo of the certificate authority. */
    public Digest authority() {
        return authority;
    }

    /** The newest manifest. */
    public VerifiedManifest current() {
        return current;
    }

    /** The manifest of the founding, before any change. */
    public VerifiedManifest founding() {
        return manifests.values().stream()
                .filter(manifest -> manifest.manifest().version() == 1)
                .findFirst()
                .orElseThrow();
    }

    /** The manifest with this digest, if it was ever the newest. */
    public Optional<VerifiedManifest> at(Digest manifest) {
        return Optional.ofNullable(manifests.get(manifest));
    }

    /** Every identity key that the member has ever had. */
    public Set<VerifyKey> identities(int member) {
        return manifests.values().stream()
                .flatMap(manifest -> manifest.manifest().find(member).stream())
                .map(Member::identity)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many members must approve what comes next: max(t, minApprovals) of the newest manifest. */
    public int quorum() {
        return current.manifest().quorum();
    }

    /** The index that the next admission must have; above 255 there is none. */
    public int nextIndex() {
        return highestIndex + 1;
    }

    /** The founding and everything since. */
    public List<Entry> entries() {
        return entries;
    }

    /** Whether {@code earlier} is an earlier state of this history, or the same. */
    public boolean continues(Consortium earlier) {
        int known = earlier.entries.size();
        return known <= entries.size() && entries.get(known - 1).digest().equals(earlier.head());
    }

    /** Refuses to go back behind, or away from, what is known. */
    public void requireContinues(Consortium known) throws AmendmentRejected {
        if (continues(known)) {
            return;
        }
        if (known.continues(this)) {
            throw new AmendmentRejected(
                    Violation.ROLLBACK,
                    "the history ends at version " + current.manifest().version() + ", but version "
                            + known.current.manifest().version() + " is known here; fetch the newest history");
        }
        throw new AmendmentRejected(
                Violation.FORK,
                "the history is not the one known here: two different statements follow one; somebody showed members"
                        + " different histories, compare the heads with the other members by another way");
    }

    @Override
    public String toString() {
        return "Consortium[" + id().shortHex() + ", version "
                + current.manifest().version() + "]";
    }
}
