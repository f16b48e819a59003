// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;

/**
 * What {@code cordon audit verify} can say of a log: the 45 claims, by their numbers.
 *
 * <p><b>Guarantees.</b> {@link #id} is 1 to 45, in the order of the constants. {@link #dependsOn} has no circle.
 *
 * <p>Source: docs/audit-claims.md, which is written from here.
 */
public enum Claim {
    CHECKPOINT_SIGNED(
            1,
            Family.LOG,
            "the checkpoint is signed by the log's key",
            "The checkpoint is a note in the form of C2SP tlog-checkpoint, its origin is that of a consortium, "
                    + "the pinned one where one is pinned, and a key that the trust policy has of the log signed "
                    + "it. Where no policy is pinned, the coordinator's key by the log's own history will do."),
    TREE_REBUILT(
            2,
            Family.LOG,
            "the tiles rebuild to the root",
            "Every hash is made anew from the bytes of the leaves; all tiles equal it byte for byte, "
                    + "the root is the checkpoint's, and no file is left over but what its writer leaves "
                    + "while it publishes: tiles of one size beside this one that agree with the log, and "
                    + "temporary files."),
    APPEND_ONLY(
            3,
            Family.LOG,
            "nothing was changed since the last visit",
            "The signed checkpoint of the auditor's last visit, and every earlier checkpoint in the "
                    + "bundle, is a prefix of this tree."),
    NO_SPLIT_VIEW(
            4,
            Family.LOG,
            "a quorum of witnesses saw this very log",
            "At least t distinct members cosigned the checkpoint with keys they bound to themselves; "
                    + "none of them is the coordinator, and no raw key counts twice."),
    FRESH(
            5,
            Family.LOG,
            "the log is fresh at the cut-off",
            "A quorum cosigned the checkpoint no longer before the cut-off (`--at`) than the auditor allows "
                    + "(`--max-age`). Without a cut-off there is no evidence: an auditor reads no clock, and a "
                    + "log that has nothing to record is not stale."),
    RECORDS_WELL_FORMED(
            6,
            Family.RECORDS,
            "records are well formed and every blob is there",
            "Every leaf has its one encoding, its own index and this log's origin; every blob that a "
                    + "record names is there with just that content, unless the charter's retention rule has let "
                    + "it go."),
    TIMES(
            7,
            Family.RECORDS,
            "times are monotone and within bounds",
            "The claimed times never run backwards, the first is not before the founding, and the last, "
                    + "and with it every one, is not later than a quorum's cosignatures of the newest "
                    + "checkpoint; clocks may differ by a minute. A period that ends before the log does "
                    + "leaves the last comparison out."),
    RECEIPTS_NAME_CHECKPOINT(
            8,
            Family.RECORDS,
            "receipts name the checkpoint they acted on",
            "Every checkpoint that a signed message names is a prefix of this log and holds the record "
                    + "that the message leans on."),
    ACTORS_CERTIFIED(
            9,
            Family.MEMBERS,
            "every actor is a member in the right role",
            "Whoever signed a record or a message in a blob was a member, or the coordinator, of the "
                    + "manifest of its epoch, and the signature holds under its identity key there; the log is "
                    + "signed with the coordinator's. That the manifest of an epoch was in force is claim 16."),
    NOTHING_FROM_REVOKED(
            10,
            Family.MEMBERS,
            "nothing comes from a revoked member",
            "No record is by a member after its removal, and no epoch that was opened after it has that "
                    + "member in its roster."),
    HISTORY_SIGNED(
            11,
            Family.MEMBERS,
            "admissions, removals and rule changes carry a quorum's signatures",
            "The founding and every further statement of the consortium's history is well formed, "
                    + "follows from the one before, and carries the approvals that the rules in force asked for."),
    EPOCH_KEYS(
            12,
            Family.MEMBERS,
            "epoch keys are signed and never reused",
            "Every advert of a roster is signed by its member, and no key agreement key stands in more "
                    + "than one advert of the log."),
    COUNTED_ONCE(
            13,
            Family.MEMBERS,
            "one member counts once",
            "Rosters, cohorts, survivor sets and certificates name distinct members, and in one attempt a "
                    + "member has one upload receipt and one result receipt; no witness key is two members'. "
                    + "That no identity key is, is part of claim 11."),
    CHARTER_APPROVED(
            14,
            Family.TASK,
            "the charter was approved by a quorum before its first use and had not expired",
            "The charter in the blob carries the approvals of a quorum of one manifest, by keys that were "
                    + "still in use when it was logged; no round comes before its approval or outside its dates."),
    SAME_TASK(
            15,
            Family.TASK,
            "all participants name the same charter, roster and model",
            "`open` and every answer to it name one task, one attempt, one cohort and one model: "
                    + "those of the records. That the roster is one is claim 25."),
    NO_DOWNGRADE(
            16,
            Family.TASK,
            "there is no downgrade",
            "Every record is of this version of the log and of the suite, and nothing goes back: "
                    + "neither the version of a task's charter, nor the number of its epochs, rounds and attempts; an "
                    + "epoch is opened under the newest manifest, or one that was until a minute before."),
    FIRST_MODEL(
            17,
            Family.MODEL,
            "the first model is the approved one",
            "The first state has the digest that the approved charter names, and the first round starts " + "from it."),
    MODEL_CHAIN(
            18,
            Family.MODEL,
            "the chain of models is unbroken",
            "Every round starts from the newest published state, and every published state carries the "
                    + "receipts of at least t members that were logged before."),
    MODEL_RECOMPUTED(
            19,
            Family.MODEL,
            "every new model is the server's step from the old one, recomputed",
            "The next state is computed from the state before and the published sum, bit for bit."),
    COORDINATOR_BUILD(
            20,
            Family.MODEL,
            "the coordinator's build digests are listed",
            "Builds that the coordinator ran are listed with their digests."),
    PARTICIPANT_BUILD(
            21,
            Family.MODEL,
            "the participants' build digests are listed",
            "Builds that the participants ran are listed with their digests."),
    SAME_PARAMETERS(
            22,
            Family.ROUND,
            "suite, ring, vector length and threshold are the same for all",
            "The configuration that `open` names is the one that follows from the charter, the state "
                    + "and the manifest."),
    ENOUGH_MEMBERS(
            23,
            Family.ROUND,
            "cohort and survivors are at least the minimum",
            "Every cohort and every set of survivors, proposed or certified, has at least as many "
                    + "members as the charter and the threshold ask for."),
    COHORT_COMPLETE(
            24,
            Family.ROUND,
            "the cohort is everyone who was ready in time",
            "Everyone in the roster is in the cohort, declined, was left out after a complaint, or was "
                    + "not ready when the step ended, which is not before its deadline."),
    SAME_ROSTER(
            25,
            Family.ROUND,
            "the roster is the same throughout",
            "Every round, cohort and survivor set lies within the roster of its epoch, and `open` names "
                    + "that roster."),
    SURVIVORS_CERTIFIED(
            26,
            Family.ROUND,
            "the survivor set is signed by at least t survivors",
            "The certificate holds t signatures of distinct survivors on the very set that was proposed "
                    + "and fixed."),
    ONE_KIND_OF_SHARE(
            27,
            Family.SHARES,
            "exactly one kind of share is revealed per participant",
            "Every reveal receipt names the self mask shares of all survivors and the recovery shares "
                    + "of all who dropped out, and nobody in both."),
    REVEALERS_SURVIVED(
            28,
            Family.SHARES,
            "revealers were survivors",
            "Whoever revealed shares is in the certified set, and did so once, after it was certified."),
    NOTHING_AFTER_DROP(
            29,
            Family.SHARES,
            "nothing is accepted after its sender was declared dropped",
            "No upload receipt of an attempt follows its survivor set, and the survivors are among "
                    + "those whose upload was logged."),
    AGGREGATE_REPLAYED(
            30,
            Family.SUM,
            "the aggregate is the sum that the certificate fixed",
            "The sum is computed anew from the archived masked inputs of the survivors and the opened "
                    + "secrets, each checked against what its member signed."),
    INPUTS_BOUNDED(31, Family.SUM, "every input is within its bound", "Proofs of the bound on every input hold."),
    ONE_AGGREGATE(
            32,
            Family.RELEASE,
            "there is at most one aggregate per task, computation and state",
            "No two sums were released for one task from one state."),
    NO_DIFFERENCING(
            33,
            Family.RELEASE,
            "no set of releases isolates fewer than two members",
            "For each function group, over all survivor sets that were ever proposed, no set of fewer "
                    + "than two members is exposed by a combination of releases, in exact arithmetic."),
    ABORTED_RELEASED_NOTHING(
            34,
            Family.RELEASE,
            "aborted rounds released nothing",
            "No sum follows an aborted attempt, a dead round has no other attempt, and an attempt that "
                    + "ended before the proposal proposed nothing."),
    PARTICIPATION_CAPS(
            35,
            Family.RELEASE,
            "participation stays below its caps",
            "No stage of a task had more rounds than its charter allows, dead rounds counted."),
    MECHANISM(
            36,
            Family.PRIVACY,
            "mechanism, clip norm and noise are as approved",
            "What the budget was charged for is what the charter approved."),
    BUDGET(
            37,
            Family.PRIVACY,
            "the composed epsilon is within the grant at every prefix, recomputed",
            "The privacy loss is composed anew after every charge and never exceeds the grant."),
    EFFECTIVE_NOISE(
            38,
            Family.PRIVACY,
            "the noise that actual survivors added is enough",
            "The noise of the certified survivors reaches the approved noise multiplier."),
    AMPLIFICATION(
            39,
            Family.PRIVACY,
            "amplification is claimed by the exchange whose records it protects, or not at all",
            "Record-level amplification is attested by its exchange, cohort-level amplification is "
                    + "never claimed."),
    NOISE_DRAWN(
            40,
            Family.PRIVACY,
            "noise was really drawn",
            "Participants attest that they drew the noise they were to add."),
    CHARGED(
            41,
            Family.PRIVACY,
            "the budget is charged at upload, once a round, and never refunded",
            "Every sum that was released has one charge before it, restated with the certified survivors; rounds count from the first "
                    + "upload, dead ones too."),
    OTHER_OUTPUTS(
            42,
            Family.PRIVACY,
            "every other output is charged or absent",
            "Every sum of a task with privacy terms is opened under noise, evaluations among them; leaves have room for no other output."),
    OVERRIDES(
            43,
            Family.RELEASE,
            "overrides and incidents have the signatures of two members",
            "Every rule that was set aside carries two valid signatures of distinct members, and "
                    + "whatever signature an incident carries holds."),
    NO_FORBIDDEN_CONTENT(
            44,
            Family.RECORDS,
            "leaves hold no forbidden content",
            "No leaf has room for text, fractions, addresses or maps; leaves have one strict encoding "
                    + "and a cap on their length."),
    DELIVERIES(
            45,
            Family.RELEASE,
            "deliveries and deletions are on record",
            "Deliveries of models and deletions of data are attested by those who made them.");

    /** Claims that one part of the auditor judges. */
    public enum Family {
        LOG,
        RECORDS,
        MEMBERS,
        TASK,
        MODEL,
        ROUND,
        SHARES,
        SUM,
        RELEASE,
        PRIVACY
    }

    private final int id;
    private final Family family;
    private final String title;
    private final String checks;

    Claim(int id, Family family, String title, String checks) {
        this.id = id;
        this.family = family;
        this.title = title;
        this.checks = checks;
    }

    /** The claim of a number from 1 to 45. */
    public static Claim of(int id) {
        if (id < 1 || id > values().length) {
            throw new IllegalArgumentException("id must be 1 to " + values().length + ", but was " + id);
        }
        return values()[id - 1];
    }

    /** Its number. */
    public int id() {
        return id;
    }

    public Family family() {
        return family;
    }

    /** What is claimed, in one clause without a full stop. */
    public String title() {
        return title;
    }

    /** What is checked, in one sentence. */
    public String checks() {
        return checks;
    }

    /** Claims without which this one has no evidence: where one of them fails, this says {@link Verdict#NO_EVIDENCE}. */
    public List<Claim> dependsOn() {
        return ClaimGraph.of(this);
    }
}
