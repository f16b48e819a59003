// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cordon.log.VerifierKey.Algorithm;
import org.cordon.log.WitnessOutcome.Cosigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessLedgerTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final NoteSigner LOG = LogVectors.log();
    private static final NoteSigner WITNESS = LogVectors.witness("witness.example", 2);
    private static final String ORIGIN = LOG.key().name();
    private static final List<byte[]> LEAVES = RecursiveTree.numberedLeaves(16);

    @TempDir
    private Path directory;

    private FileWitnessStore store;

    @BeforeEach
    void open() throws IOException {
        store = FileWitnessStore.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private static WitnessLedger ledger(WitnessStore store) {
        return new WitnessLedger(Map.of(ORIGIN, List.of(LOG.key())), WITNESS, LogVectors.VERIFIER, store);
    }

    private WitnessOutcome add(WitnessRequest request) throws IOException {
        WitnessOutcome typed = ledger(store).addCheckpoint(request.toBytes(), NOW);
        assertThat(typed.body()).isEqualTo(typed.text().getBytes(StandardCharsets.UTF_8));
        return typed;
    }

    private static Checkpoint checkpoint(int size) {
        return new Checkpoint(ORIGIN, size, RecursiveTree.root(LEAVES.subList(0, size)));
    }

    private static WitnessRequest request(int old, int size) {
        List<Hash> proof = old == 0 || old > size ? List.of() : RecursiveTree.consistency(old, LEAVES.subList(0, size));
        return request(old, proof, checkpoint(size));
    }

    private static WitnessRequest request(int old, List<Hash> proof, Checkpoint checkpoint) {
        return new WitnessRequest(old, proof, SignedCheckpoint.sign(checkpoint, LOG));
    }

    @Test
    void theSequenceOfSigsumsTestIsAnswered() throws IOException {
        for (JsonNode step : LogVectors.WITNESS.get("sequence")) {
            WitnessOutcome outcome =
                    add(request(step.get("old").asInt(), step.get("size").asInt()));
            assertThat(outcome.status())
                    .as("%s", step)
                    .isEqualTo(step.get("status").asInt());
            if (step.has("body")) {
                assertThat(outcome.text()).isEqualTo(step.get("body").asText());
                assertThat(outcome.contentType())
                        .isEqualTo(LogVectors.WITNESS.get("conflictType").asText());
            }
        }
        assertThat(store.latest(ORIGIN)).isEqualTo(checkpoint(5));
    }

    @Test
    void theAnswerIsACosignatureOfTheCheckpoint() throws Exception {
        WitnessRequest request = request(0, 8);
        WitnessOutcome outcome = add(request);
        assertThat(outcome).isInstanceOf(Cosigned.class);
        List<NoteSignature> lines = SignedNote.parseSignatures(outcome.text());
        SignedCheckpoint cosigned = request.checkpoint().with(lines);
        assertThat(cosigned.note().verify(List.of(WITNESS.key()), LogVectors.VERIFIER))
                .hasSize(1);
        assertThat(Cosignature.of(WITNESS.key(), lines.get(0)).epochSeconds()).isEqualTo(NOW.getEpochSecond());
        assertThat(store.latest(ORIGIN)).isEqualTo(checkpoint(8));
    }

    @Test
    void anUnknownOriginIs404() throws IOException {
        NoteSigner other = JdkEd25519.signer("other.example", Algorithm.ED25519, LogVectors.seed(5));
        WitnessRequest request =
                new WitnessRequest(0, List.of(), SignedCheckpoint.sign(Checkpoint.empty("other.example"), other));
        assertStatus(404, request);
        assertThat(add(request).text())
                .isEqualTo("origin must be a log this witness knows, but was \"other.example\"\n");
    }

    @Test
    void noTrustedSignatureOrAWrongOneIs403() throws IOException {
        Checkpoint checkpoint = checkpoint(2);
        NoteSigner other = JdkEd25519.signer(ORIGIN, Algorithm.ED25519, LogVectors.seed(5));
        assertStatus(403, new WitnessRequest(0, List.of(), SignedCheckpoint.sign(checkpoint, other)));
        NoteSignature wrong = NoteSignature.of(LOG.key(), new byte[64]);
        SignedCheckpoint bad = new SignedCheckpoint(checkpoint, SignedNote.of(checkpoint.text(), List.of(wrong)));
        assertStatus(403, new WitnessRequest(0, List.of(), bad));
    }

    @Test
    void anOldSizeAboveTheCheckpointsIs400() throws IOException {
        assertStatus(400, request(3, 2));
    }

    @Test
    void anOldSizeThatIsNotTheStoredOneIs409() throws IOException {
        assertStatus(409, request(1, 2));
        assertStatus(200, request(0, 4));
        assertStatus(409, request(0, 8));
        assertStatus(409, request(5, 8));
    }

    @Test
    void aProofFromNothingIs422() throws IOException {
        assertStatus(422, request(0, List.of(Hash.EMPTY_ROOT), checkpoint(2)));
    }

    @Test
    void aWrongProofIs422() throws IOException {
        assertStatus(200, request(0, 3));
        List<Hash> proof = RecursiveTree.consistency(3, LEAVES.subList(0, 8));
        assertStatus(422, request(3, proof.subList(1, proof.size()), checkpoint(8)));
        assertStatus(422, request(3, List.of(), checkpoint(8)));
        assertStatus(422, request(3, proof, new Checkpoint(ORIGIN, 8, Hash.ofText("split"))));
        assertStatus(422, request(3, proof, checkpoint(3)));
        assertThat(store.latest(ORIGIN)).isEqualTo(checkpoint(3));
        assertStatus(200, request(3, 8));
    }

    @Test
    void noLeavesWithARootIs422() throws IOException {
        assertStatus(422, request(0, List.of(), new Checkpoint(ORIGIN, 0, Hash.ofText("x"))));
        assertStatus(200, request(0, 0));
        assertStatus(200, request(0, 1));
    }

    @Test
    void theSameSizeWithAnotherRootIs422() throws IOException {
        assertStatus(200, request(0, 4));
        assertStatus(422, request(4, List.of(), new Checkpoint(ORIGIN, 4, Hash.ofText("split"))));
        assertStatus(200, request(4, 4));
    }

    @Test
    void sixtyFourProofLinesAre400() throws Exception {
        String note = new String(request(0, 2).checkpoint().toBytes(), StandardCharsets.UTF_8);
        int most = LogVectors.WITNESS.get("maxProof").asInt();
        String line = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        String fits = "old 1\n" + line.repeat(most) + "\n" + note;
        assertThat(WitnessRequest.parse(LogVectors.utf8(fits)).proof()).hasSize(most);
        String tooMany = "old 1\n" + line.repeat(most + 1) + "\n" + note;
        WitnessOutcome outcome = ledger(store).addCheckpoint(LogVectors.utf8(tooMany), NOW);
        assertThat(outcome.status()).isEqualTo(400);
        assertThat(outcome.text()).isEqualTo("proof of the request must be at most 63 hashes, but was more\n");
        List<Hash> hashes = Collections.nCopies(most + 1, Hash.EMPTY_ROOT);
        SignedCheckpoint checkpoint = request(0, 2).checkpoint();
        assertThatThrownBy(() -> new WitnessRequest(1, hashes, checkpoint))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requestsOfAnotherFormAre400() throws IOException {
        String good = new String(request(2, 4).toBytes(), StandardCharsets.UTF_8);
        for (String bad : List.of(
                "",
                good.replace("old 2", "old 02"),
                good.replace("old 2", "old +2"),
                good.replace("old 2", "Old 2"),
                good.replace("old 2", "old  2"),
                good.replace("old 2\n", ""),
                good.replaceFirst("\n\n", "\n"),
                good.replaceFirst("\n\n", "\nx\n\n"),
                good.replace("old 2\n", "old 2\r\n"),
                good.substring(0, good.length() - 1))) {
            assertThat(ledger(store).addCheckpoint(LogVectors.utf8(bad), NOW).status())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(ledger(store)
                        .addCheckpoint(new byte[WitnessRequest.MAX_BYTES + 1], NOW)
                        .status())
                .isEqualTo(400);
    }

    /** The race of the spec: A is checked, B is checked, B is stored and cosigned, A must not roll back. */
    @Test
    void ofTwoRequestsCheckedAgainstOneStateTheSecondConflicts() throws IOException {
        assertStatus(200, request(0, 4));
        List<WitnessOutcome> outcomeOfB = new ArrayList<>();
        WitnessStore interleaved = new WitnessStore() {
            @Override
            public Checkpoint latest(String origin) throws IOException {
                Checkpoint latest = store.latest(origin);
                if (outcomeOfB.isEmpty()) {
                    outcomeOfB.add(ledger(store).addCheckpoint(request(4, 8), NOW));
                }
                return latest;
            }

            @Override
            public boolean replace(Checkpoint expected, Checkpoint next) throws IOException {
                return store.replace(expected, next);
            }
        };
        WitnessOutcome outcomeOfA = ledger(interleaved).addCheckpoint(request(4, 6), NOW);
        assertThat(outcomeOfB).hasSize(1).first().isInstanceOf(Cosigned.class);
        assertThat(outcomeOfA).isEqualTo(new WitnessOutcome.Conflict(8));
        assertThat(store.latest(ORIGIN)).isEqualTo(checkpoint(8));
    }

    @Test
    void ofManySplitViewsAtOnceOneIsCosigned() throws Exception {
        int views = 8;
        ExecutorService executor = Executors.newFixedThreadPool(views);
        try {
            List<Callable<WitnessOutcome>> calls = new ArrayList<>();
            for (int i = 0; i < views; i++) {
                WitnessRequest request = request(0, List.of(), new Checkpoint(ORIGIN, 4, Hash.ofText("view " + i)));
                calls.add(() -> ledger(store).addCheckpoint(request, NOW));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<WitnessOutcome> outcome : executor.invokeAll(calls)) {
                statuses.add(outcome.get().status());
            }
            assertThat(statuses).containsOnlyOnce(200).contains(409).containsOnly(200, 409);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void whatCouldNotBeStoredIsNotCosigned() {
        WitnessStore full = new WitnessStore() {
            @Override
            public Checkpoint latest(String origin) {
                return Checkpoint.empty(origin);
            }

            @Override
            public boolean replace(Checkpoint expected, Checkpoint next) throws IOException {
                throw new IOException("no space left on device");
            }
        };
        assertThatThrownBy(() -> ledger(full).addCheckpoint(request(0, 2), NOW)).isInstanceOf(IOException.class);
    }

    @Test
    void aLogsKeyIsNoWitness() {
        assertThatThrownBy(() -> new WitnessLedger(Map.of(), LOG, LogVectors.VERIFIER, store))
                .hasMessage("key of a witness must be of type 0x04 or 0x06, but was ED25519");
    }

    private void assertStatus(int status, WitnessRequest request) throws IOException {
        WitnessOutcome outcome = add(request);
        assertThat(outcome.status()).as(outcome.text()).isEqualTo(status);
    }
}
