// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cordon.log.Checkpoint;
import org.cordon.log.Cosignature;
import org.cordon.log.FileWitnessStore;
import org.cordon.log.Hash;
import org.cordon.log.JdkEd25519;
import org.cordon.log.MemoryLog;
import org.cordon.log.NoteSignature;
import org.cordon.log.NoteSigner;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.SignedNote;
import org.cordon.log.VerifierKey.Algorithm;
import org.cordon.log.WitnessLedger;
import org.cordon.log.WitnessRequest;
import org.cordon.log.WitnessStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every status of C2SP tlog-witness "add-checkpoint", asked for over HTTP. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WitnessServerTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final NoteSigner WITNESS =
            JdkEd25519.signer("example.net/witness", Algorithm.COSIGNATURE_ED25519, WitnessedLog.seed(2));

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private final MemoryLog log = new MemoryLog();

    @TempDir
    private Path state;

    private FileWitnessStore store;
    private WitnessServer server;

    @BeforeEach
    void start() throws IOException {
        if (log.size() == 0) {
            log.append(WitnessedLog.leaves(0, 8));
        }
        store = FileWitnessStore.open(state);
        server = serve(store);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        store.close();
    }

    private static WitnessServer serve(WitnessStore store) throws IOException {
        WitnessLedger ledger = new WitnessLedger(
                Map.of(WitnessedLog.ORIGIN, List.of(WitnessedLog.LOG.key())), WITNESS, new JdkEd25519(), store);
        return WitnessServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ledger, InstantSource.fixed(NOW));
    }

    private HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        return http.send(request("/add-checkpoint", body), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, byte[] body) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    private HttpResponse<String> ask(long oldSize, long size) throws IOException, InterruptedException {
        return post(WitnessedLog.request(log, oldSize, size).toBytes());
    }

    private static void assertStatus(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    }

    @Test
    void aCheckpointIsAnsweredWithACosignatureThatHolds() throws Exception {
        HttpResponse<String> answer = ask(0, 5);
        assertStatus(200, answer);
        assertThat(answer.body()).startsWith("\u2014 example.net/witness ").endsWith("\n");
        List<NoteSignature> lines = SignedNote.parseSignatures(answer.body());
        SignedNote note = WitnessedLog.signed(log, 5).note().with(lines);
        assertThat(note.verify(List.of(WITNESS.key()), new JdkEd25519())).hasSize(1);
        assertThat(Cosignature.of(WITNESS.key(), lines.get(0)).epochSeconds()).isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void theSequenceOfSigsumsConformanceTest() throws Exception {
        assertStatus(200, ask(0, 2));
        HttpResponse<String> conflict = ask(1, 2);
        assertStatus(409, conflict);
        assertThat(conflict.body()).isEqualTo("2\n");
        assertThat(conflict.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
        assertStatus(200, ask(2, 4));
        assertStatus(200, ask(4, 4));
        assertStatus(200, ask(4, 5));
    }

    @Test
    void anUnknownOriginIs404() throws Exception {
        NoteSigner other = JdkEd25519.signer("other.example", Algorithm.ED25519, WitnessedLog.seed(5));
        assertStatus(
                404,
                post(new WitnessRequest(0, List.of(), SignedCheckpoint.sign(Checkpoint.empty("other.example"), other))
                        .toBytes()));
    }

    @Test
    void noTrustedSignatureOrAWrongOneIs403() throws Exception {
        Checkpoint checkpoint = new Checkpoint(WitnessedLog.ORIGIN, 2, log.rootAt(2));
        NoteSigner other = JdkEd25519.signer(WitnessedLog.ORIGIN, Algorithm.ED25519, WitnessedLog.seed(5));
        assertStatus(403, post(new WitnessRequest(0, List.of(), SignedCheckpoint.sign(checkpoint, other)).toBytes()));
        NoteSignature wrong = NoteSignature.of(WitnessedLog.LOG.key(), new byte[64]);
        SignedCheckpoint bad = new SignedCheckpoint(checkpoint, SignedNote.of(checkpoint.text(), List.of(wrong)));
        assertStatus(403, post(new WitnessRequest(0, List.of(), bad).toBytes()));
    }

    @Test
    void anOldSizeAboveTheCheckpointsIs400() throws Exception {
        assertStatus(400, ask(3, 2));
    }

    @Test
    void garbageIs400() throws Exception {
        for (String text : List.of("", "\n", "old\n\n", "old 1 \n\n", "old 00\n\nx\n", "old 0\nQQ\n\n", "\u0000")) {
            assertStatus(400, post(text.getBytes(StandardCharsets.UTF_8)));
        }
        assertStatus(400, post(new byte[] {(byte) 0xff, (byte) 0xfe}));
        String good = new String(WitnessedLog.request(log, 0, 2).toBytes(), StandardCharsets.UTF_8);
        assertStatus(400, post(good.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        String tooLongAProof = "old 1\n" + (good.lines().toList().get(4) + "\n").repeat(64) + good.substring(6);
        assertStatus(400, post(tooLongAProof.getBytes(StandardCharsets.UTF_8)));
        assertStatus(200, post(good.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatDoesNotFollowIs422() throws Exception {
        assertStatus(422, post(new WitnessRequest(0, List.of(Hash.EMPTY_ROOT), WitnessedLog.signed(log, 2)).toBytes()));
        Checkpoint nothing = new Checkpoint(WitnessedLog.ORIGIN, 0, Hash.ofLeaf(new byte[0]));
        assertStatus(
                422,
                post(new WitnessRequest(0, List.of(), SignedCheckpoint.sign(nothing, WitnessedLog.LOG)).toBytes()));
        assertStatus(200, ask(0, 3));
        assertStatus(422, post(new WitnessRequest(3, List.of(), WitnessedLog.signed(log, 8)).toBytes()));
        Checkpoint otherFace = new Checkpoint(WitnessedLog.ORIGIN, 3, log.rootAt(4));
        assertStatus(
                422,
                post(new WitnessRequest(3, List.of(), SignedCheckpoint.sign(otherFace, WitnessedLog.LOG)).toBytes()));
        assertStatus(200, ask(3, 8));
    }

    @Test
    void ofTwoFacesThatRaceOneIsCosigned() throws Exception {
        MemoryLog otherFace = new MemoryLog();
        otherFace.append(WitnessedLog.leaves(100, 108));
        for (int round = 0; round < 20; round++) {
            stop();
            Files.deleteIfExists(state.resolve(Hash.ofText(WitnessedLog.ORIGIN).hex() + ".checkpoint"));
            start();
            List<byte[]> faces = new ArrayList<>(List.of(
                    WitnessedLog.request(log, 0, 4).toBytes(),
                    WitnessedLog.request(otherFace, 0, 4).toBytes()));
            Collections.rotate(faces, round);
            List<CompletableFuture<HttpResponse<String>>> answers = faces.stream()
                    .map(face -> http.sendAsync(request("/add-checkpoint", face), BodyHandlers.ofString()))
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                statuses.add(answer.get().statusCode());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void aRestartKeepsTheState() throws Exception {
        assertStatus(200, ask(0, 4));
        stop();
        start();
        HttpResponse<String> conflict = ask(0, 8);
        assertStatus(409, conflict);
        assertThat(conflict.body()).isEqualTo("4\n");
        assertStatus(200, ask(4, 8));
    }

    @Test
    void aBodyTooLargeIsRefusedAndTheNextIsServed() throws Exception {
        byte[] atTheLimit = new byte[WitnessServer.MAX_REQUEST];
        assertStatus(400, post(atTheLimit));
        assertStatus(413, post(new byte[WitnessServer.MAX_REQUEST + 1]));
        assertStatus(200, ask(0, 2));
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        byte[] good = WitnessedLog.request(log, 0, 2).toBytes();
        for (String path : List.of("/", "/add-checkpoint/", "/add-checkpoint/more", "/other")) {
            assertStatus(404, http.send(request(path, good), BodyHandlers.ofString()));
        }
        HttpResponse<String> get =
                http.send(HttpRequest.newBuilder(uri("/add-checkpoint")).GET().build(), BodyHandlers.ofString());
        assertStatus(405, get);
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        assertThat(store.latest(WitnessedLog.ORIGIN).size()).isZero();
    }

    @Test
    void aStoreThatFailsIs500WithoutACosignature() throws Exception {
        stop();
        WitnessStore failing = new WitnessStore() {
            @Override
            public Checkpoint latest(String origin) {
                return Checkpoint.empty(origin);
            }

            @Override
            public boolean replace(Checkpoint expected, Checkpoint next) throws IOException {
                throw new IOException("disk full");
            }
        };
        server = serve(failing);
        HttpResponse<String> answer = ask(0, 2);
        assertStatus(500, answer);
        assertThat(answer.body()).doesNotContain("\u2014").doesNotContain("disk");
    }
}
